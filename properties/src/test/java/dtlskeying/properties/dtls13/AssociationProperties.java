package dtlskeying.properties.dtls13;

import dtlskeying.model.dtls13.AssociationFacts;
import dtlskeying.model.dtls13.AssociationModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls13.AssociationSpec.HelloCookie;
import dtlskeying.spec.dtls13.AssociationSpec.Input;
import dtlskeying.spec.dtls13.AssociationSpec.Keys;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.List;

/**
 * Whole ends of DTLS 1.3, with their records and real keys, held against what RFC 9147 permits
 * where the parts meet: somebody who has the keys plays the peer.
 */
public class AssociationProperties
        extends ChapterProperties<Subject, Input, Effect, AssociationFacts> {
    static final Chapter<Subject, Input, Effect, AssociationFacts> CHAPTER =
            new Chapter<>(
                    "dtls13/Association",
                    new Moments().starts,
                    inputs(),
                    Subject::on,
                    new AssociationModel(Reading.defaults()),
                    subject -> subject.end().isOver() || subject.end().readEpoch() > 0);

    public AssociationProperties() {
        super(CHAPTER, 1, 0);
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (Keys keys : Keys.values()) {
            inputs.add(new Input.Alert(keys, Alert.HANDSHAKE_FAILURE.code()));
            inputs.add(new Input.Alert(keys, 255));
            inputs.add(new Input.Alert(keys, Alert.CLOSE_NOTIFY.code()));
            inputs.add(new Input.LongAlert(keys));
            inputs.add(new Input.Ack(keys));
            inputs.add(new Input.BrokenAck(keys));
            inputs.add(new Input.Contradiction(keys));
            if (keys == Keys.NONE) continue;
            inputs.add(new Input.Told(keys, MessageName.CLIENT_HELLO));
            inputs.add(new Input.Damaged(keys));
        }
        inputs.add(new Input.Told(Keys.NONE, MessageName.FINISHED));
        inputs.add(new Input.Told(Keys.TRAFFIC, MessageName.KEY_UPDATE));
        inputs.add(new Input.ChangeCipherSpec());
        inputs.add(new Input.Data(Octets.hex("70696e67")));
        for (HelloCookie cookie : HelloCookie.values()) inputs.add(new Input.Hello(cookie));
        inputs.add(new Input.PartOfHello());
        inputs.add(new Input.Rehandshake());
        inputs.add(new Input.UpdateKeys());
        return inputs;
    }

    /** Every step is real cryptography: one start a trace has to do. */
    @Override
    protected List<Start<Subject, AssociationFacts>> startsFor(List<Input> inputs) {
        var starts = CHAPTER.starts();
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
