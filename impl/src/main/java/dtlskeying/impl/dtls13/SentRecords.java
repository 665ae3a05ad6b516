package dtlskeying.impl.dtls13;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACK_EPOCH_IS_NOT_BELOW;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.UNKNOWN_NUMBERS_ARE_IGNORED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect.Confirmed;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect.Ignored;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect.Violated;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.AckArrived;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.Sent;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.Settled;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * RFC 9147 §7.2: which parts of messages were sent in which records, so that an ACK, which names
 * records, can be read.
 *
 * <p>That an ACK comes in no lower epoch than what it names is held against the peer only in the
 * handshake: afterwards the two directions may be in different epochs. In epoch 0, where anyone can
 * write, such an ACK is dropped.
 */
public sealed interface SentRecords {
    /** By message, and by place in it. */
    Comparator<Extent> ORDER =
            Comparator.comparingInt(Extent::messageSeq)
                    .thenComparingInt(Extent::from)
                    .thenComparingInt(Extent::to);

    /** A record, and the parts of messages in it. */
    record Sending(RecordNumber record, List<Extent> parts) {
        public Sending {
            parts = List.copyOf(parts);
        }
    }

    /** Nothing is waited for. */
    record Idle() implements SentRecords {}

    /**
     * Records were sent.
     *
     * @param sendings those that have been in no ACK, in the order of sending
     * @param arrived parts that ACKs have covered
     */
    record Outstanding(List<Sending> sendings, List<Extent> arrived) implements SentRecords {
        public Outstanding {
            sendings = List.copyOf(sendings);
            arrived = List.copyOf(arrived);
        }
    }

    /** An end that has sent nothing. */
    static SentRecords start() {
        return new Idle();
    }

    /** Takes one input; any input is answered in any state. */
    default Step<SentRecords, Effect> on(Input.Say input) {
        return switch (new Row(this, input)) {
            case Row(Idle _, Sent(var record, var parts)) ->
                    become(new Outstanding(List.of(new Sending(record, parts)), List.of()));
            case Row(Outstanding(var sendings, var arrived), Sent(var record, var parts)) ->
                    become(new Outstanding(with(sendings, new Sending(record, parts)), arrived));

            case Row(Idle same, AckArrived ack) when namesLater(ack) -> stay(same, later(ack));
            case Row(Idle same, AckArrived _) ->
                    stay(same, new Ignored(UNKNOWN_NUMBERS_ARE_IGNORED));
            case Row(Outstanding same, AckArrived ack) when namesLater(ack) ->
                    stay(same, later(ack));
            case Row(Outstanding same, AckArrived ack) when news(same, ack).isEmpty() ->
                    stay(same, new Ignored(UNKNOWN_NUMBERS_ARE_IGNORED));
            case Row(Outstanding state, AckArrived ack) ->
                    become(after(state, ack), new Confirmed(news(state, ack)));

            case Row(Idle same, Settled _) -> stay(same);
            case Row(Outstanding _, Settled _) -> become(new Idle());
        };
    }

    private static List<Sending> with(List<Sending> sendings, Sending one) {
        return Stream.concat(sendings.stream(), Stream.of(one)).toList();
    }

    private static boolean namesLater(AckArrived ack) {
        return ack.epoch().compareTo(Epoch.FIRST_OF_TRAFFIC) < 0
                && ack.records().stream().anyMatch(it -> it.epoch().compareTo(ack.epoch()) > 0);
    }

    private static Effect later(AckArrived ack) {
        return ack.epoch().equals(Epoch.UNPROTECTED)
                ? new Ignored(ACK_EPOCH_IS_NOT_BELOW)
                : new Violated(Alert.ILLEGAL_PARAMETER, ACK_EPOCH_IS_NOT_BELOW);
    }

    @Cites("rfc9147/7.2/d")
    private static SentRecords after(Outstanding state, AckArrived ack) {
        var rest = state.sendings().stream().filter(it -> !isNamed(it, ack)).toList();
        var arrived = Stream.concat(state.arrived().stream(), news(state, ack).stream()).toList();
        return new Outstanding(rest, arrived);
    }

    /** The parts that have arrived and were not known to have, in the order of the messages. */
    @Cites("rfc9147/7.2/c")
    private static List<Extent> news(Outstanding state, AckArrived ack) {
        return state.sendings().stream()
                .filter(it -> isNamed(it, ack))
                .flatMap(it -> it.parts().stream())
                .filter(part -> !isKnown(state.arrived(), part))
                .distinct()
                .sorted(ORDER)
                .toList();
    }

    private static boolean isNamed(Sending sending, AckArrived ack) {
        return ack.records().contains(sending.record());
    }

    /** Whether every byte of the part has arrived, in however many parts. */
    private static boolean isKnown(List<Extent> arrived, Extent part) {
        if (part.from() == part.to()) return arrived.contains(part);
        int at = part.from();
        for (int before = -1; at < part.to() && at != before; ) {
            before = at;
            for (Extent each : arrived)
                if (each.messageSeq() == part.messageSeq() && each.from() <= at)
                    at = Math.max(at, each.to());
        }
        return at >= part.to();
    }

    /** One row of the transition table. */
    record Row(SentRecords state, Input.Say input) {}
}
