package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.KeyInstallLaws.ENFORCE_MONOTONE;
import static dtlskeying.properties.chunk.KeyInstallLaws.FIRST_EPOCH_3_THEN_CONSECUTIVE;
import static dtlskeying.properties.chunk.KeyInstallLaws.NOBODY_WAITS_FOR_EVER;
import static dtlskeying.properties.chunk.KeyInstallLaws.NO_NONCE_AGAIN;
import static dtlskeying.properties.chunk.KeyInstallLaws.RECEIVE_KEY_BEFORE_PACKETS;
import static dtlskeying.properties.chunk.KeyInstallLaws.RESTART_KEY_FOLLOWS;

import dtlskeying.impl.chunk.KeyInstall;
import dtlskeying.model.chunk.KeyInstallModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** §4, the order of the keys, held against its model: P45, P46, P48, P51, P69, P70. */
public class KeyInstallProperties extends ChapterProperties<KeyInstall, Input, Effect, Facts> {
    public KeyInstallProperties() {
        super(KeyInstallChapter.CHAPTER, 3, 2);
    }

    @Example
    void P45_no_packet_ever_arrives_before_its_receive_key() {
        holds(RECEIVE_KEY_BEFORE_PACKETS);
    }

    @Example
    void P46_install_ends_within_its_supervision() {
        holds(NOBODY_WAITS_FOR_EVER);
    }

    @Example
    void P48_enforce_monotone() {
        holds(ENFORCE_MONOTONE);
    }

    @Example
    void P51_first_epoch_3_then_consecutive() {
        holds(FIRST_EPOCH_3_THEN_CONSECUTIVE);
    }

    @Example
    void P69_a_restart_key_comes_after_the_primary_key_of_its_epoch() {
        holds(RESTART_KEY_FOLLOWS);
    }

    @Example
    void P70_no_key_is_set_twice() {
        holds(NO_NONCE_AGAIN);
    }

    @Override
    protected Map<String, Function<Machine<KeyInstall, Input, Effect>, Optional<String>>> beyond() {
        return KeyOrderGuards.beyond();
    }

    @Override
    protected List<Mutant<KeyInstall, Input, Effect, Facts>> mutants() {
        return KeyInstallMutants.ALL;
    }
}
