package dtlskeying.impl.endpoint;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.DATA_BY_CHUNK_KEYS_BY_DTLS;

import dtlskeying.impl.chunk.ChunkRefusal;
import dtlskeying.impl.chunk.InitExchange;
import dtlskeying.impl.chunk.Operators;
import dtlskeying.impl.chunk.RestartKeys;
import dtlskeying.impl.chunk.UlpGate;
import dtlskeying.impl.chunk.UserMessages;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.sctp.SctpAssociation;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.SctpEvent.Reason;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.SctpStack;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;

/**
 * One end of an SCTP association whose packets are protected by the DTLS chunk, under keys from
 * DTLS 1.3: an association of some stack, the operator below it, and the key management above,
 * without sockets, clocks or threads of its own.
 *
 * <p>Packets and the time go in, {@link #events} come out, and are to be asked for after whatever
 * goes in. For one thread at a time, that of the stack.
 */
public final class ChunkEndpoint implements AutoCloseable {
    private final SctpAssociation sctp;
    private final InitExchange exchange;
    private final Operators operators;
    private final Departures departures;
    private final Connections connections;
    private final LengthForm lengths;
    private UlpGate gate = new UlpGate();
    private List<ChunkEvent> events = new ArrayList<>();

    /** Null until they are agreed on. */
    private InitExchange.Terms terms;

    private boolean isOpening;
    private boolean isUp;
    private boolean isUnderPrimary;

    /** What came of a message that the ULP wants to send. */
    public enum Sending {
        /** SCTP has it. */
        TAKEN,
        /** There is no room now. */
        FULL,
        /** There is no association, or no protection yet. */
        EARLY,
        /** It says that it is the key management's. */
        FORBIDDEN
    }

    /** An end that begins, and waits for its peer unless it connects. */
    public ChunkEndpoint(
            SctpStack stack, SctpSettings sctp, ChunkSettings settings, Entropy entropy) {
        this(stack, sctp, settings, entropy, new Operators());
    }

    /**
     * An end that has lost its association and comes back: it connects, and restarts what its peer
     * has of it.
     *
     * @param keys used here for the first time since they were kept, and never again
     */
    public static ChunkEndpoint restarting(
            SctpStack stack,
            SctpSettings sctp,
            ChunkSettings settings,
            Entropy entropy,
            RestartKeys keys) {
        return new ChunkEndpoint(stack, sctp, settings, entropy, new Operators(keys));
    }

    private ChunkEndpoint(
            SctpStack stack,
            SctpSettings sctp,
            ChunkSettings settings,
            Entropy entropy,
            Operators operators) {
        this.sctp = stack.associate(sctp.withOverhead(Departures.overhead()));
        this.exchange = new InitExchange(settings.support(), entropy.child("init"));
        this.operators = operators;
        this.departures = new Departures(exchange, operators);
        this.connections =
                new Connections(
                        settings, entropy, this.sctp, operators, event -> events.add(event));
        this.lengths = settings.dtls().large().wanted() ? LengthForm.VARIABLE : LengthForm.FIXED;
    }

    /** Opens the association from this end. */
    public void connect() {
        isOpening = true;
        sctp.connect();
    }

    /** Sends a message of the ULP. */
    public Sending send(UserMessage message) {
        Clause against = UserMessages.against(message, isOpen());
        if (against == DATA_BY_CHUNK_KEYS_BY_DTLS) return Sending.EARLY;
        if (against != Clause.UNSTATED) return Sending.FORBIDDEN;
        return sctp.send(message) ? Sending.TAKEN : Sending.FULL;
    }

    /** Changes the keys (§5), if both ends have agreed on extended key updates. */
    public void renewKeys() {
        connections.renewKeys();
    }

    /** Lets the peer prove again who it is (§6); nothing comes of it while it is asked already. */
    public void reauthenticate() {
        connections.reauthenticate();
    }

    /** Proves again who this end is, unasked: for the server of the key management alone. */
    public void showIdentity() {
        connections.showIdentity();
    }

    /** Whether a change of the keys that this end began is under way. */
    public boolean isRenewing() {
        return connections.isRenewing();
    }

    /** Whether a proof that this end has asked for, or the verdict on its own, is under way. */
    public boolean isReauthenticating() {
        return connections.isReauthenticating();
    }

    /** Whether the ULP may send: everything is protected, or nothing will be. */
    public boolean isOpen() {
        if (!isUp) return false;
        return exchange.isUnprotected() || isProtected();
    }

    /** Whether what leaves is protected and what arrives has to be. */
    public boolean isProtected() {
        return isUp && (connections.isProtected() || operators.isRestarting());
    }

    /** Takes a packet that has come: from the common header on, and it may be anything. */
    public void receive(Octets packet) {
        byte[] bytes = packet.toArray();
        boolean isSealed = Operators.isProtected(bytes, bytes.length);
        boolean isRestart = isSealed && Operators.useOf(bytes) == KeyUse.RESTART;
        int length = operators.receive(bytes, bytes.length);
        if (length < 0) drop(ChunkRefusal.of(length).clause());
        else if (isSealed) opened(bytes, length, isRestart);
        else plain(bytes, length);
    }

