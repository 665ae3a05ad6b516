package dtlskeying.impl.chunk;

import dtlskeying.spec.chunk.KeyUpdateSpec.Input.Passed;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input.Used;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;

/**
 * What the keys of one epoch have borne.
 *
 * @param limits what they may bear
 * @param seconds how old they are
 * @param bytes how many bytes they have protected, both directions together
 * @param sealed how many packets they have sealed
 * @param failed how many packets they have not opened
 */
public record KeyWear(Limits limits, long seconds, long bytes, long sealed, long failed) {
    /** Keys that have borne nothing yet. */
    static KeyWear under(Limits limits) {
        return new KeyWear(limits, 0, 0, 0, 0);
    }

    KeyWear fresh() {
        return under(limits);
    }

    KeyWear with(Used used) {
        return new KeyWear(
                limits,
                seconds,
                bytes + used.bytes(),
                sealed + used.sealed(),
                failed + used.failed());
    }

    KeyWear with(Passed passed) {
        return new KeyWear(limits, seconds + passed.seconds(), bytes, sealed, failed);
    }

    /** Whether it is time for fresh keys: by age, by bytes, or at half of what the cipher bears. */
    boolean isDue() {
        return seconds >= limits.seconds()
                || bytes >= limits.bytes()
                || sealed >= half(limits.sealed())
                || failed >= half(limits.failed());
    }

    /** Whether the cipher bears no more. */
    boolean isOut() {
        return sealed >= limits.sealed() || failed >= limits.failed();
    }

    private static long half(long limit) {
        return limit - limit / 2;
    }
}
