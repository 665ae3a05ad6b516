package dtlskeying.properties.dissect;

import dtlskeying.spec.Alert;

import java.util.Map;

/**
 * Names of numbers, as their registries have them; for those that are not here, a word saying so.
 */
public final class CodePoints {
    private static final Map<Integer, String> CONTENT_TYPES =
            Map.of(
                    20, "change_cipher_spec",
                    21, "alert",
                    22, "handshake",
                    23, "application_data",
                    24, "heartbeat",
                    25, "tls12_cid",
                    26, "ACK");

    private static final Map<Integer, String> HANDSHAKE_TYPES =
            Map.ofEntries(
                    Map.entry(0, "HelloRequest"),
                    Map.entry(1, "ClientHello"),
                    Map.entry(2, "ServerHello"),
                    Map.entry(3, "HelloVerifyRequest"),
                    Map.entry(4, "NewSessionTicket"),
                    Map.entry(8, "EncryptedExtensions"),
                    Map.entry(11, "Certificate"),
                    Map.entry(12, "ServerKeyExchange"),
                    Map.entry(13, "CertificateRequest"),
                    Map.entry(14, "ServerHelloDone"),
                    Map.entry(15, "CertificateVerify"),
                    Map.entry(16, "ClientKeyExchange"),
                    Map.entry(17, "ClientCertificateRequest"),
                    Map.entry(20, "Finished"),
                    Map.entry(24, "KeyUpdate"),
                    Map.entry(253, "ExtendedKeyUpdate"));

    private static final Map<Integer, String> EXTENSIONS =
            Map.ofEntries(
                    Map.entry(0, "server_name"),
                    Map.entry(5, "status_request"),
                    Map.entry(10, "supported_groups"),
                    Map.entry(11, "ec_point_formats"),
                    Map.entry(13, "signature_algorithms"),
                    Map.entry(14, "use_srtp"),
                    Map.entry(16, "application_layer_protocol_negotiation"),
                    Map.entry(22, "encrypt_then_mac"),
                    Map.entry(23, "extended_master_secret"),
                    Map.entry(28, "record_size_limit"),
                    Map.entry(35, "session_ticket"),
                    Map.entry(41, "pre_shared_key"),
                    Map.entry(42, "early_data"),
                    Map.entry(43, "supported_versions"),
                    Map.entry(44, "cookie"),
                    Map.entry(45, "psk_key_exchange_modes"),
                    Map.entry(47, "certificate_authorities"),
                    Map.entry(49, "post_handshake_auth"),
                    Map.entry(50, "signature_algorithms_cert"),
                    Map.entry(51, "key_share"),
                    Map.entry(54, "connection_id"),
                    Map.entry(62, "tls_flags"),
                    Map.entry(0xff01, "renegotiation_info"));

    private static final Map<Integer, String> SUITES =
            Map.ofEntries(
                    Map.entry(0x00ff, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"),
                    Map.entry(0x1301, "TLS_AES_128_GCM_SHA256"),
                    Map.entry(0x1302, "TLS_AES_256_GCM_SHA384"),
                    Map.entry(0x1303, "TLS_CHACHA20_POLY1305_SHA256"),
                    Map.entry(0x1304, "TLS_AES_128_CCM_SHA256"),
                    Map.entry(0x1305, "TLS_AES_128_CCM_8_SHA256"),
                    Map.entry(0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
                    Map.entry(0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
                    Map.entry(0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
                    Map.entry(0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
                    Map.entry(0xc0ac, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"),
                    Map.entry(0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
                    Map.entry(0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"));

    private static final Map<Integer, String> GROUPS =
            Map.of(
                    0x0017, "secp256r1",
                    0x0018, "secp384r1",
                    0x0019, "secp521r1",
                    0x001d, "x25519",
                    0x001e, "x448",
                    0x11ec, "X25519MLKEM768");

    private static final Map<Integer, String> SCHEMES =
            Map.ofEntries(
                    Map.entry(0x0401, "rsa_pkcs1_sha256"),
                    Map.entry(0x0501, "rsa_pkcs1_sha384"),
                    Map.entry(0x0601, "rsa_pkcs1_sha512"),
                    Map.entry(0x0403, "ecdsa_secp256r1_sha256"),
                    Map.entry(0x0503, "ecdsa_secp384r1_sha384"),
                    Map.entry(0x0603, "ecdsa_secp521r1_sha512"),
                    Map.entry(0x0804, "rsa_pss_rsae_sha256"),
                    Map.entry(0x0805, "rsa_pss_rsae_sha384"),
                    Map.entry(0x0806, "rsa_pss_rsae_sha512"),
                    Map.entry(0x0807, "ed25519"),
                    Map.entry(0x0808, "ed448"));

    private static final Map<Integer, String> PROFILES =
            Map.of(
                    1, "SRTP_AES128_CM_HMAC_SHA1_80",
                    2, "SRTP_AES128_CM_HMAC_SHA1_32",
                    3, "SRTP_AES256_CM_HMAC_SHA1_80 (the draft's)",
                    4, "SRTP_AES256_CM_HMAC_SHA1_32 (the draft's)",
                    5, "SRTP_NULL_HMAC_SHA1_80",
                    6, "SRTP_NULL_HMAC_SHA1_32",
                    7, "SRTP_AEAD_AES_128_GCM",
                    8, "SRTP_AEAD_AES_256_GCM");

    private static final Map<Integer, String> VERSIONS =
            Map.of(0xfeff, "DTLS 1.0", 0xfefd, "DTLS 1.2", 0xfefc, "DTLS 1.3");

    private CodePoints() {}

    /** A content type of records. */
    public static String contentType(long code) {
        return named(CONTENT_TYPES, code);
    }

    /** A type of handshake messages. */
    public static String handshakeType(long code) {
        return named(HANDSHAKE_TYPES, code);
    }

    static String extension(long code) {
        return isGrease(code) ? "GREASE" : named(EXTENSIONS, code);
    }

    static String suite(long code) {
        return isGrease(code) ? "GREASE" : named(SUITES, code);
    }

    static String group(long code) {
        return isGrease(code) ? "GREASE" : named(GROUPS, code);
    }

    static String scheme(long code) {
        return named(SCHEMES, code);
    }

    static String profile(long code) {
        return named(PROFILES, code);
    }

    static String version(long code) {
        return isGrease(code) ? "GREASE" : named(VERSIONS, code);
    }

    static String alertLevel(long code) {
        return code == 1 ? "warning" : code == 2 ? "fatal" : "no level";
    }

    /** The description of an alert. */
    public static String alert(long code) {
        return Alert.isKnown((int) code) ? Alert.ofCode((int) code).text() : "unknown here";
    }

    /** Numbers that mean nothing, sent so that nobody chokes on what is new (RFC 8701). */
    private static boolean isGrease(long code) {
        return (code & 0x0f0f) == 0x0a0a && code >> 8 == (code & 0xff);
    }

    private static String named(Map<Integer, String> names, long code) {
        return names.getOrDefault((int) code, "unknown here");
    }
}
