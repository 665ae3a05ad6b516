package dtlskeying.model.dtls13;

import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Packet;
import dtlskeying.model.dtls13.MainSecret.Party;
import dtlskeying.model.dtls13.MainSecret.Renewed;
import dtlskeying.model.dtls13.MainSecret.Share;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;

/** What lies between the relation of one end and the network: messages, secrets and the user. */
public interface ExtendedKeyUpdateRules {
    /** What the text wants. */
    ExtendedKeyUpdateRules HONEST = new ExtendedKeyUpdateRules() {};

    /** A message that was heard before is acknowledged again: the ACK may be lost. */
    default boolean repeats() {
        return true;
    }

    /** A request that has lost goes out until it is acknowledged: the peer hears in order. */
    default boolean keepsAbandoned() {
        return true;
    }

    /** Whether that ACK is of that message. */
    default boolean covers(Packet ack, Packet message) {
        return ack.number() == message.number();
    }

    /** Whether an end opens a record: it has the keys that the record is protected by. */
    default boolean opens(ExtendedKeyUpdateEnd end, Packet packet) {
        return end.facts().reads(packet.epoch())
                && packet.under().equals(end.secrets().get(packet.epoch()));
    }

    /** The next secret: of the one before, and of what request and response say. */
    default MainSecret next(MainSecret before, Share request, Share response) {
        return new Renewed(before, request, response);
    }

    /** A share that was never drawn before. */
    default Share draw(Party party, int drawn) {
        return new Share(party, drawn);
    }

    /** Whether that tells the user that an epoch is in use, and to export for it from now on. */
    @Cites("extended-key-update/10.2/b")
    default boolean tells(Effect effect) {
        return effect instanceof Effect.WriteChanged;
    }

    /** Whether a secret is deleted once neither direction has a use for it. */
    @Cites("extended-key-update/7/e")
    default boolean deletes() {
        return true;
    }
}
