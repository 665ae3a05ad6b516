package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACKS_ARE_SORTED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACK_EPOCH_IS_NOT_BELOW;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ANSWERED_FLIGHTS_NEED_NO_ACK;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.DISRUPTION_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.FULL_ACKS_FAVOUR_THE_NEW;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.NO_ACK_BEFORE_THE_VERSION;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ONLY_THE_CURRENT_FLIGHT_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.OTHER_FLIGHTS_ARE_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.PARTIAL_FLIGHT_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.REPEATED_POST_HANDSHAKE_RECORDS_ARE_ACKNOWLEDGED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls13.AcknowledgementSpec;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * RFC 9147 §7.1 as a relation: the records of the flight that is coming in, those of them that an
 * ACK has named, and two times. The text leaves much of when to ACK to the receiver; what it does
 * not leave open is which records may be named, and that a flight without an answer is.
 *
 * @param delay how many milliseconds an incomplete flight waits for its ACK
 */
public record HeardRecordsModel(long delay)
        implements Relation<HeardRecordsModel.Facts, Input.Hear, Effect> {
    /** The time of something that has not happened. */
    private static final long NEVER = -1;

    /**
     * What is known at the receiver.
     *
     * @param agreed whether both ends speak DTLS 1.3
     * @param finished whether the handshake is over
     * @param kept the records of the flight that is coming in
     * @param named those that some ACK has named
     * @param first when the first record came that no ACK has named, or never
     * @param last when the last one came, or never
     */
    public record Facts(
            boolean agreed,
            boolean finished,
            Set<RecordNumber> kept,
            Set<RecordNumber> named,
            long first,
            long last) {
        public Facts {
            kept = Set.copyOf(kept);
            named = Set.copyOf(named);
        }

        /** What is known before the first record. */
        public static Facts start() {
            return new Facts(false, false, Set.of(), Set.of(), NEVER, NEVER);
        }

        private Facts keeping(RecordNumber record, long now) {
            var more = new HashSet<>(kept);
            more.add(record);
            return new Facts(agreed, finished, more, named, first == NEVER ? now : first, now);
        }

        private Facts naming(Set<RecordNumber> records) {
            var more = new HashSet<>(named);
            more.addAll(records);
            more.retainAll(kept);
            return new Facts(agreed, finished, kept, more, NEVER, NEVER);
        }

        private Facts emptied() {
            return new Facts(agreed, finished, Set.of(), Set.of(), NEVER, NEVER);
        }

        private Facts agreeing(long now) {
            long since = kept.isEmpty() ? NEVER : now;
            return new Facts(true, finished, kept, named, since, since);
        }

        private Facts finishing() {
            return new Facts(agreed, true, kept, named, first, last);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input.Hear input) {
        return switch (input) {
            case Input.Agreed(var now) ->
                    facts.agreed() ? silent(facts) : silent(facts.agreeing(now));
            case Input.Kept(var record, var inOrder, var now) ->
                    kept(facts.keeping(record, now), record, inOrder);
            case Input.Dropped _ -> dropped(facts);
            case Input.Repeated(var record, var now) -> repeated(facts, record, now);
            case Input.Complete(var answered, _) -> complete(facts, answered);
            case Input.Finished _ -> finished(facts);
            case Input.Tick(var now) -> tick(facts, now);
        };
    }

    /** A handshake whose version nobody knows is not over. */
    private static Set<Outcome<Facts, Effect>> finished(Facts facts) {
        return facts.agreed()
                ? silent(facts.finishing())
                : or(silent(facts), ignored(facts, NO_ACK_BEFORE_THE_VERSION));
    }

    /** A part in its order needs no ACK yet; one out of order is a sign of loss. */
    private static Set<Outcome<Facts, Effect>> kept(
            Facts facts, RecordNumber record, boolean inOrder) {
        if (!facts.agreed()) return silent(facts, NO_ACK_BEFORE_THE_VERSION);
        var acks = acknowledged(facts, facts, Set.of(record));
        return inOrder
                ? or(silent(facts), acks)
                : or(acks, departing(silent(facts), DISRUPTION_IS_ACKNOWLEDGED));
    }

    private static Set<Outcome<Facts, Effect>> dropped(Facts facts) {
        var nothing = or(silent(facts), ignored(facts, DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED));
        return facts.agreed() ? or(nothing, acknowledged(facts, facts, Set.of())) : nothing;
    }

    /** Within the handshake a repetition is the flights' business, unless it is of this flight. */
    private static Set<Outcome<Facts, Effect>> repeated(
            Facts facts, RecordNumber record, long now) {
        Facts known = facts.keeping(record, now);
        if (!facts.agreed())
            return or(
                    silent(facts),
                    silent(known),
                    ignored(
                            facts,
                            NO_ACK_BEFORE_THE_VERSION,
                            ONLY_THE_CURRENT_FLIGHT_IS_ACKNOWLEDGED));
        var acks =
                or(
                        acknowledged(known, known, Set.of(record)),
                        acknowledged(known, facts, Set.of(record)));
        if (!facts.finished())
            return or(
                    silent(facts),
                    silent(known),
                    ignored(
                            facts,
                            ONLY_THE_CURRENT_FLIGHT_IS_ACKNOWLEDGED,
                            ANSWERED_FLIGHTS_NEED_NO_ACK),
                    acks);
        return or(
                acks,
                departing(
                        or(silent(facts), silent(known)),
                        REPEATED_POST_HANDSHAKE_RECORDS_ARE_ACKNOWLEDGED));
    }

    /** What is answered is forgotten; what is not answered is acknowledged, then forgotten. */
    private static Set<Outcome<Facts, Effect>> complete(Facts facts, boolean answered) {
        if (!facts.agreed()) return or(silent(facts.emptied()), silent(facts));
        var acks =
                or(
                        acknowledged(facts, facts.emptied(), Set.of()),
                        acknowledged(facts, facts, Set.of()));
        if (answered)
            return or(
                    silent(facts.emptied(), ANSWERED_FLIGHTS_NEED_NO_ACK),
                    departing(acks, ANSWERED_FLIGHTS_NEED_NO_ACK));
        return facts.kept().equals(facts.named())
                ? or(acks, silent(facts.emptied()), silent(facts))
                : acks;
    }

    private Set<Outcome<Facts, Effect>> tick(Facts facts, long now) {
        if (!facts.agreed() || facts.first() == NEVER || now - facts.first() < delay)
            return silent(facts);
        var acks = acknowledged(facts, facts, Set.of());
        return now - facts.last() < delay
                ? or(silent(facts), acks)
                : or(acks, departing(silent(facts), PARTIAL_FLIGHT_IS_ACKNOWLEDGED));
    }

    /**
     * An ACK of all that was kept, or of what no ACK has named; of more than fit, those that no ACK
     * has named come first.
     *
     * @param known with the records that can be named
     * @param after what is known afterwards, save what was named
     * @param due what has to be among them
     */
    private static Set<Outcome<Facts, Effect>> acknowledged(
            Facts known, Facts after, Set<RecordNumber> due) {
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        for (List<RecordNumber> list : lists(known)) {
            if (list.isEmpty() || !list.containsAll(due)) continue;
            permitted.add(
                    Outcome.of(
                            after.naming(Set.copyOf(list)),
                            List.of(new Effect.Acknowledge(list)),
                            DISRUPTION_IS_ACKNOWLEDGED,
                            PARTIAL_FLIGHT_IS_ACKNOWLEDGED,
                            OTHER_FLIGHTS_ARE_ACKNOWLEDGED,
                            REPEATED_POST_HANDSHAKE_RECORDS_ARE_ACKNOWLEDGED,
                            ACKS_ARE_SORTED,
                            ACK_EPOCH_IS_NOT_BELOW,
                            FULL_ACKS_FAVOUR_THE_NEW));
        }
        return permitted.isEmpty() ? silent(after) : permitted;
    }

    private static Set<List<RecordNumber>> lists(Facts facts) {
        var unnamed = new TreeSet<>(facts.kept());
        unnamed.removeAll(facts.named());
        var named = new TreeSet<>(facts.kept());
        named.retainAll(facts.named());
        int most = AcknowledgementSpec.MOST_IN_AN_ACK;
        var lists = new HashSet<List<RecordNumber>>();
        for (var fresh : List.of(List.copyOf(unnamed), List.copyOf(unnamed.descendingSet()))) {
            var first = fresh.subList(0, Math.min(most, fresh.size()));
            lists.add(sorted(first, List.of()));
            for (var old : List.of(List.copyOf(named), List.copyOf(named.descendingSet())))
                lists.add(sorted(first, old.subList(0, Math.min(most - first.size(), old.size()))));
        }
        return lists;
    }

    private static List<RecordNumber> sorted(List<RecordNumber> one, List<RecordNumber> other) {
        var all = new TreeSet<>(one);
        all.addAll(other);
        return new ArrayList<>(all);
    }

    private static Set<Outcome<Facts, Effect>> silent(Facts after, Clause... because) {
        return Set.of(Outcome.of(after, List.of(), because));
    }

    private static Set<Outcome<Facts, Effect>> ignored(Facts facts, Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Ignored(Clause.UNSTATED)), because));
    }

    private static Set<Outcome<Facts, Effect>> departing(
            Set<Outcome<Facts, Effect>> outcomes, Clause recommendation) {
        var departing = new HashSet<Outcome<Facts, Effect>>();
        for (var outcome : outcomes) departing.add(outcome.departingFrom(recommendation));
        return departing;
    }

    @SafeVarargs
    private static Set<Outcome<Facts, Effect>> or(Set<Outcome<Facts, Effect>>... sets) {
        var all = new HashSet<Outcome<Facts, Effect>>();
        for (var set : sets) all.addAll(set);
        return all;
    }
}
