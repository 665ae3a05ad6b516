package dtlskeying.properties.dtls13;

import dtlskeying.model.dtls13.AssociationFacts;
import dtlskeying.model.dtls13.AssociationModel;
import dtlskeying.properties.Chapter;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls13.AssociationSpec.HelloCookie;
import dtlskeying.spec.dtls13.AssociationSpec.Input;
import dtlskeying.spec.dtls13.AssociationSpec.Keys;

import java.util.ArrayList;
import java.util.List;

/**
 * Whole ends of DTLS 1.3 as the judge sees them, with their records and real keys: somebody who has
 * the keys plays the peer.
 */
public final class AssociationChapter {
    /** The association and its model. */
    public static final Chapter<Subject, Input, Effect, AssociationFacts> CHAPTER =
            new Chapter<>(
                    "dtls13/Association",
                    new Moments().starts,
                    inputs(),
                    Subject::on,
                    new AssociationModel(Reading.defaults()),
                    subject -> subject.end().isOver() || subject.end().readEpoch() > 0);

    private AssociationChapter() {}

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
}
