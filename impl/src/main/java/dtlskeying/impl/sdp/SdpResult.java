package dtlskeying.impl.sdp;

import dtlskeying.spec.Clause;

/** What came of reading a description, or of holding an answer against its offer. */
public sealed interface SdpResult<T> {
    /** It is fit for use. */
    record Value<T>(T value) implements SdpResult<T> {}

    /**
     * It is not.
     *
     * @param line from 1; 0 if it is no single line that is wrong
     * @param clause what it goes against
     * @param reason in plain words
     */
    record Refused<T>(int line, Clause clause, String reason) implements SdpResult<T> {}
}
