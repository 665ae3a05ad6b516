package dtlskeying.properties.dissect;

import dtlskeying.spec.srtp.ProtectionProfile;

/**
 * RTP and RTCP packets, in the open and protected (RFC 3550, RFC 3711, RFC 7714).
 *
 * @param profile what protects them
 * @param mki how many bytes the MKI has, 0 for none
 */
record MediaFields(ProtectionProfile profile, int mki) {
    private static final String RTP = "rfc3550/5.1/a";
    private static final String RTCP = "rfc3550/6.4.1/a";
    private static final String TRAILER = "rfc3711/3.1/a";

    /** An SRTP packet as it is on the wire. */
    void srtp(FieldReader in) {
        rtpHeader(in);
        boolean isAead = profile.isAead();
        int tag = profile.rtpTagLength();
        int after = mki + (isAead ? 0 : tag);
        int sealed = in.left() - after;
        if (isAead) {
            in.octets("ciphertext", sealed - tag, "rfc7714/8.1/a", "the payload, sealed");
            in.octets(
                    "tag", Math.min(tag, sealed), "rfc7714/8.1/a", "authenticates the header, too");
        } else in.octets("encrypted payload", sealed, "RFC 3711 \u00a74.1", "");
        in.octets("MKI", Math.min(mki, in.left()), "rfc3711/8.1/a", "names the master key");
        in.rest("authentication tag", TRAILER, "HMAC-SHA1 over all this and the roll-over counter");
    }

    /** An SRTCP packet as it is on the wire. */
    void srtcp(FieldReader in) {
        rtcpHeader(in);
        boolean isAead = profile.isAead();
        int tag = profile.rtcpTagLength();
        int after = 4 + mki + (isAead ? 0 : tag);
        in.octets("encrypted reports", in.left() - after, "rfc3711/3.4/b", "sealed if E is set");
        in.code("E and SRTCP index", 4, "rfc3711/3.4/a", MediaFields::index);
        in.octets("MKI", Math.min(mki, in.left()), "rfc3711/8.1/a", "names the master key");
        in.rest("authentication tag", TRAILER, "HMAC-SHA1 over all this");
    }

    private static String index(long word) {
        boolean encrypted = (word & 0x8000_0000L) != 0;
        return "E=%d, index %d".formatted(encrypted ? 1 : 0, word & 0x7fff_ffffL);
    }

    /** An RTP packet in the open. */
    static void rtp(FieldReader in) {
        rtpHeader(in);
        in.rest("payload", RTP, "what is said");
    }

    /** An RTCP packet in the open. */
    static void rtcp(FieldReader in) {
        rtcpHeader(in);
        in.rest("reports", RTCP, "");
    }

    private static void rtpHeader(FieldReader in) {
        int first = in.peek(0);
        in.code("V, P, X, CC", 1, RTP, MediaFields::head);
        in.uint("M, PT", 1, RTP, b -> "marker %d, payload type %d".formatted(b >> 7, b & 127));
        in.uint("sequence number", 2, RTP);
        in.number("timestamp", 4, RTP, _ -> "");
        in.code("SSRC", 4, RTP, _ -> "the source");
        for (int i = 0; first >= 0 && i < (first & 15); i++) in.code("CSRC", 4, RTP, _ -> "");
        if (first < 0 || (first & 16) == 0) return;
        int words = in.peek16(2);
        in.nested(
                "header extension",
                words < 0 ? in.left() : 4 + 4 * words,
                RTP,
                "",
                each -> {
                    each.code("defined by profile", 2, RTP, _ -> "");
                    each.uint("length", 2, RTP, _ -> "words of 4 bytes");
                    each.rest("content", RTP, "");
                });
    }

    private static String head(long bits) {
        return "version %d, padding %d, extension %d, %d contributing sources"
                .formatted(bits >> 6, bits >> 5 & 1, bits >> 4 & 1, bits & 15);
    }

    private static void rtcpHeader(FieldReader in) {
        in.code("V, P, RC", 1, RTCP, b -> "version %d, count %d".formatted(b >> 6, b & 31));
        in.uint("PT", 1, RTCP, MediaFields::report);
        in.uint("length", 2, RTCP, _ -> "words of 4 bytes, less one");
        in.code("SSRC", 4, RTCP, _ -> "the source");
    }

    private static String report(long type) {
        return switch ((int) type) {
            case 200 -> "sender report";
            case 201 -> "receiver report";
            case 202 -> "source description";
            case 203 -> "goodbye";
            default -> "";
        };
    }
}
