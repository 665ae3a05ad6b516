package dtlskeying.properties.dissect;

import dtlskeying.spec.dtls.DtlsVersion;

/** What travels as application data of the key management: exported authenticators (RFC 9261). */
final class ReauthenticationFields {
    private ReauthenticationFields() {}

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
