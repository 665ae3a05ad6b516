package dtlskeying.impl.dtls12;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Flights;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.srtp.AlertReplay;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DtlsPlaintext;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls12.RecordsSpec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The parts of an association while one input goes through them. This is the only thing here that
 * changes, and it does not outlive its input.
 */
final class Work {
    Settings settings;
    final long now;
    final List<Effect> effects = new ArrayList<>();

    /** Records that are accepted and not yet looked into. */
    final Deque<DtlsPlaintext> arrived = new ArrayDeque<>();

    final Deque<HandshakeMessage> waiting;
    Side side;
    Records records;
    Fragments fragments;
    Flights flights;
    Epoch base;
    int nextMessageSeq;
    boolean changeHeard;
    EarlierHandshakes earlier;
    Fallback fallback;
    Seeds seeds;
    AlertReplay alerts;

    Work(Parts parts, long now) {
        this.settings = parts.settings();
        this.now = now;
        this.waiting = new ArrayDeque<>(parts.waiting());
        this.side = parts.side();
        this.records = parts.records();
        this.fragments = parts.fragments();
        this.flights = parts.flights();
        this.base = parts.base();
        this.nextMessageSeq = parts.nextMessageSeq();
        this.changeHeard = parts.changeHeard();
        this.earlier = parts.earlier();
        this.fallback = parts.fallback();
        this.seeds = parts.seeds();
        this.alerts = parts.alerts();
    }

    Parts parts() {
        return new Parts(
                settings,
                side,
                records,
                fragments,
                flights,
                base,
                nextMessageSeq,
                changeHeard,
                List.copyOf(waiting),
                earlier,
                fallback,
                seeds,
                alerts);
    }

    /** Goes on with the record layer as it is after a step. */
    void follow(Step<Records, RecordsSpec.Effect> step) {
        records = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case RecordsSpec.Effect.Accepted(var record) -> arrived.addLast(record);
                case RecordsSpec.Effect.Discarded(_, _, var clause) -> discard(clause);
                case RecordsSpec.Effect.Unreadable(_, var clause) -> discard(clause);
                case RecordsSpec.Effect.Refused(var clause) ->
                        throw new AssertionError("the record layer refuses: " + clause.id());
                case RecordsSpec.Effect.Held _ -> {}
                case RecordsSpec.Effect.Open _ -> {}
                case RecordsSpec.Effect.Numbered _ -> {}
                case RecordsSpec.Effect.Written _ -> {}
                case RecordsSpec.Effect.ReadInstalled _ -> {}
                case RecordsSpec.Effect.ReadDestroyed _ -> {}
                case RecordsSpec.Effect.WriteInstalled _ -> {}
                case RecordsSpec.Effect.WriteDestroyed _ -> {}
            }
        }
    }

    void discard(Clause clause) {
        effects.add(new Effect.Discarded(clause));
    }

    /** Where the next handshake starts, whichever end starts it: message_seq is 0 again. */
    void startOver() {
        fallback = Fallback.NOTHING;
        nextMessageSeq = 0;
        fragments = Fragments.from(0, FragmentLimits.DEFAULT);
        changeHeard = false;
    }

    /** Another handshake comes to nothing, and the one before goes on to hold. */
    void withdraw() {
        if (fallback instanceof Fallback.To(var settled)) side = settled;
        records = records.withdrawRead();
        flights = Flights.idle(settings.times());
        waiting.clear();
        startOver();
    }

    /** Whether we want another handshake, and the peer has not taken it up. */
    boolean isUnanswered() {
        return switch (side) {
            case ClientSide client ->
                    fallback instanceof Fallback.To
                            && client.handshake() instanceof ClientHandshake.Opening;
            case ServerSide server -> server.phase() == Side.Phase.ESTABLISHED && isRequested();
        };
    }

    /** Whether another handshake is under way of which no key has been used yet by this end. */
    @Cites("rfc5246/7.4.1.1/c")
    boolean isReversible() {
        return fallback instanceof Fallback.To && records.writeEpoch().equals(base);
    }

    /** Once a handshake is complete, the first message of the next can only be HelloRequest. */
    boolean isRequested() {
        return nextMessageSeq > 0;
    }

    /** Records that wait for keys wait in vain if no handshake is about to bring any. */
    void releaseHeld() {
        ReadEpochs reading =
                switch (records.reading()) {
                    case ReadEpochs.Settled(var current, _) ->
                            new ReadEpochs.Settled(current, List.of());
                    case ReadEpochs.Overlapping(var previous, var current, _) ->
                            new ReadEpochs.Overlapping(previous, current, List.of());
                };
        records = new Records(reading, records.writing(), records.readKeys(), records.writeKeys());
    }
}
