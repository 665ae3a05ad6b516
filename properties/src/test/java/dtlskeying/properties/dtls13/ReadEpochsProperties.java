package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.ReadEpochsChapter.CHAPTER;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORD_OF_ZEROS_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_TYPE_ENDS_THE_CONNECTION;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls13.ReadEpochs;
import dtlskeying.model.dtls13.ReadEpochsModel;
import dtlskeying.model.dtls13.ReadFacts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Set;

/** RFC 9147 §4 and §6.1, reading, held against its model: P30, P59, P60, P61, and X36 to X40. */
public class ReadEpochsProperties
        extends ChapterProperties<ReadEpochs, Input.Read, Effect, ReadFacts> {
    private static final Input.Read KEYS =
            new Input.InstallRead(RecordsSpec.HANDSHAKE, RecordsSpec.LONGEST, 2);

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

    @Example
    void who_drops_records_of_unknown_types_reads_the_text_otherwise() {
        var drops =
                ReadEpochsBugs.forgiving(RECORD_OF_ZEROS_ENDS_THE_CONNECTION)
                        .andThen(ReadEpochsBugs.forgiving(UNKNOWN_TYPE_ENDS_THE_CONNECTION))
                        .apply(CHAPTER.machine());
        assertThat(forbidden(drops, Reading.defaults())).isNotEmpty();
        assertThat(forbidden(drops, Set.of(Reading.UNKNOWN_INNER_TYPE_IS_DROPPED))).isEmpty();
        assertThat(forbidden(CHAPTER.machine(), Set.of(Reading.UNKNOWN_INNER_TYPE_IS_DROPPED)))
                .isNotEmpty();
    }

    /**
     * What one input does, once the keys of the handshake are there, that the model does not permit
     * under these readings.
     */
    private static List<String> forbidden(
            Machine<ReadEpochs, Input.Read, Effect> machine, Set<Reading> readings) {
        var chapter =
                new Chapter<>(
                        CHAPTER.name(),
                        CHAPTER.starts(),
                        CHAPTER.inputs(),
                        machine,
                        new ReadEpochsModel(readings),
                        CHAPTER.finished());
        return CHAPTER.starts().stream()
                .flatMap(start ->
                        CHAPTER.inputs().stream()
                                .flatMap(input ->
                                        Law.permittedBy(chapter)
                                                .judge(machine, start, List.of(KEYS, input))
                                                .stream()))
                .toList();
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
