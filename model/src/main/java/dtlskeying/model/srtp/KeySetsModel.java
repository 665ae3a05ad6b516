package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.KeySetsSpec.Claim.BOTH_SETS_LIVE_FOR_THE_MSL;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.NEW_KEYS_PROTECT_ALL_THAT_IS_SENT;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.ONE_MASTER_KEY_PROTECTS;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.REKEY_IS_A_NEW_HANDSHAKE;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.SETS_WEAKEN_THE_TAG;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.SEVERAL_SETS_DURING_A_REKEY;
import static dtlskeying.spec.srtp.KeySetsSpec.MOST_SETS;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.OFFERED_MKI_DIFFERS_FROM_THE_LAST;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Input;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * §4.3, §5.2 and §7.3.2 as a relation: a list of sets, newest first, the indices that each has
 * opened, and one clock. How a packet is tried is in {@link KeyTrials}.
 *
 * <p>At the very second at which the maximum segment lifetime is over, the old set may be there or
 * not.
 *
 * @param lifetime the maximum segment lifetime in seconds, at least 0
 * @param readings how the passages that are open are read
 */
public record KeySetsModel(int lifetime, Set<Reading> readings)
        implements Relation<KeySetsModel.Facts, Input, Effect> {
    public KeySetsModel {
        if (lifetime < 0) throw new IllegalArgumentException("a lifetime of " + lifetime + " s");
        readings = Set.copyOf(readings);
    }

    /**
     * What is known at one end.
     *
     * @param sets the sets that are alive, newest first
     * @param last the number of the last handshake, 0 before the first
     * @param age how many seconds ago the newest set came; 0 while no other is alive
     */
    public record Facts(List<KeySet> sets, int last, long age) {
        /** What is known before the first handshake. */
        public static final Facts START = new Facts(List.of(), 0, 0);

        public Facts {
            sets = List.copyOf(sets);
            if (sets.size() < 2) age = 0;
        }

        Facts with(KeySet changed) {
            var all = new ArrayList<KeySet>();
            for (KeySet set : sets) all.add(set.handshake() == changed.handshake() ? changed : set);
            return new Facts(all, last, age);
        }
    }

    /**
     * The keys of one handshake.
     *
     * @param handshake its number
     * @param mki what its packets carry
     * @param opened the indices of the packets that it has opened
     */
    public record KeySet(int handshake, Mki mki, Set<Long> opened) {
        public KeySet {
            opened = Set.copyOf(opened);
        }

        KeySet opening(long index) {
            return new KeySet(handshake, mki, Either.of(opened, Set.of(index)));
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Completed(var handshake, var mki) -> completed(facts, handshake, mki);
            case Input.Protect() -> protect(facts);
            case Input.Arrived packet -> KeyTrials.permitted(facts, packet, readings);
            case Input.Passed(var seconds) -> passed(facts, seconds);
        };
    }

    /** Whether an MKI that the last set has may come again, is settled by another chapter. */
    private Set<Outcome<Facts, Effect>> completed(Facts facts, int handshake, Mki mki) {
        if (handshake <= facts.last()) return refused(facts, REKEY_IS_A_NEW_HANDSHAKE);
        var installed = new HashSet<>(installed(facts, handshake, mki, MOST_SETS - 1));
        if (!facts.sets().isEmpty()) installed.addAll(installed(facts, handshake, mki, 0));
        if (!mki.isNone() && !facts.sets().isEmpty() && facts.sets().getFirst().mki().equals(mki))
            installed.addAll(refused(facts, OFFERED_MKI_DIFFERS_FROM_THE_LAST));
        return installed;
    }

    /**
     * The new set in front of so many old ones; the text does not say which goes or comes first.
     */
    private Set<Outcome<Facts, Effect>> installed(Facts facts, int handshake, Mki mki, int kept) {
        int alive = Math.min(kept, facts.sets().size());
        var sets = new ArrayList<>(List.of(new KeySet(handshake, mki, Set.of())));
        sets.addAll(facts.sets().subList(0, alive));
        List<Effect> gone = destroyed(facts.sets().subList(alive, facts.sets().size()));
        Effect come = new Effect.Installed(handshake);
        Facts after = new Facts(sets, handshake, 0);
        Set<Clause> departs = kept > 0 ? Set.of() : early(0);
        Set<Clause> because = Set.of(SETS_WEAKEN_THE_TAG, REKEY_IS_A_NEW_HANDSHAKE);
        return Either.of(
                Set.of(new Outcome<>(after, inOrder(List.of(come), gone), because, departs)),
                Set.of(new Outcome<>(after, inOrder(gone, List.of(come)), because, departs)));
    }

    private static List<Effect> inOrder(List<Effect> first, List<Effect> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static List<Effect> destroyed(List<KeySet> sets) {
        return sets.reversed().stream()
                .<Effect>map(set -> new Effect.Destroyed(set.handshake(), Clause.UNSTATED))
                .toList();
    }

    private Set<Outcome<Facts, Effect>> protect(Facts facts) {
        if (facts.sets().isEmpty())
            return refused(facts, NO_SRTP_BEFORE_COMPLETION, ONE_MASTER_KEY_PROTECTS);
        KeySet newest = facts.sets().getFirst();
        return Set.of(
                Outcome.of(
                        facts,
                        List.of(new Effect.ProtectedUnder(newest.handshake(), newest.mki())),
                        ONE_MASTER_KEY_PROTECTS,
                        NEW_KEYS_PROTECT_ALL_THAT_IS_SENT));
    }

    private Set<Outcome<Facts, Effect>> passed(Facts facts, int seconds) {
        long age = facts.age() + seconds;
        Outcome<Facts, Effect> kept =
                Outcome.of(new Facts(facts.sets(), facts.last(), age), List.of());
        if (facts.sets().size() < 2) return Set.of(kept);
        Outcome<Facts, Effect> gone =
                new Outcome<>(
                        new Facts(facts.sets().subList(0, 1), facts.last(), 0),
                        destroyed(facts.sets().subList(1, facts.sets().size())),
                        Set.of(BOTH_SETS_LIVE_FOR_THE_MSL),
                        early(age));
        return age > lifetime ? Set.of(gone) : Set.of(kept, gone);
    }

    /** What a set that is dropped at that age departs from. */
    private Set<Clause> early(long age) {
        return age < lifetime
                ? Set.of(BOTH_SETS_LIVE_FOR_THE_MSL, SEVERAL_SETS_DURING_A_REKEY)
                : Set.of();
    }

    private static Set<Outcome<Facts, Effect>> refused(Facts facts, Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because));
    }
}
