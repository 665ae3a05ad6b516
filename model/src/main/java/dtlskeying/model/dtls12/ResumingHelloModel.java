package dtlskeying.model.dtls12;

import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMING_HELLO_HAS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.VERIFY_DATA_BELONG_TO_THE_CONNECTION;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;

import java.util.HashSet;
import java.util.Set;

/**
 * RFC 7627 §5.3 and RFC 5746 §3.1, as a question about bytes: what the first hello of a connection
 * has in it when it offers a session of an earlier one.
 */
public final class ResumingHelloModel {
    /** A record has 13 bytes ahead of its content, a part of a message 12 ahead of its own. */
    private static final int BODY = 13 + 12;

    private static final int EXTENDED_MASTER_SECRET = 23;
    private static final int RENEGOTIATION_INFO = 0xff01;

    private ResumingHelloModel() {}

    /**
     * Which clauses speak against a hello; none if it offers no session.
     *
     * @param datagram with the whole hello as the first part of its first record
     */
    public static Set<Clause> against(Octets datagram) {
        int session = BODY + 34;
        if (datagram.at(session) == 0) return Set.of();
        int cookie = after(datagram, session, 1);
        int compressions = after(datagram, after(datagram, cookie, 1), 2);
        int extensions = after(datagram, compressions, 1);
        return againstExtensions(datagram.slice(extensions + 2, after(datagram, extensions, 2)));
    }

    private static Set<Clause> againstExtensions(Octets extensions) {
        var against = new HashSet<Clause>(Set.of(RESUMING_HELLO_HAS_EXTENDED_MASTER_SECRET));
        for (int at = 0; at < extensions.length(); at = after(extensions, at + 2, 2)) {
            long type = number(extensions, at, 2);
            if (type == EXTENDED_MASTER_SECRET)
                against.remove(RESUMING_HELLO_HAS_EXTENDED_MASTER_SECRET);
            if (type == RENEGOTIATION_INFO && extensions.at(at + 4) != 0)
                against.add(VERIFY_DATA_BELONG_TO_THE_CONNECTION);
        }
        return against;
    }

    /** Where it goes on behind a vector whose length has so many bytes. */
    private static int after(Octets bytes, int vector, int lengthBytes) {
        return vector + lengthBytes + (int) number(bytes, vector, lengthBytes);
    }

    private static long number(Octets bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) value = 256 * value + bytes.at(i);
        return value;
    }
}
