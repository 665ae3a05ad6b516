package dtlskeying.model.chunk;

import dtlskeying.spec.chunk.KeyUse;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is known at one operator.
 *
 * @param sending the send key of each use, where there is one
 * @param receiving the receive keys that are alive
 * @param last the last epoch of which a receive key was set, for each use
 * @param enforced whether protection is required
 */
public record OperatorFacts(
        Map<KeyUse, Sending> sending,
        Map<Key, Receiving> receiving,
        Map<KeyUse, Long> last,
        boolean enforced) {
    /** What is known of a new association. */
    public static final OperatorFacts START =
            new OperatorFacts(Map.of(), Map.of(), Map.of(), false);

    private static final long BEFORE_THE_FIRST = 2;

    public OperatorFacts {
        sending = Map.copyOf(sending);
        receiving = Map.copyOf(receiving);
        last = Map.copyOf(last);
    }

    /** The name of a receive key. */
    public record Key(KeyUse use, long epoch) {}

    /**
     * A send key.
     *
     * @param epoch its epoch
     * @param sealed how many chunks it has sealed
     */
    public record Sending(long epoch, long sealed) {}

    /**
     * A receive key.
     *
     * @param opened the numbers of what it has opened
     * @param failed how many chunks it could not open
     */
    public record Receiving(Set<Long> opened, long failed) {
        static final Receiving NEW = new Receiving(Set.of(), 0);

        public Receiving {
            opened = Set.copyOf(opened);
        }

        Receiving opening(long number) {
            var more = new HashSet<>(opened);
            more.add(number);
            return new Receiving(more, failed);
        }

        Receiving failing() {
            return new Receiving(opened, failed + 1);
        }

        /** Whether the number was there, or is so far behind that nobody can tell. */
        boolean isStale(long number, int window) {
            return opened.contains(number)
                    || !opened.isEmpty() && Collections.max(opened) - number >= window;
        }
    }

    long lastSent(KeyUse use) {
        return sending.containsKey(use) ? sending.get(use).epoch() : BEFORE_THE_FIRST;
    }

    long lastReceived(KeyUse use) {
        return last.getOrDefault(use, BEFORE_THE_FIRST);
    }

    OperatorFacts with(KeyUse use, Sending key) {
        var keys = new HashMap<>(sending);
        keys.put(use, key);
        return new OperatorFacts(keys, receiving, last, enforced);
    }

    OperatorFacts with(Key name, Receiving key) {
        var keys = new HashMap<>(receiving);
        keys.put(name, key);
        return new OperatorFacts(sending, keys, last, enforced);
    }

    /** A further receive key; the one before the last goes. */
    OperatorFacts receiving(KeyUse use, long epoch) {
        var keys = new HashMap<>(receiving);
        keys.remove(new Key(use, epoch - 2));
        keys.put(new Key(use, epoch), Receiving.NEW);
        var newest = new HashMap<>(last);
        newest.put(use, epoch);
        return new OperatorFacts(sending, keys, newest, enforced);
    }

    OperatorFacts enforcing() {
        return new OperatorFacts(sending, receiving, last, true);
    }
}
