package dtlskeying.properties.shim;

import dtlskeying.spec.Octets;

/** What an implementation says has happened. */
public sealed interface Notice {
    /** A datagram is for the peer. */
    record Sent(Octets datagram) implements Notice {}

    /**
     * A handshake is complete.
     *
     * @param handshake 1 for the first of the association
     * @param profile the code point of the agreed profile, or {@link #WITHOUT_SRTP}
     * @param mki the agreed MKI, empty for none
     * @param exported keying material of the label of §4.2, as long as the profile needs; empty
     *     without SRTP
     */
    record Established(int handshake, int profile, Octets mki, Octets exported) implements Notice {
        /** No profile was agreed. */
        public static final int WITHOUT_SRTP = -1;
    }

    /** An RTP packet came and is authentic and new. */
    record Opened(Octets packet) implements Notice {}

    /**
     * An alert came and counts.
     *
     * @param description its code, 0 to 255
     */
    record Alerted(boolean fatal, int description) implements Notice {}

    /** The association is closed. */
    record Closed() implements Notice {}

    /** The association has failed for good, in the implementation's own words. */
    record Failed(String why) implements Notice {}
}
