package dtlskeying.properties.dissect;

import dtlskeying.properties.dissect.ExtensionFields.Place;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;

/**
 * Handshake messages, whole or in parts (RFC 6347 §4.2.2, RFC 9147 §5.2).
 *
 * @param version whose bodies they have
 */
record HandshakeFields(DtlsVersion version) {
    private static final String TLS12 = "RFC 5246 \u00a77.4";
    private static final String TLS13 = "RFC 8446 \u00a74";

    /** SHA-256 of "HelloRetryRequest" (RFC 8446 §4.1.3). */
    private static final Octets RETRY =
            Octets.hex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    private static final int HEADER = 12;

    /** As many messages, or parts of some, as there are. */
    void messages(FieldReader in) {
        while (!in.isAtEnd()) {
            int fragment = fragmentLength(in);
            in.nested(title(in), HEADER + fragment, header(), "", each -> message(each, fragment));
        }
    }

    private String header() {
        return version == DtlsVersion.V1_3 ? "rfc9147/5.2/b" : "RFC 6347 \u00a74.2.2";
    }

    private static int fragmentLength(FieldReader in) {
        int high = in.peek(9);
        int low = in.peek16(10);
        return high < 0 || low < 0 ? 0 : high << 16 | low;
    }

    private static String title(FieldReader in) {
        int high = in.peek(1);
        int low = in.peek16(2);
        boolean isPart = high >= 0 && low >= 0 && (high << 16 | low) != fragmentLength(in);
        boolean isRetry = in.peek(0) == 2 && isRetry(in, HEADER);
        String name = isRetry ? "HelloRetryRequest" : CodePoints.handshakeType(in.peek(0));
        return isPart ? name + ", a part of it" : name;
    }

    private static boolean isRetry(FieldReader in, int bodyAt) {
        Octets body = in.ahead(bodyAt + 34);
        return body.length() == bodyAt + 34 && body.slice(bodyAt + 2, bodyAt + 34).equals(RETRY);
    }

    private void message(FieldReader in, int fragment) {
        int type = in.uint("msg_type", 1, header(), CodePoints::handshakeType);
        int length = in.uint("length", 3, header(), _ -> "of the whole message");
        in.uint("message_seq", 2, header(), _ -> "counts the messages of one end");
        int offset = in.uint("fragment_offset", 3, header(), _ -> "where this part begins");
        in.uint("fragment_length", 3, header(), _ -> "how long this part is");
        if (offset != 0 || length != fragment) in.rest("fragment", header(), "a part of the body");
        else body(in, type);
    }

    /** The body of a message of that type. */
    void body(FieldReader in, int type) {
        if (in.isAtEnd()) return;
        switch (type) {
            case 1 -> clientHello(in);
            case 2 -> serverHello(in);
            case 3 -> helloVerifyRequest(in);
            case 8 -> new ExtensionFields(Place.OTHER).block(in);
            case 11 -> certificate(in);
            case 12 -> serverKeyExchange(in);
            case 13, 17 -> certificateRequest(in);
            case 15 -> certificateVerify(in);
            case 16 -> in.opaque("ECPoint", 1, "RFC 8422 \u00a75.7", "the client's public key");
            case 20 -> in.rest("verify_data", finished(), "an HMAC over all messages so far");
            case 4 -> ticket(in);
            case 24 -> in.uint("request_update", 1, "rfc8446/7.2/a", HandshakeFields::wish);
            case 253 -> extendedKeyUpdate(in);
            default -> in.rest("body", TLS13, "of a type that is unknown here");
        }
    }

    private static String wish(long code) {
        return code == 0
                ? "update_not_requested"
                : code == 1 ? "update_requested" : "no such value";
    }

    private String finished() {
        return version == DtlsVersion.V1_3 ? "rfc8446/7.1/b" : "RFC 5246 \u00a77.4.9";
    }

    private static void clientHello(FieldReader in) {
        String source = "RFC 9147 \u00a75.3";
        in.code("client_version", 2, source, CodePoints::version);
        in.octets("random", 32, source, "32 bytes that nobody can foresee");
        in.opaque("session_id", 1, source, "");
        in.opaque("cookie", 1, source, "what a HelloVerifyRequest asked to repeat");
        in.vector(
                "cipher_suites",
                2,
                source,
                list -> {
                    while (!list.isAtEnd()) list.code("suite", 2, source, CodePoints::suite);
                });
        in.opaque("compression_methods", 1, source, "0 is none");
        new ExtensionFields(Place.CLIENT_HELLO).block(in);
    }

