package dtlskeying.impl.endpoint;

import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.chunk.Operators;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.sctp.SctpAssociation;
import dtlskeying.spec.Octets;

import java.util.function.Consumer;

/**
 * The DTLS connections of an endpoint, one after the other: each association that comes up or comes
 * back has a {@link KeyManagement} of its own. It is told the time and what SCTP says, and what it
 * wants done is done here.
 */
final class Connections {
    private static final long MILLISECOND = 1_000_000L;

    private final ChunkSettings settings;
    private final Entropy entropy;
    private final SctpAssociation sctp;
    private final Operators operators;
    private final Consumer<ChunkEvent> user;
    private final RecordQueue records;
    private final Elapsed elapsed = new Elapsed();
    private int begun;
    private long now;

    /** Null until the first begins. */
    private KeyManagement newest;

    /**
     * @param user hears of what happens
     */
    Connections(
            ChunkSettings settings,
            Entropy entropy,
            SctpAssociation sctp,
            Operators operators,
            Consumer<ChunkEvent> user) {
        this.settings = settings;
        this.entropy = entropy;
        this.sctp = sctp;
        this.operators = operators;
        this.user = user;
        this.records = new RecordQueue(sctp);
    }

    /** The association is up, or up again: a connection begins, and the one before is over. */
    void begin(Terms terms) {
        end();
        records.clear();
        var child = entropy.child("connection " + begun++);
        newest = new KeyManagement(settings, terms, operators.keying(), child);
        elapsed.begin(now);
        newest.begin(milliseconds());
        act();
    }

    /** The association is over. */
    void end() {
        if (newest == null) return;
        newest.ended();
        act();
    }

    /** Whether there is or was one. */
    boolean hasAny() {
        return newest != null;
    }

    /** Whether protection is required by now. */
    boolean isProtected() {
        return newest != null && newest.isProtected();
    }

    /** Whether a change of the keys that this end began is under way. */
    boolean isRenewing() {
        return newest != null && newest.isRenewing();
    }

    /** Whether a proof is waited for, or what the peer thinks of ours. */
    boolean isReauthenticating() {
        return newest != null && newest.isReauthenticating();
    }

    /** New keys are wanted. */
    void renewKeys() {
        manage(management -> management.renew(milliseconds()));
    }

    /** The peer has to prove who it is. */
    void reauthenticate() {
        manage(management -> management.reauthenticate(milliseconds()));
    }

    /** This end shows who it is. */
    void showIdentity() {
        manage(management -> management.showIdentity(milliseconds()));
    }

    private void manage(Consumer<KeyManagement> wish) {
        if (!isProtected()) return;
        wish.accept(newest);
        act();
    }

    /** It is that late, in nanoseconds. */
    void at(long nanos) {
        now = nanos;
    }

    private long milliseconds() {
        return now / MILLISECOND;
    }

    /** So many bytes more were protected, in either direction. */
    void count(int bytes) {
        elapsed.add(bytes);
    }

    /** Sends what waits, and tells an association that is up how many seconds have passed. */
    void goOn(boolean isUp) {
        records.send();
        if (newest == null || !isUp) return;
        int seconds = elapsed.seconds(now);
        if (seconds == 0) return;
        newest.passed(seconds, elapsed.bytes(), milliseconds());
        act();
    }

    /** How many records SCTP has taken. */
    int sent() {
        return records.sent();
    }

    /** A packet was opened under a primary key. */
    void primaryHeard() {
        if (newest == null) return;
        newest.primaryHeard();
        act();
    }

    /**
     * A record has come.
     *
     * @param isProtected whether in a DTLS chunk, under a primary key
     */
    void record(Octets record, boolean isProtected) {
        newest.record(record, isProtected, milliseconds());
        act();
    }

    /** All that was sent has been acknowledged. */
    void senderDry() {
        if (newest == null) return;
        newest.senderDry();
        act();
    }

    private void act() {
        for (var act : newest.acts()) {
            switch (act) {
                case Outbox.Act.Send(var record) -> records.add(record);
                case Outbox.Act.Abort() -> sctp.abort();
                case Outbox.Act.Tell(var event) -> tell(event);
            }
        }
    }

    private void tell(ChunkEvent event) {
        if (event instanceof ChunkEvent.Settled) operators.restarted();
        user.accept(event);
    }
}
