package dtlskeying.model.dtls;

import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.ONLY_AUTHENTIC_RECORDS_MOVE_THE_WINDOW;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.RECORDS_LEFT_OF_THE_WINDOW_ARE_DISCARDED;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.SEEN_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.WINDOW_HOLDS_AT_LEAST_32;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.WINDOW_WAITS_FOR_DEPROTECTION;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.ReplayWindowSpec.Effect;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * RFC 6347 §4.1.2.6 as a relation: the set of all numbers that were ever accepted, which forgets
 * nothing. There is no window in it, only the permission not to remember what is far behind.
 */
public record ReplayWindowModel() implements Relation<ReplayWindowModel.Facts, Input, Effect> {
    private static final int NARROWEST = 32;

    /**
     * What is known at the receiver.
     *
     * @param width how far behind the largest number its memory reaches
     * @param accepted every number that was authentic and new
     */
    public record Facts(int width, Set<Long> accepted) {
        public Facts {
            if (width < NARROWEST)
                throw new IllegalArgumentException(WINDOW_HOLDS_AT_LEAST_32.summary());
            accepted = Set.copyOf(accepted);
        }

        /** What is known when an epoch begins. */
        public static Facts start(int width) {
            return new Facts(width, Set.of());
        }

        private boolean isForgotten(long sequence) {
            return accepted.stream().anyMatch(other -> other - sequence >= width);
        }

        private Facts with(long sequence) {
            var all = new HashSet<>(accepted);
            all.add(sequence);
            return new Facts(width, all);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Arrived(var sequence) -> arrived(facts, sequence);
            case Input.Authenticated(var sequence) -> authenticated(facts, sequence);
        };
    }

    /** Before the check of its protection a record changes nothing, whatever it says. */
    private Set<Outcome<Facts, Effect>> arrived(Facts facts, long sequence) {
        if (isUnwelcome(facts, sequence)) return Set.of(discard(facts, sequence));
        return Set.of(
                Outcome.of(
                        facts,
                        List.of(new Effect.Fresh(sequence)),
                        ONLY_AUTHENTIC_RECORDS_MOVE_THE_WINDOW,
                        WINDOW_WAITS_FOR_DEPROTECTION,
                        WINDOW_HOLDS_AT_LEAST_32));
    }

    private Set<Outcome<Facts, Effect>> authenticated(Facts facts, long sequence) {
        if (isUnwelcome(facts, sequence)) return Set.of(discard(facts, sequence));
        return Set.of(Outcome.of(facts.with(sequence), List.of(new Effect.Accepted(sequence))));
    }

    private static boolean isUnwelcome(Facts facts, long sequence) {
        return facts.accepted().contains(sequence) || facts.isForgotten(sequence);
    }

    private static Outcome<Facts, Effect> discard(Facts facts, long sequence) {
        var because = new HashSet<Clause>();
        if (facts.accepted().contains(sequence)) because.add(SEEN_RECORDS_ARE_DISCARDED);
        if (facts.isForgotten(sequence)) because.add(RECORDS_LEFT_OF_THE_WINDOW_ARE_DISCARDED);
        return new Outcome<>(
                facts, List.of(new Effect.Discarded(sequence, Clause.UNSTATED)), because, Set.of());
    }
}
