package dtlskeying.impl.sctp;

import dtlskeying.spec.Octets;

/**
 * A user message of SCTP, reliable and in the order of its stream (RFC 9260 §3.3.1).
 *
 * @param stream 0 to 65,535
 * @param ppid payload protocol identifier, 0 to 2^32 - 1
 * @param bytes at least one
 * @throws IllegalArgumentException if one of them is out of its range
 */
public record UserMessage(int stream, long ppid, Octets bytes) {
    private static final long LARGEST_PPID = 0xffff_ffffL;

    public UserMessage {
        if (stream < 0 || stream > 0xffff)
            throw new IllegalArgumentException("stream " + stream + " is not 0 to 65535");
        if (ppid < 0 || ppid > LARGEST_PPID)
            throw new IllegalArgumentException("PPID " + ppid + " is not 0 to 2^32 - 1");
        if (bytes.isEmpty())
            throw new IllegalArgumentException("a user message has at least one byte");
    }
}
