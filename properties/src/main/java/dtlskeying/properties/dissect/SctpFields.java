package dtlskeying.properties.dissect;

import dtlskeying.properties.capture.SctpWords;
import dtlskeying.spec.dtls.DtlsVersion;

/** SCTP packets, their chunks and parameters, and the DTLS chunk (RFC 9260 §3). */
final class SctpFields {
    /** The payload protocol identifier of the key management's messages. */
    static final int KEY_MANAGEMENT = 4242;

    private static final String CHUNKS = "RFC 9260 \u00a73.2";
    private static final int DTLS = 0x41;

    private SctpFields() {}

    /** A whole packet. */
    static void packet(FieldReader in) {
        in.uint("source port", 2, "RFC 9260 \u00a73.1");
        in.uint("destination port", 2, "RFC 9260 \u00a73.1");
        in.code("verification tag", 4, "RFC 9260 \u00a73.1", _ -> "shows that the peer is meant");
        in.octets("checksum", Math.min(4, in.left()), "rfc9260/6.8/a", "CRC32c, lowest byte first");
        chunks(in);
    }

    /** As many chunks as there are. */
    static void chunks(FieldReader in) {
        while (!in.isAtEnd()) {
            int said = in.peek16(2);
            int length = said < 4 ? in.left() : said + 3 & ~3;
            int type = in.peek(0);
            in.nested(
                    SctpWords.name(type),
                    Math.min(length, in.left()),
                    CHUNKS,
                    "",
                    SctpFields::chunk);
        }
    }

    private static void chunk(FieldReader in) {
        int type = in.uint("type", 1, CHUNKS, code -> SctpWords.name((int) code));
        in.code("flags", 1, CHUNKS, bits -> flags(type, (int) bits));
        int length = in.uint("length", 2, CHUNKS, _ -> "type, flags and length included");
        int padding = length < 4 ? 0 : Math.max(0, Math.min(3, in.left() - (length - 4)));
        int body = in.left() - padding;
        switch (type) {
            case 0 -> data(in, body);
            case 1, 2 -> init(in, body);
            case 3 -> sack(in, body);
            case 6, 9 -> in.nested("causes", body, "RFC 9260 \u00a73.3.10", "", SctpFields::causes);
            case 7 -> in.number("cumulative TSN ack", 4, "RFC 9260 \u00a73.3.8", _ -> "");
            case 10 -> in.octets("cookie", body, "rfc9260/5.1/a", "only its maker can read it");
            case DTLS -> dtlsChunk(in, body);
            default -> in.octets("body", body, CHUNKS, "");
        }
        in.rest("padding", CHUNKS, "up to a multiple of four, not counted");
    }

    private static String flags(int type, int bits) {
        if (type == 0)
            return "U=%d, B=%d (a message begins), E=%d (it ends)"
                    .formatted(bits >> 2 & 1, bits >> 1 & 1, bits & 1);
        if (type == DTLS) return (bits & 1) == 0 ? "R=0, primary keys" : "R=1, restart keys";
        return type == 6 || type == 14 ? "T=" + (bits & 1) : "";
    }

    private static void data(FieldReader in, int body) {
        String source = "RFC 9260 \u00a73.3.1";
        in.number("TSN", 4, source, _ -> "counts the DATA chunks of one end");
        in.uint("stream", 2, source);
        in.uint("stream sequence number", 2, source);
        int protocol = (int) in.number("payload protocol", 4, source, SctpFields::protocol);
        int payload = Math.min(in.left(), body - 12);
        if (protocol == KEY_MANAGEMENT) {
            var records = new RecordFields(DtlsVersion.V1_3);
            in.nested("user data: DTLS", payload, "dtls-chunk/3/f", "", records::records);
        } else in.octets("user data", payload, source, "the upper layer's");
    }

    private static String protocol(long number) {
        return number == KEY_MANAGEMENT ? "DTLS key management" : "";
    }

    private static void init(FieldReader in, int body) {
        String source = "RFC 9260 \u00a73.3.2";
        int before = in.left();
        in.code("initiate tag", 4, source, _ -> "the tag that its sender wants to see");
        in.number("a_rwnd", 4, source, _ -> "bytes of room");
        in.uint("outbound streams", 2, source);
        in.uint("inbound streams", 2, source);
        in.number("initial TSN", 4, source, _ -> "");
        in.nested("parameters", body - (before - in.left()), source, "", SctpFields::parameters);
    }

