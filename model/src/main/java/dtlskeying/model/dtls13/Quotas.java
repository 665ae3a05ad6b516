package dtlskeying.model.dtls13;

import java.util.Set;

/** What counts may lead to, where the text gives a limit but not its last digit (§4.5.3). */
final class Quotas {
    private Quotas() {}

    /**
     * Whether new keys are asked for: once, at half of the limit, rounded up or down.
     *
     * @param asked whether they have been asked for
     */
    static Set<Boolean> asksAt(long count, long limit, boolean asked) {
        if (asked || count < limit / 2) return Set.of(false);
        return count < limit - limit / 2 ? Set.of(false, true) : Set.of(true);
    }

    /** Whether that was one too many: the limit itself, or the first beyond it. */
    static Set<Boolean> endsAt(long count, long limit) {
        if (count < limit) return Set.of(false);
        return count == limit ? Set.of(false, true) : Set.of(true);
    }
}
