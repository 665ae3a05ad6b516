package dtlskeying.impl.chunk;

import dtlskeying.spec.chunk.ReauthenticationSpec;

/**
 * What this end has shown last of who it is, as far as that can still matter.
 *
 * @param answered the request that was answered last; 0 if none was
 * @param awaited the exchange whose result is awaited; 0 if none is
 * @param waited how many seconds it has been awaited
 */
public record ShownProof(long answered, long awaited, long waited) {
    static final ShownProof NONE = new ShownProof(0, 0, 0);

    static ShownProof answering(long exchange) {
        return new ShownProof(exchange, exchange, 0);
    }

    /** Unasked: who is asked meanwhile answers, and forgets this one. */
    ShownProof unasked(long exchange) {
        return new ShownProof(answered, exchange, 0);
    }

    boolean awaits(long exchange) {
        return awaited != 0 && awaited == exchange;
    }

    /** Whether a result is awaited. */
    public boolean isAwaited() {
        return awaited != 0;
    }

    /** Whether what is awaited is the result of an answer. */
    boolean isAnswerAwaited() {
        return isAwaited() && awaited == answered;
    }

    boolean isAnswered(long exchange) {
        return answered != 0 && answered == exchange;
    }

    ShownProof over() {
        return new ShownProof(answered, 0, 0);
    }

    /** Later; given up in the end. */
    ShownProof after(long seconds) {
        if (!isAwaited()) return this;
        long later = Moments.later(waited, seconds);
        return later >= ReauthenticationSpec.PATIENCE
                ? over()
                : new ShownProof(answered, awaited, later);
    }

    /** Whether it is said again in these seconds. */
    boolean repeats(long seconds) {
        return after(seconds).isAwaited() && Moments.repeats(waited, seconds);
    }
}
