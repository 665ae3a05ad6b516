package dtlskeying.properties.dissect;

import dtlskeying.spec.dtls.DtlsVersion;

/** What travels as application data of the key management: exported authenticators (RFC 9261). */
final class ReauthenticationFields {
    private ReauthenticationFields() {}

    private static final String FRAME = "dtls-chunk/6/d";
    private static final int HEAD = 26;

    /** Whether a record's content begins as a frame does: its version, and the end it tells. */
    static boolean isFrame(FieldReader in) {
        return in.peek(0) == 1 && in.left() > HEAD && in.peek16(HEAD - 2) == in.left() - HEAD;
    }

    /** A frame of decision 10: a part of a request, an authenticator, a result or an error. */
    static void frame(FieldReader in) {
        in.uint("version", 1, FRAME);
        int kind = in.uint("kind", 1, FRAME, ReauthenticationFields::kind);
        in.uint("flags", 1, FRAME);
        in.uint("reserved", 1, FRAME);
        in.number("exchange", 4, FRAME, _ -> "the request that it belongs to");
        in.number("exporter epoch", 8, FRAME, _ -> "whose exporter it is about");
        long length = in.number("message length", 4, FRAME, _ -> "of the whole message");
        long offset = in.number("offset", 4, FRAME, _ -> "where this part begins");
        int part = in.uint("part length", 2, FRAME, _ -> "how long this part is");
        boolean isWhole = offset == 0 && part == length && kind <= 2;
        if (isWhole) in.nested("message", in.left(), FRAME, "", ReauthenticationFields::messages);
        else in.rest("part", FRAME, "");
    }

    private static String kind(long code) {
        return switch ((int) code) {
            case 1 -> "request";
            case 2 -> "authenticator";
            case 3 -> "result";
            case 4 -> "error";
            default -> "no such kind";
        };
    }

    /** Handshake messages with headers of four bytes, one after the other. */
    static void messages(FieldReader in) {
        while (!in.isAtEnd()) {
            int high = in.peek(1);
            int low = in.peek16(2);
            int length = high < 0 || low < 0 ? in.left() : 4 + (high << 16 | low);
            String name = CodePoints.handshakeType(in.peek(0));
            in.nested(name, length, "rfc9261/5/a", "", ReauthenticationFields::message);
        }
    }

    private static void message(FieldReader in) {
        int type = in.uint("msg_type", 1, "rfc9261/5/a", CodePoints::handshakeType);
        in.uint("length", 3, "rfc9261/5/a");
        new HandshakeFields(DtlsVersion.V1_3).body(in, type);
    }
}
