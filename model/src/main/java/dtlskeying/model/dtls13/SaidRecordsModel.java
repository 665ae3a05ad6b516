package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACKNOWLEDGED_PARTS_ARE_NOT_SENT_AGAIN;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACK_EPOCH_IS_NOT_BELOW;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ONE_ACK_IS_ENOUGH;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.UNKNOWN_NUMBERS_ARE_IGNORED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RFC 9147 §7.2 as a relation: which parts travelled in which record, and the bytes that are known
 * to have arrived.
 */
public record SaidRecordsModel() implements Relation<SaidRecordsModel.Facts, Input.Say, Effect> {
    private static final Comparator<Extent> ORDER =
            Comparator.comparingInt(Extent::messageSeq)
                    .thenComparingInt(Extent::from)
                    .thenComparingInt(Extent::to);

    /**
     * What is known at the sender.
     *
     * @param sent the records of the flight that is out, with their parts
     * @param arrived the parts that some ACK has covered
     */
    public record Facts(Map<RecordNumber, List<Extent>> sent, Set<Extent> arrived) {
        public Facts {
            sent = Map.copyOf(sent);
            arrived = Set.copyOf(arrived);
        }

        /** What is known before the first record. */
        public static Facts start() {
            return new Facts(Map.of(), Set.of());
        }

        private Facts sending(RecordNumber record, List<Extent> parts) {
            var more = new HashMap<>(sent);
            more.put(record, parts);
            return new Facts(more, arrived);
        }

        private Facts confirming(Set<Extent> parts) {
            var more = new HashSet<>(arrived);
            more.addAll(parts);
            return new Facts(sent, more);
        }

        /** Whether every byte of the part has arrived; an empty part has to come itself. */
        private boolean isKnown(Extent part) {
            if (part.from() == part.to()) return arrived.contains(part);
            for (int at = part.from(); at < part.to(); at++)
                if (!hasArrived(part.messageSeq(), at)) return false;
            return true;
        }

        private boolean hasArrived(int message, int at) {
            return arrived.stream()
                    .anyMatch(part ->
                            part.messageSeq() == message && part.from() <= at && at < part.to());
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input.Say input) {
        return switch (input) {
            case Input.Sent(var record, var parts) ->
                    Set.of(Outcome.of(facts.sending(record, parts), List.of()));
            case Input.AckArrived(var epoch, var records) -> acknowledged(facts, epoch, records);
            case Input.Settled() -> Set.of(Outcome.of(Facts.start(), List.of()));
        };
    }

    /**
     * After the handshake the two directions count their epochs apart, and the rule is in doubt. In
     * epoch 0 anyone can have broken it, and it may be ignored.
     */
    private static Set<Outcome<Facts, Effect>> acknowledged(
            Facts facts, Epoch epoch, List<RecordNumber> records) {
        boolean isAbove = records.stream().anyMatch(each -> each.epoch().compareTo(epoch) > 0);
        if (!isAbove) return covered(facts, records);
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        permitted.add(
                Outcome.of(
                        facts,
                        List.of(new Effect.Violated(Alert.ILLEGAL_PARAMETER, Clause.UNSTATED)),
                        ACK_EPOCH_IS_NOT_BELOW));
        if (epoch.compareTo(Epoch.FIRST_OF_TRAFFIC) >= 0) permitted.addAll(covered(facts, records));
        if (epoch.equals(Epoch.UNPROTECTED))
            permitted.add(
                    Outcome.of(
                            facts,
                            List.of(new Effect.Ignored(Clause.UNSTATED)),
                            ACK_EPOCH_IS_NOT_BELOW));
        return permitted;
    }

    private static Set<Outcome<Facts, Effect>> covered(Facts facts, List<RecordNumber> records) {
        var fresh = new LinkedHashSet<Extent>();
        for (RecordNumber record : records)
            for (Extent part : facts.sent().getOrDefault(record, List.of()))
                if (!facts.isKnown(part)) fresh.add(part);
        if (fresh.isEmpty()) return nothing(facts);
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        for (var order : List.of(List.copyOf(fresh), fresh.stream().sorted(ORDER).toList()))
            permitted.add(
                    Outcome.of(
                            facts.confirming(fresh),
                            List.of(new Effect.Confirmed(order)),
                            ACKNOWLEDGED_PARTS_ARE_NOT_SENT_AGAIN,
                            ONE_ACK_IS_ENOUGH));
        return permitted;
    }

    private static Set<Outcome<Facts, Effect>> nothing(Facts facts) {
        return Set.of(
                Outcome.of(facts, List.of(), ONE_ACK_IS_ENOUGH),
                Outcome.of(
                        facts,
                        List.of(new Effect.Ignored(Clause.UNSTATED)),
                        UNKNOWN_NUMBERS_ARE_IGNORED,
                        ONE_ACK_IS_ENOUGH,
                        NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED));
    }
}
