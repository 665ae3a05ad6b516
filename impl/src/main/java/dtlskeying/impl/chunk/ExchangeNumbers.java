package dtlskeying.impl.chunk;

import dtlskeying.spec.Role;

/**
 * The numbers of exchanges, 32 bits unsigned: the client begins those that are odd, the server
 * those that are even, from 1 and 2 on.
 *
 * @param role of this end
 * @param own the last that this end has begun; 0 or -1 before the first
 * @param heard the greatest of the peer's that was answered or judged; 0 before the first
 */
public record ExchangeNumbers(Role role, long own, long heard) {
    private static final long LARGEST = (1L << 32) - 1;

    static ExchangeNumbers of(Role role) {
        return new ExchangeNumbers(role, role == Role.CLIENT ? -1 : 0, 0);
    }

    /** Whether this end begins exchanges with that number. */
    boolean isOurs(long exchange) {
        return exchange > 0 && exchange % 2 == (role == Role.CLIENT ? 1 : 0);
    }

    /** Whether the peer begins exchanges with that number. */
    boolean isTheirs(long exchange) {
        return exchange > 0 && !isOurs(exchange);
    }

    /** Whether this end has begun that exchange. */
    boolean wasOurs(long exchange) {
        return isOurs(exchange) && exchange <= own;
    }

    /** Whether that is the peer's, and greater than all that came. */
    boolean isNew(long exchange) {
        return isTheirs(exchange) && exchange > heard;
    }

    /** Whether this end can begin no more. */
    boolean areUsedUp() {
        return own + 2 > LARGEST;
    }

    long next() {
        return own + 2;
    }

    ExchangeNumbers begun() {
        return new ExchangeNumbers(role, next(), heard);
    }

    ExchangeNumbers hearing(long exchange) {
        return new ExchangeNumbers(role, own, exchange);
    }
}
