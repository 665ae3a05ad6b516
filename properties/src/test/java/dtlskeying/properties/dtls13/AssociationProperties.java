package dtlskeying.properties.dtls13;

import dtlskeying.model.dtls13.AssociationFacts;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls13.AssociationSpec.Input;

import net.jqwik.api.Example;

import java.util.List;

/**
 * Whole ends of DTLS 1.3, with their records and real keys, held against what RFC 9147 permits
 * where the parts meet: somebody who has the keys plays the peer.
 */
public class AssociationProperties
        extends ChapterProperties<Subject, Input, Effect, AssociationFacts> {
    public AssociationProperties() {
        super(AssociationChapter.CHAPTER, 1, 0);
    }

    /** Every step is real cryptography: one start a trace has to do. */
    @Override
    protected List<Start<Subject, AssociationFacts>> startsFor(List<Input> inputs) {
        var starts = AssociationChapter.CHAPTER.starts();
        return List.of(starts.get(inputs.size() % starts.size()));
    }

    /** For the same reason, fewer walks than elsewhere do. */
    @Override
    protected int walks() {
        return 1_000;
    }

    /** Some rows take three steps that nobody else makes. */
    @Override
    protected int floor() {
        return 1;
    }

    @Example
    void an_ack_names_records_of_the_handshake_alone() {
        holds(AssociationLaws.ACKS_NAME_MESSAGES);
    }

    @Example
    void no_ack_names_a_record_whose_messages_were_dropped() {
        holds(AssociationLaws.DROPPED_IS_NOT_NAMED);
    }

    @Example
    void no_address_gets_more_than_thrice_what_came_from_it_before_it_is_proved() {
        holds(AssociationLaws.NO_AMPLIFICATION);
    }

    @Example
    void no_datagram_is_larger_than_the_path_takes() {
        holds(AssociationLaws.FITS_THE_PATH);
    }

    @Override
    protected List<Mutant<Subject, Input, Effect, AssociationFacts>> mutants() {
        return AssociationMutants.ALL;
    }
}
