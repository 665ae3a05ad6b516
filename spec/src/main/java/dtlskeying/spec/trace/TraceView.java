package dtlskeying.spec.trace;

import java.util.List;

/**
 * Which keys one end of a trace holds from a moment on: of the data plane, by epochs of the DTLS
 * chunk, or by handshakes of DTLS-SRTP.
 *
 * @param endpoint which party
 * @param ms milliseconds since the start of the trace
 * @param send what it sends under; 0 for nothing
 * @param receive what it opens, oldest first
 * @param enforced whether what comes without protection is dropped
 */
public record TraceView(String endpoint, long ms, long send, List<Long> receive, boolean enforced) {
    /** Copies the list. */
    public TraceView {
        receive = List.copyOf(receive);
    }
}
