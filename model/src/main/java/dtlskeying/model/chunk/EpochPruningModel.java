package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.INSTALL_REMOVES_THE_ONE_BEFORE_LAST;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.REMOVED_KEYS_STAY_REMOVED;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.TWO_BITS_NAME_ONE_KEY;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.UNKNOWN_KEYS_ARE_DISCARDED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect;
import dtlskeying.spec.chunk.EpochPruningSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * §5 on receive keys, as a relation over the numbers of the epochs that are alive.
 *
 * <p>That n-1 goes when n+1 comes is a recommendation. An end that departs from it may keep older
 * keys too, as long as two bits name each of them.
 */
public record EpochPruningModel() implements Relation<EpochPruningModel.Facts, Input, Effect> {
    private static final int NAMES = 4;

    /** The relation has no parameters. */
    public EpochPruningModel {}

    /**
     * What is known at one end: of the keys of the association, and of those for its restart.
     *
     * @param primary the keys of the association
     * @param restart the keys for its restart
     */
    public record Facts(Keys primary, Keys restart) {
        /** What is known of a new association. */
        public static final Facts START = new Facts(Keys.NONE, Keys.NONE);

        /** The keys of that use. */
        public Keys of(KeyUse use) {
            return switch (use) {
                case PRIMARY -> primary;
                case RESTART -> restart;
            };
        }

        Facts with(KeyUse use, Keys keys) {
            return switch (use) {
                case PRIMARY -> new Facts(keys, restart);
                case RESTART -> new Facts(primary, keys);
            };
        }
    }

    /**
     * The receive keys of one use.
     *
     * @param alive the epochs that can be opened
     * @param last the last epoch that was installed, 2 before the first
     */
    public record Keys(Set<Long> alive, long last) {
        /** Before the first key. */
        public static final Keys NONE = new Keys(Set.of(), 2);

        public Keys {
            alive = Set.copyOf(alive);
        }

        Keys without(Set<Long> gone) {
            var left = new HashSet<>(alive);
            left.removeAll(gone);
            return new Keys(left, last);
        }

        private Keys installing(long epoch) {
            var more = new HashSet<>(alive);
            more.add(epoch);
            return new Keys(more, epoch);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Install(var use, var epoch) -> install(facts, use, epoch.number());
            case Input.Remove(var use, var epoch) -> remove(facts, use, epoch.number());
            case Input.Arrived(var use, var bits) -> arrived(facts, use, bits);
            case Input.Ended() -> ended(facts);
        };
    }

    private static Set<Outcome<Facts, Effect>> install(Facts facts, KeyUse use, long epoch) {
        Keys keys = facts.of(use);
        if (epoch > keys.last() + 1) return refused(facts, EPOCHS_ARE_CONSECUTIVE);
        if (keys.alive().contains(epoch))
            return refused(facts, EPOCHS_ARE_CONSECUTIVE, TWO_BITS_NAME_ONE_KEY);
        if (epoch <= keys.last())
            return refused(facts, EPOCHS_ARE_CONSECUTIVE, REMOVED_KEYS_STAY_REMOVED);
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (Set<Long> gone : subsets(olderThanLast(keys)))
            if (isUnambiguous(keys.without(gone), epoch))
                outcomes.add(installed(facts, use, epoch, gone));
        return outcomes;
    }

    private static Set<Long> olderThanLast(Keys keys) {
        return keys.without(Set.of(keys.last())).alive();
    }

    private static boolean isUnambiguous(Keys keys, long epoch) {
        return keys.alive().stream().noneMatch(other -> other % NAMES == epoch % NAMES);
    }

    private static Outcome<Facts, Effect> installed(
            Facts facts, KeyUse use, long epoch, Set<Long> gone) {
        Keys left = facts.of(use).without(gone);
        var effects = new ArrayList<>(destroyed(use, gone));
        effects.add(new Effect.Installed(use, new Epoch(epoch)));
        return new Outcome<>(
                facts.with(use, left.installing(epoch)),
                effects,
                Set.of(INSTALL_REMOVES_THE_ONE_BEFORE_LAST, TWO_BITS_NAME_ONE_KEY),
                left.alive().contains(epoch - 2)
                        ? Set.of(INSTALL_REMOVES_THE_ONE_BEFORE_LAST)
                        : Set.of());
    }

    private static Set<Outcome<Facts, Effect>> remove(Facts facts, KeyUse use, long epoch) {
        Keys keys = facts.of(use);
        if (!keys.alive().contains(epoch))
            return refused(facts, REMOVED_KEYS_STAY_REMOVED, UNKNOWN_KEYS_ARE_DISCARDED);
        return Set.of(
                Outcome.of(
                        facts.with(use, keys.without(Set.of(epoch))),
                        destroyed(use, Set.of(epoch)),
                        REMOVED_KEYS_STAY_REMOVED));
    }

    private static Set<Outcome<Facts, Effect>> arrived(Facts facts, KeyUse use, int bits) {
        for (long epoch : facts.of(use).alive())
            if (epoch % NAMES == bits)
                return Set.of(
                        Outcome.of(
                                facts,
                                List.of(new Effect.Meant(use, new Epoch(epoch))),
                                TWO_BITS_NAME_ONE_KEY));
        return Set.of(
                Outcome.of(
                        facts,
                        List.of(new Effect.Discarded(Clause.UNSTATED)),
                        UNKNOWN_KEYS_ARE_DISCARDED,
                        REMOVED_KEYS_STAY_REMOVED));
    }

    private static Set<Outcome<Facts, Effect>> ended(Facts facts) {
        var effects = new ArrayList<Effect>();
        for (KeyUse use : List.of(KeyUse.PRIMARY, KeyUse.RESTART))
            effects.addAll(destroyed(use, facts.of(use).alive()));
        return Set.of(Outcome.of(Facts.START, effects, REMOVED_KEYS_STAY_REMOVED));
    }

    private static List<Effect> destroyed(KeyUse use, Set<Long> gone) {
        return gone.stream()
                .sorted()
                .<Effect>map(epoch -> new Effect.Destroyed(use, new Epoch(epoch), Clause.UNSTATED))
                .toList();
    }

    private static Set<Set<Long>> subsets(Set<Long> whole) {
        Set<Set<Long>> all = Set.of(Set.of());
        for (long one : whole) {
            var grown = new HashSet<>(all);
            for (Set<Long> part : all) grown.add(with(part, one));
            all = grown;
        }
        return all;
    }

    private static Set<Long> with(Set<Long> part, long one) {
        return Set.copyOf(Stream.concat(part.stream(), Stream.of(one)).toList());
    }

    private static Set<Outcome<Facts, Effect>> refused(Facts facts, Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because));
    }
}
