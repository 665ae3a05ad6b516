package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.ExtendedKeyUpdateLaws.FINISH_MOVES_KEYS;
import static dtlskeying.properties.dtls13.ExtendedKeyUpdateLaws.NO_KEY_UPDATE;
import static dtlskeying.properties.dtls13.ExtendedKeyUpdateLaws.OLD_KEYS_STAY;
import static dtlskeying.properties.dtls13.ExtendedKeyUpdateLaws.REQUESTS_ARE_MET;

import dtlskeying.impl.dtls13.ExtendedKeyUpdate;
import dtlskeying.model.dtls13.ExtendedKeyUpdateFacts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Extended key update §3 to §6 held against its model. */
public class ExtendedKeyUpdateProperties
        extends ChapterProperties<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts> {
    public ExtendedKeyUpdateProperties() {
        super(ExtendedKeyUpdateChapter.CHAPTER, 3);
    }

    @Override
    protected int walks() {
        return 60_000;
    }

    @Example
    void P54_keys_to_send_change_at_the_finish_and_at_nothing_else() {
        holds(FINISH_MOVES_KEYS);
    }

    @Example
    void P53_old_keys_stay_until_a_record_under_newer_ones_is_opened() {
        holds(OLD_KEYS_STAY);
    }

    @Example
    void P54_a_request_that_is_heard_never_meets_silence() {
        holds(REQUESTS_ARE_MET);
    }

    @Example
    void P52_key_update_is_neither_sent_nor_survived() {
        holds(NO_KEY_UPDATE);
    }

    @Override
    protected Map<String, Function<Machine<ExtendedKeyUpdate, Input, Effect>, Optional<String>>>
            beyond() {
        return ExtendedUpdateGuards.beyond();
    }

    @Override
    protected List<Mutant<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts>> mutants() {
        return ExtendedKeyUpdateMutants.ALL;
    }
}