    private static void parameters(FieldReader in) {
        while (!in.isAtEnd()) {
            int said = in.peek16(2);
            int length = said < 4 ? in.left() : said + 3 & ~3;
            int type = in.peek16(0);
            in.nested(
                    parameterName(type),
                    Math.min(length, in.left()),
                    "RFC 9260 \u00a73.2.1",
                    "",
                    SctpFields::parameter);
        }
    }

    private static String parameterName(int type) {
        return switch (type) {
            case 7 -> "State Cookie";
            case 0x8006 -> "DTLS Key Management";
            case 0x8000 -> "ECN Capable";
            case 0x8008 -> "Supported Extensions";
            case 0xc000 -> "Forward TSN Supported";
            default -> "parameter " + type;
        };
    }

    /** One parameter with its padding. */
    static void parameter(FieldReader in) {
        String source = "RFC 9260 \u00a73.2.1";
        int type = in.code("type", 2, source, code -> parameterName((int) code));
        int length = in.uint("length", 2, source, _ -> "type and length included");
        int value = Math.max(0, Math.min(in.left(), length - 4));
        if (type == 0x8006) keyManagement(in, value);
        else in.octets("value", value, source, type == 7 ? "only its maker can read it" : "");
        in.rest("padding", source, "");
    }

    private static void keyManagement(FieldReader in, int value) {
        String source = "sctp-dtls-chunk/4.1/c";
        int before = in.left();
        in.code(
                "tie breaker",
                4,
                "sctp-dtls-chunk/4.1/b",
                _ -> "the larger is server, if both can be both");
        in.code("roles", 1, source, SctpFields::roles);
        while (before - in.left() < value)
            in.uint("method", 1, source, code -> code == 0 ? "pre-shared" : "best first");
    }

    private static String roles(long bits) {
        return "R=%d (restart), S=%d (can be server), C=%d (can be client)"
                .formatted(bits >> 2 & 1, bits >> 1 & 1, bits & 1);
    }

    private static void sack(FieldReader in, int body) {
        String source = "RFC 9260 \u00a73.3.4";
        int before = in.left();
        in.number("cumulative TSN ack", 4, source, _ -> "all up to this one are here");
        in.number("a_rwnd", 4, source, _ -> "bytes of room");
        int gaps = in.uint("gap blocks", 2, source);
        in.uint("duplicates", 2, source);
        for (int i = 0; i < gaps && !in.isAtEnd(); i++)
            in.nested(
                    "gap block",
                    4,
                    source,
                    "",
                    each -> {
                        each.uint("start", 2, source);
                        each.uint("end", 2, source);
                    });
        in.octets("duplicate TSNs", body - (before - in.left()), source, "");
    }

    private static void causes(FieldReader in) {
        while (!in.isAtEnd()) {
            int said = in.peek16(2);
            int length = said < 4 ? in.left() : said + 3 & ~3;
            in.nested(
                    "cause",
                    Math.min(length, in.left()),
                    "RFC 9260 \u00a73.3.10",
                    "",
                    each -> {
                        each.uint("code", 2, "RFC 9260 \u00a73.3.10", SctpFields::cause);
                        each.uint("length", 2, "RFC 9260 \u00a73.3.10");
                        each.rest("information", "RFC 9260 \u00a73.3.10", "");
                    });
        }
    }

    private static String cause(long code) {
        return switch ((int) code) {
            case 12 -> "user-initiated abort";
            case 13 -> "protocol violation";
            case 100 -> "missing DTLS chunk support";
            case 101 -> "no common key management method";
            case 102 -> "tie breaker collision";
            case 103 -> "incompatible key management roles";
            default -> "";
        };
    }

    private static void dtlsChunk(FieldReader in, int body) {
        int before = in.left();
        in.uint(
                "pre-padding",
                1,
                "sctp-dtls-chunk/4.2/a",
                _ -> "what is sealed begins at a multiple of four");
        int first = in.peek(0);
        if (first < 0) return;
        if ((first & ~3) == 0x28) RecordFields.unifiedHeader(in, first);
        int left = Math.min(in.left(), body - (before - in.left()));
        in.nested(
                "encrypted_record",
                left,
                "sctp-dtls-chunk/4.2/a",
                "",
                RecordFields::encryptedRecord);
    }
}
