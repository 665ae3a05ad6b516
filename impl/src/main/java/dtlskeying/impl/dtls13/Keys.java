package dtlskeying.impl.dtls13;

import static dtlskeying.spec.dtls13.AssociationSpec.Claim.KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Traffic.Flowing;
import dtlskeying.impl.dtls13.Traffic.Renewing;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec;
import dtlskeying.spec.dtls13.KeyUpdateSpec;
import dtlskeying.spec.dtls13.RecordsSpec;

/** The keys of an association: when they come, and how they change (RFC 9147 §6.1, §8). */
final class Keys {
    private final Work work;
    private final Outbound outbound;
    private final Renewals renewals;

    Keys(Work work, Outbound outbound) {
        this.work = work;
        this.outbound = outbound;
        this.renewals = new Renewals(work, outbound);
    }

    /** As soon as there are secrets for the handshake, both directions are protected. */
    void installHandshake() {
        boolean isDue = work.records.writeEpoch().equals(Epoch.UNPROTECTED);
        if (!isDue || work.side.phase() == Side.Phase.OVER) return;
        work.side.secrets().ifPresent(this::installHandshake);
    }

    private void installHandshake(HandshakeSecrets secrets) {
        Role own = work.side.role();
        CipherSuite suite = secrets.suite();
        write(RecordsSpec.HANDSHAKE, suite, secrets.of(own), RecordsSpec.LONGEST);
        read(RecordsSpec.HANDSHAKE, suite, secrets.of(own.peer()), RecordsSpec.LONGEST);
        outbound.hear(new AcknowledgementSpec.Input.Agreed(work.now));
    }

    /** The peer's last message but its ACK is verified: traffic can flow. */
    void installTraffic() {
        Session session = work.side.session().orElseThrow();
        Role own = work.side.role();
        Secret read = session.traffic().of(own.peer());
        Secret write = session.traffic().of(own);
        CipherSuite suite = session.terms().suite();
        var sizes = session.extras().sizes();
        work.records = work.records.saying(sizes.lengths());
        write(Epoch.FIRST_OF_TRAFFIC, suite, write, sizes.write());
        read(Epoch.FIRST_OF_TRAFFIC, suite, read, sizes.read());
        work.traffic =
                work.isRenewable()
                        ? Renewing.first(generation(session), work.side.entropy().child("updates"))
                        : new Flowing(KeyUpdate.start(), read, write);
    }

    /** Both Finished are in the transcript by now: the client's own is worded, or verified. */
    private Generation generation(Session session) {
        CipherSuite suite = session.terms().suite();
        Secret main = KeySchedule.of(suite).main(session.handshake().handshake());
        var first =
                Generation.first(
                        suite,
                        main,
                        session.traffic().transcriptHash(),
                        work.side.transcript().hash(suite.hash()));
        main.overwrite();
        return first;
    }

    /** Writes an epoch of traffic. */
    void write(Epoch epoch, Secret secret) {
        Session session = work.side.session().orElseThrow();
        write(epoch, session.terms().suite(), secret, session.extras().sizes().write());
    }

    /** Reads an epoch of traffic. */
    void read(Epoch epoch, Secret secret) {
        Session session = work.side.session().orElseThrow();
        read(epoch, session.terms().suite(), secret, session.extras().sizes().read());
    }

    private void write(Epoch epoch, CipherSuite suite, Secret secret, int longest) {
        var protection = RecordProtection.of(suite, secret);
        work.follow(work.records.installWrite(epoch, suite, protection, longest));
    }

    private void read(Epoch epoch, CipherSuite suite, Secret secret, int longest) {
        var protection = RecordProtection.of(suite, secret);
        work.follow(work.records.installRead(epoch, suite, protection, longest));
    }

    /** The keys in one direction wear out. */
    void worn() {
        if (work.traffic instanceof Renewing) renewals.renew();
        else update(true);
    }

    /** Extended key updates. */
    Renewals renewals() {
        return renewals;
    }

    /** A record came under the newest keys. */
    void newKeysHeard() {
        if (work.traffic instanceof Renewing)
            renewals.take(new ExtendedKeyUpdateSpec.Input.NewKeysHeard());
        else take(new KeyUpdateSpec.Input.NewKeysHeard());
    }

    /** The user wants new keys to send under. */
    void update(boolean both) {
        if (work.side.phase() != Side.Phase.ESTABLISHED)
            work.discard(KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE);
        else if (work.traffic instanceof Renewing)
            renewals.take(new ExtendedKeyUpdateSpec.Input.PlainUpdate());
        else take(new KeyUpdateSpec.Input.Update(both));
    }

    /** The peer has our KeyUpdate, or our message of an extended one. */
    void updateAcknowledged() {
        renewals.acknowledged();
        take(new KeyUpdateSpec.Input.Acknowledged());
    }

    /** Goes on with the updates of keys, if traffic flows at all. */
    void take(KeyUpdateSpec.Input input) {
        if (!(work.traffic instanceof Flowing flowing)) return;
        var step = flowing.updates().on(input);
        work.traffic = new Flowing(step.state(), flowing.read(), flowing.write());
        for (var effect : step.effects()) {
            switch (effect) {
                case KeyUpdateSpec.Effect.Sent(var requests) -> send(requests);
                case KeyUpdateSpec.Effect.WriteChanged(var epoch) -> changeWrite(epoch);
                case KeyUpdateSpec.Effect.ReadAdded(var epoch) -> addRead(epoch);
                case KeyUpdateSpec.Effect.ReadDropped(var epoch, _) ->
                        work.follow(work.records.dropRead(epoch));
                case KeyUpdateSpec.Effect.Refused(var clause) -> work.discard(clause);
                case KeyUpdateSpec.Effect.Aborted(var alert, var clause) ->
                        outbound.breakOff(alert, clause);
            }
        }
    }

    private void send(boolean requests) {
        var message = new dtlskeying.impl.dtls13.message.KeyUpdate(requests ? 1 : 0);
        outbound.send(HandshakeType.KEY_UPDATE, message.encode());
    }

    private void changeWrite(Epoch epoch) {
        if (!(work.traffic instanceof Flowing(var updates, var read, var write))) return;
        Session session = work.side.session().orElseThrow();
        Secret next = KeySchedule.of(session.terms().suite()).updated(write);
        Epoch before = work.records.writeEpoch();
        write(epoch, next);
        work.follow(work.records.dropWrite(before));
        work.traffic = new Flowing(updates, read, next);
        work.effects.add(new Effect.KeysUpdated(epoch.number()));
    }

    private void addRead(Epoch epoch) {
        if (!(work.traffic instanceof Flowing(var updates, var read, var write))) return;
        Session session = work.side.session().orElseThrow();
        Secret next = KeySchedule.of(session.terms().suite()).updated(read);
        read(epoch, next);
        work.traffic = new Flowing(updates, next, write);
    }
}