    private static void serverHello(FieldReader in) {
        String source = "RFC 8446 \u00a74.1.3";
        boolean isRetry = isRetry(in, 0);
        in.code("server_version", 2, source, CodePoints::version);
        String meaning =
                isRetry
                        ? "the fixed value that makes this a HelloRetryRequest"
                        : "32 bytes that nobody can foresee";
        in.octets("random", 32, source, meaning);
        in.opaque("session_id", 1, source, "");
        in.code("cipher_suite", 2, source, CodePoints::suite);
        in.uint("compression_method", 1, source, _ -> "0 is none");
        new ExtensionFields(isRetry ? Place.RETRY : Place.SERVER_HELLO).block(in);
    }

    private static void helloVerifyRequest(FieldReader in) {
        in.code("server_version", 2, "RFC 6347 \u00a74.2.1", CodePoints::version);
        in.opaque(
                "cookie",
                1,
                "RFC 6347 \u00a74.2.1",
                "shows that the client gets what is sent to it");
    }

    private void certificate(FieldReader in) {
        boolean is13 = version == DtlsVersion.V1_3;
        String source = is13 ? "RFC 8446 \u00a74.4.2" : TLS12 + ".2";
        if (is13) in.opaque("certificate_request_context", 1, source, "");
        in.vector(
                "certificate_list",
                3,
                source,
                list -> {
                    while (!list.isAtEnd()) {
                        list.opaque("certificate", 3, source, "X.509 in DER");
                        if (is13) new ExtensionFields(Place.OTHER).block(list);
                    }
                });
    }

    private static void serverKeyExchange(FieldReader in) {
        String source = "RFC 8422 \u00a75.4";
        in.uint("curve_type", 1, source, code -> code == 3 ? "named_curve" : "unknown here");
        in.code("namedcurve", 2, source, CodePoints::group);
        in.opaque("public", 1, source, "the server's public key, made for this alone");
        in.code("SignatureAndHashAlgorithm", 2, source, CodePoints::scheme);
        in.opaque("signature", 2, source, "over both randoms and the public key");
    }

    private void certificateRequest(FieldReader in) {
        if (version == DtlsVersion.V1_3) {
            in.opaque("certificate_request_context", 1, "RFC 8446 \u00a74.3.2", "");
            new ExtensionFields(Place.OTHER).block(in);
            return;
        }
        in.vector(
                "certificate_types",
                1,
                TLS12 + ".4",
                list -> {
                    while (!list.isAtEnd())
                        list.uint("item", 1, TLS12 + ".4", HandshakeFields::certificateType);
                });
        in.vector(
                "supported_signature_algorithms",
                2,
                TLS12 + ".4",
                list -> {
                    while (!list.isAtEnd()) list.code("item", 2, TLS12 + ".4", CodePoints::scheme);
                });
        in.opaque("certificate_authorities", 2, TLS12 + ".4", "distinguished names in DER");
    }

    private static String certificateType(long code) {
        return code == 1 ? "rsa_sign" : code == 64 ? "ecdsa_sign" : "";
    }

    private void certificateVerify(FieldReader in) {
        boolean is13 = version == DtlsVersion.V1_3;
        String source = is13 ? "rfc8446/4.4.3/a" : TLS12 + ".8";
        in.code("algorithm", 2, source, CodePoints::scheme);
        in.opaque("signature", 2, source, "over all messages so far");
    }

    private static void ticket(FieldReader in) {
        String source = "RFC 8446 \u00a74.6.1";
        in.number("ticket_lifetime", 4, source, _ -> "seconds");
        in.number("ticket_age_add", 4, source, _ -> "");
        in.opaque("ticket_nonce", 1, source, "");
        in.opaque("ticket", 2, source, "");
        new ExtensionFields(Place.OTHER).block(in);
    }

    private static void extendedKeyUpdate(FieldReader in) {
        String source = "draft-ietf-tls-extended-key-update \u00a74";
        int kind = in.uint("eku_type", 1, source, HandshakeFields::updateKind);
        if (kind == 0 || kind == 1) ExtensionFields.share(in, "key_share_entry");
    }

    private static String updateKind(long kind) {
        return kind == 0
                ? "request"
                : kind == 1 ? "response" : kind == 2 ? "finish" : "no such kind";
    }
}
