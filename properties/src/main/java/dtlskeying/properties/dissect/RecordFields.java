package dtlskeying.properties.dissect;

import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.DtlsVersion;

/**
 * Records of either version, as they are on the wire, and what they hold (RFC 6347 §4.1, RFC 9147
 * §4).
 *
 * @param version whose handshake messages they hold
 */
record RecordFields(DtlsVersion version) {
    private static final String PLAIN = "RFC 6347 \u00a74.1";
    private static final int TAG = 16;

    /** As many records as there are. */
    void records(FieldReader in) {
        while (!in.isAtEnd()) record(in);
    }

    private void record(FieldReader in) {
        int first = in.peek(0);
        if ((first & 0b1110_0000) == 0b0010_0000) sealed(in, first);
        else if (first >= 20 && first <= 26) plain(in, first);
        else in.rest("no record", "rfc9147/4.1/a", "the first byte is that of no record");
    }

    private void plain(FieldReader in, int type) {
        int said = in.peek16(11);
        boolean isSealed = in.peek16(3) > 0;
        int length = said < 0 ? in.left() : DtlsCiphertext.HEADER + said;
        String name =
                (isSealed ? "DTLSCiphertext, " : "DTLSPlaintext, ") + CodePoints.contentType(type);
        in.nested(name, length, PLAIN, "", each -> plainParts(each, type));
    }

    private void plainParts(FieldReader in, int type) {
        in.uint("type", 1, PLAIN, CodePoints::contentType);
        in.code("version", 2, "rfc6347/4.1/g", CodePoints::version);
        int epoch = in.uint("epoch", 2, "rfc6347/4.1/a", RecordFields::epochText);
        in.number("sequence_number", 6, "rfc6347/4.1/b", _ -> "counts the records of an epoch");
        in.uint("length", 2, "rfc6347/4.1/h", _ -> "of what follows");
        if (epoch == 0) in.nested("fragment", in.left(), PLAIN, "", each -> content(each, type));
        else sealedFragment(in);
    }

    private static String epochText(long epoch) {
        return epoch == 0 ? "no protection" : "the keys of handshake " + epoch;
    }

    /** GCM and CCM carry 8 bytes of their nonce; ChaCha20 carries none, which looks the same. */
    private static void sealedFragment(FieldReader in) {
        if (in.left() < 8 + TAG) in.rest("fragment", PLAIN, "too short for a sealed one");
        in.octets("nonce_explicit", Math.min(8, in.left()), "RFC 5288 \u00a73", "with GCM and CCM");
        in.octets("ciphertext", in.left() - TAG, "RFC 5246 \u00a76.2.3.3", "sealed");
        in.octets("tag", Math.min(TAG, in.left()), "RFC 5246 \u00a76.2.3.3", "authenticates");
    }

    private void sealed(FieldReader in, int first) {
        int number = (first & 8) != 0 ? 2 : 1;
        boolean hasLength = (first & 4) != 0;
        boolean hasId = (first & 16) != 0;
        int said = hasLength && !hasId ? in.peek16(1 + number) : FieldReader.MISSING;
        int length = said < 0 ? in.left() : 1 + number + 2 + said;
        in.nested("DTLSCiphertext", length, "rfc9147/4/a", "", each -> sealedParts(each, first));
    }

    private static void sealedParts(FieldReader in, int first) {
        unifiedHeader(in, first);
        encryptedRecord(in);
    }

    /** The header of DTLS 1.3 and of the record in a DTLS chunk. */
    static void unifiedHeader(FieldReader in, int first) {
        int number = (first & 8) != 0 ? 2 : 1;
        in.code("flags", 1, "rfc9147/4/a", RecordFields::flags);
        if ((first & 16) != 0)
            in.rest("connection id and the rest", "rfc9147/9/a", "none is agreed");
        in.octets("sequence_number", Math.min(number, in.left()), "rfc9147/4.2.3/a", "masked");
        if ((first & 4) != 0) in.uint("length", 2, "rfc9147/4/b", _ -> "of what follows");
    }

    /** What a unified header stands before. */
    static void encryptedRecord(FieldReader in) {
        in.octets(
                "ciphertext",
                in.left() - TAG,
                "rfc9147/4/d",
                "content, its type and zeros, sealed");
        in.rest("tag", "rfc9147/4/d", "authenticates the header, too");
    }

    private static String flags(long bits) {
        return "001, C=%d, S=%d (%s), L=%d (%s), EE=%d%d (epoch mod 4 is %d)"
                .formatted(
                        bits >> 4 & 1,
                        bits >> 3 & 1,
                        (bits & 8) != 0 ? "number of 2 bytes" : "number of 1 byte",
                        bits >> 2 & 1,
                        (bits & 4) != 0 ? "a length follows" : "up to the end",
                        bits >> 1 & 1,
                        bits & 1,
                        bits & 3);
    }

    /** What a record of that type holds, in the open. */
    void content(FieldReader in, int type) {
        switch (type) {
            case 20 ->
                    in.uint(
                            "type",
                            1,
                            "RFC 5246 \u00a77.1",
                            _ -> "the next record is under new keys");
            case 21 -> alert(in);
            case 22 -> new HandshakeFields(version).messages(in);
            case 23 -> data(in);
            case 26 -> ack(in);
            default -> in.rest("content", "RFC 8446 \u00a75.1", CodePoints.contentType(type));
        }
    }

    private static void data(FieldReader in) {
        if (ReauthenticationFields.isFrame(in)) ReauthenticationFields.frame(in);
        else in.rest("content", "RFC 8446 \u00a75.1", CodePoints.contentType(23));
    }

    private static void alert(FieldReader in) {
        in.uint("level", 1, "rfc8446/6/b", CodePoints::alertLevel);
        in.uint("description", 1, "rfc8446/6/b", CodePoints::alert);
    }

    private static void ack(FieldReader in) {
        in.vector(
                "record_numbers",
                2,
                "rfc9147/7/b",
                list -> {
                    while (!list.isAtEnd())
                        list.nested(
                                "RecordNumber", 16, "rfc9147/7/b", "", RecordFields::recordNumber);
                });
    }

    private static void recordNumber(FieldReader in) {
        in.number("epoch", 8, "rfc9147/7/b", _ -> "");
        in.number("sequence_number", 8, "rfc9147/7/b", _ -> "");
    }

    /** What a protected record of DTLS 1.3 holds: content, its type, and zeros. */
    void inner(FieldReader in) {
        int zeros = 0;
        while (zeros < in.left() && in.peek(in.left() - 1 - zeros) == 0) zeros++;
        int content = in.left() - zeros - 1;
        if (content < 0) {
            in.rest("zeros", "rfc8446/5.4/a", "no type: that is an error");
            return;
        }
        int type = in.peek(content);
        in.nested("content", content, "RFC 8446 \u00a75.1", "", each -> content(each, type));
        in.uint("type", 1, "RFC 8446 \u00a75.2", CodePoints::contentType);
        in.octets("zeros", zeros, "RFC 8446 \u00a75.4", "padding");
    }
}