    private void plain(byte[] bytes, int length) {
        int kept = exchange.isUnprotected() ? length : gate.arrivesPlain(bytes, length);
        if (kept < length) drop(DATA_BY_CHUNK_KEYS_BY_DTLS);
        if (kept > 0) toSctp(Octets.of(bytes, 0, kept), false);
    }

    @Cites("dtls-chunk/3/a")
    private void opened(byte[] bytes, int length, boolean isRestart) {
        isUnderPrimary = !isRestart;
        connections.count(length);
        if (gate.isMixed(bytes, length)) {
            events.add(new ChunkEvent.GaveUp(DATA_BY_CHUNK_KEYS_BY_DTLS));
            sctp.abort();
        } else {
            if (isUnderPrimary) connections.primaryHeard();
            toSctp(Octets.of(bytes, 0, length), isRestart);
        }
        isUnderPrimary = false;
    }

    private void toSctp(Octets packet, boolean isRestart) {
        Octets kept = exchange.arriving(packet, isRestart);
        exchange.outcomes().forEach(this::follow);
        if (kept.isEmpty()) return;
        sctp.receive(kept);
        drain();
        if (exchange.isSettled() && !isUp && !isOpening) exchange.ended();
    }

    private void follow(InitExchange.Outcome outcome) {
        switch (outcome) {
            case InitExchange.Outcome.Agreed(var agreed) -> {
                if (isUp) operators.restart();
                terms = agreed;
                events.add(new ChunkEvent.Agreed(agreed));
            }
            case InitExchange.Outcome.Unprotected(var clause) ->
                    events.add(new ChunkEvent.Unprotected(clause));
            case InitExchange.Outcome.Aborted(var abort, var cause, var clause) -> {
                events.add(new ChunkEvent.Declined(cause, clause));
                events.add(new ChunkEvent.Packet(abort));
                if (isUp) sctp.abort();
                else if (isOpening) {
                    sctp.close();
                    over(Reason.REFUSED);
                }
            }
            case InitExchange.Outcome.Discarded(var clause) -> drop(clause);
        }
    }

    /** Lets the time be that late, on any clock that never goes back, in nanoseconds. */
    public void advance(long nanos) {
        connections.at(nanos);
        sctp.advance(nanos);
        drain();
        connections.goOn(isUp);
    }

    /** What has happened since the last call, in order. */
    public List<ChunkEvent> events() {
        drain();
        var happened = events;
        events = new ArrayList<>();
        return happened;
    }

    /** Ends the association when all that was sent has arrived. */
    public void shutdown() {
        sctp.shutdown();
    }

    /** Ends it at once. */
    public void abort() {
        sctp.abort();
    }

    /** Forgets it, without a word to the peer. */
    @Override
    public void close() {
        sctp.close();
        operators.end();
        connections.end();
        isUp = false;
    }

    /**
     * The association itself, for a ULP that uses SCTP directly: what it sends there leaves at the
     * next call of this endpoint, and not before it is protected. Its events are taken here.
     */
    @Cites("dtls-chunk/3/g")
    public SctpAssociation association() {
        return sctp;
    }

    /** What the operator has done to packets. */
    public Operators operators() {
        return operators;
    }

    /** What became of DATA that was not protected. */
    public UlpGate gate() {
        return gate;
    }

    /** A batch is older than what is sent because of it: then its dry sender is none any more. */
    private void drain() {
        for (var batch = sctp.events(); !batch.isEmpty(); batch = sctp.events()) {
            int sentBefore = connections.sent();
            for (SctpEvent event : batch) follow(event, sentBefore);
        }
    }

    private void left(List<ChunkEvent> departed) {
        if (operators.isSealing())
            for (ChunkEvent event : departed)
                if (event instanceof ChunkEvent.Packet(var bytes))
                    connections.count(bytes.length());
        events.addAll(departed);
    }

    private void follow(SctpEvent event, int sentBefore) {
        switch (event) {
            case SctpEvent.Packet(var bytes) -> left(departures.leave(bytes, gate));
            case SctpEvent.Up _ -> associated(false);
            case SctpEvent.Restarted() -> associated(true);
            case SctpEvent.Received(var message) -> received(message);
            case SctpEvent.SenderDry() -> {
                if (sentBefore == connections.sent()) dry();
            }
            case SctpEvent.Down(var reason) -> over(reason);
        }
    }

    private void associated(boolean again) {
        isUp = true;
        exchange.up();
        events.add(new ChunkEvent.Associated(again));
        if (exchange.isUnprotected()) return;
        if (again) gate = new UlpGate();
        connections.begin(terms);
    }

    private void received(UserMessage message) {
        if (!connections.hasAny()) {
            events.add(new ChunkEvent.Received(message));
            return;
        }
        switch (UserMessages.arrived(message, lengths)) {
            case UserMessages.Arrival.OfUlp(var data) -> events.add(new ChunkEvent.Received(data));
            case UserMessages.Arrival.Refused(var clause) -> drop(clause);
            case UserMessages.Arrival.OfDtls(var record) ->
                    connections.record(record, isUnderPrimary);
        }
    }

    private void dry() {
        connections.senderDry();
        events.add(new ChunkEvent.SenderDry());
    }

    private void over(Reason reason) {
        isUp = false;
        isOpening = false;
        exchange.ended();
        connections.end();
        events.add(new ChunkEvent.Down(reason));
    }

    private void drop(Clause clause) {
        events.add(new ChunkEvent.Dropped(clause));
    }
}
