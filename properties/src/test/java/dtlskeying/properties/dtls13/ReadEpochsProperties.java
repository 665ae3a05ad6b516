package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.ReadEpochsChapter.CHAPTER;

import dtlskeying.impl.dtls13.ReadEpochs;
import dtlskeying.model.dtls13.ReadFacts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;

import net.jqwik.api.Example;

import java.util.List;

/** RFC 9147 §4 and §6.1, reading, held against its model: P30, P59, P60, P61, and X36 to X40. */
public class ReadEpochsProperties
        extends ChapterProperties<ReadEpochs, Input.Read, Effect, ReadFacts> {
    public ReadEpochsProperties() {
        super(CHAPTER, 3);
    }

    @Example
    void P30_only_authentic_records_move_the_window() {
        holds(ReadEpochsLaws.FORGERIES_MOVE_NOTHING);
    }

    @Example
    void P59_epoch_bits_resolve_uniquely() {
        holds(ReadEpochsLaws.BITS_RESOLVE);
    }

    @Example
    void P60_sequence_reconstruction_closest_to_expected() {
        holds(ReadEpochsLaws.NEAREST);
    }

    @Example
    void P61_record_accept_at_most_once_per_epoch() {
        holds(ReadEpochsLaws.ACCEPTED_AT_MOST_ONCE);
    }

    @Example
    void an_install_leaves_the_epoch_before_it_readable() {
        holds(ReadEpochsLaws.LAST_EPOCH_LINGERS);
    }

    @Override
    protected int walks() {
        return 40_000;
    }

    @Override
    protected List<Mutant<ReadEpochs, Input.Read, Effect, ReadFacts>> mutants() {
        return ReadEpochsMutants.ALL;
    }
}
