package dtlskeying.impl.srtp;

import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

/**
 * What follows the payload of a protected packet. RFC 3711 §3.1 and §3.4: E and index (SRTCP only),
 * MKI, tag. RFC 7714 §8.2 and §9.2: the tag belongs to the ciphertext, so tag, E and index, MKI.
 *
 * @param word bytes of E flag and index: 4 for SRTCP, 0 for SRTP
 * @param mki bytes of the MKI
 * @param tag bytes of the tag
 * @param tagFirst whether the tag comes before the others
 */
record Trailer(int word, int mki, int tag, boolean tagFirst) {
    @Cites({"dtls-srtp/4.1.2/b", "rfc7714/8.2/b"})
    static Trailer of(ProtectionProfile profile, PacketKind kind, Mki mki) {
        return switch (kind) {
            case RTP -> new Trailer(0, mki.length(), profile.rtpTagLength(), profile.isAead());
            case RTCP -> new Trailer(4, mki.length(), profile.rtcpTagLength(), profile.isAead());
        };
    }

    /** All bytes. */
    int length() {
        return word + mki + tag;
    }

    /** Where the tag is, if the trailer starts at {@code start}. */
    int tagAt(int start) {
        return tagFirst ? start : start + word + mki;
    }

    /** Where E flag and index are, if the trailer starts at {@code start}. */
    int wordAt(int start) {
        return tagFirst ? start + tag : start;
    }

    /** Where the MKI is, if the trailer starts at {@code start}. */
    int mkiAt(int start) {
        return tagFirst ? start + tag + word : start + word;
    }
}
