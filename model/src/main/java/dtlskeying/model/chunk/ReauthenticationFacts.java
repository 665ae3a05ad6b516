package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.ReauthenticationSpec.PATIENCE;
import static dtlskeying.spec.chunk.ReauthenticationSpec.REPEAT;

import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;

/**
 * What one end knows of re-authentication, in numbers.
 *
 * @param role which end it is; without meaning while there are no epochs
 * @param epochs whose secrets there are
 * @param policy when it asks by itself
 * @param age how many seconds old the last proof is, at most the period, 0 without one
 * @param asked the request under way
 * @param shown the authenticator whose result is awaited
 * @param numbers the exchanges so far
 */
public record ReauthenticationFacts(
        Role role,
        Epochs epochs,
        Policy policy,
        long age,
        Waiting asked,
        Waiting shown,
        Numbers numbers) {
    /** What is known before the association, and after it. */
    public static final ReauthenticationFacts START =
            new ReauthenticationFacts(
                    Role.CLIENT,
                    new Epochs(0, 0, 0),
                    Policy.NONE,
                    0,
                    Waiting.FOR_NOTHING,
                    Waiting.FOR_NOTHING,
                    new Numbers(0, 0, 0, 0, 0));

    private static final long LARGEST_NUMBER = (1L << 32) - 1;

    /**
     * The secrets from the oldest to the newest epoch, all 0 without an association.
     *
     * @param current the newest that the peer is known to have
     */
    public record Epochs(long oldest, long current, long newest) {
        boolean has(Epoch epoch) {
            return oldest > 0 && epoch.number() >= oldest && epoch.number() <= newest;
        }
    }

    /**
     * What is under way.
     *
     * @param exchange its number, 0 if nothing is
     * @param epoch that it is in
     * @param said how many seconds ago this was said first
     * @param seconds since it began, or since the one did in whose place it is
     */
    public record Waiting(long exchange, long epoch, long said, long seconds) {
        /** Nothing is under way. */
        public static final Waiting FOR_NOTHING = new Waiting(0, 0, 0, 0);

        @Override
        public String toString() {
            return exchange + " of epoch " + epoch;
        }

        boolean isOpen() {
            return exchange != 0;
        }

        boolean isOf(long number) {
            return isOpen() && exchange == number;
        }

        Waiting after(long more) {
            long capped = Math.min(more, PATIENCE);
            return isOpen() ? new Waiting(exchange, epoch, said + capped, seconds + capped) : this;
        }

        boolean isOver() {
            return isOpen() && seconds >= PATIENCE;
        }

        boolean isRepeatedAfter(Waiting before) {
            return isOpen() && said / REPEAT > before.said / REPEAT;
        }
    }

    /**
     * Exchanges of both ends, 0 where there was none.
     *
     * @param begun the last that this end began
     * @param proven the last of these whose answer was good
     * @param heard the greatest of those that the peer began and this end took
     * @param answered the last of these that asked
     * @param accepted the last of these that was a good proof, unasked
     */
    public record Numbers(long begun, long proven, long heard, long answered, long accepted) {}

    /** An association whose handshake was just now, in this epoch. */
    public static ReauthenticationFacts at(Role role, long epoch, Policy policy) {
        return new ReauthenticationFacts(
                role,
                new Epochs(epoch, epoch, epoch),
                policy,
                0,
                Waiting.FOR_NOTHING,
                Waiting.FOR_NOTHING,
                START.numbers);
    }

    /** The same end after it has begun the exchange of that number, and it is over. */
    public ReauthenticationFacts having(long exchange) {
        return counting(
                new Numbers(
                        exchange,
                        numbers.proven,
                        numbers.heard,
                        numbers.answered,
                        numbers.accepted));
    }

    boolean isUp() {
        return epochs.current > 0;
    }

    /** Whether the client, or the server, numbers its exchanges so. */
    static boolean isOf(Role role, long exchange) {
        return exchange > 0 && (exchange % 2 == 1) == (role == Role.CLIENT);
    }

    boolean isOwn(long exchange) {
        return isOf(role, exchange);
    }

    boolean isTheirs(long exchange) {
        return isOf(role.peer(), exchange);
    }

    long next() {
        if (numbers.begun > 0) return numbers.begun + 2;
        return role == Role.CLIENT ? 1 : 2;
    }

    boolean isUsedUp() {
        return next() > LARGEST_NUMBER;
    }

    boolean isDue() {
        return policy.period() > 0 && age >= policy.period() && !asked.isOpen();
    }

    ReauthenticationFacts holding(Epochs others) {
        return new ReauthenticationFacts(role, others, policy, age, asked, shown, numbers);
    }

    ReauthenticationFacts asking(Waiting other) {
        return new ReauthenticationFacts(role, epochs, policy, age, other, shown, numbers);
    }

    ReauthenticationFacts showing(Waiting other) {
        return new ReauthenticationFacts(role, epochs, policy, age, asked, other, numbers);
    }

    ReauthenticationFacts counting(Numbers others) {
        return new ReauthenticationFacts(role, epochs, policy, age, asked, shown, others);
    }

    ReauthenticationFacts aged(long seconds) {
        return new ReauthenticationFacts(role, epochs, policy, seconds, asked, shown, numbers);
    }

    /** A new exchange of this end. */
    ReauthenticationFacts begun() {
        return having(next());
    }

    /** The request under way is a new one, which has waited for as long as the one before it. */
    ReauthenticationFacts askingAnew() {
        return begun().asking(new Waiting(next(), epochs.current, 0, asked.seconds));
    }

    /** So many seconds later. */
    ReauthenticationFacts later(long seconds) {
        long later = policy.period() == 0 ? 0 : Math.min(policy.period() - age, seconds) + age;
        Waiting waiting = shown.after(seconds);
        return aged(later)
                .asking(asked.after(seconds))
                .showing(waiting.isOver() ? Waiting.FOR_NOTHING : waiting);
    }
}
