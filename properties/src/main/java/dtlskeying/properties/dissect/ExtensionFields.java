package dtlskeying.properties.dissect;

/** The extensions of hellos and other messages, by their types. */
final class ExtensionFields {
    private static final String TLS13 = "RFC 8446 \u00a74.2";

    /** Which message they stand in: some have another form in each. */
    enum Place {
        CLIENT_HELLO,
        SERVER_HELLO,
        RETRY,
        OTHER
    }

    private final Place place;

    ExtensionFields(Place place) {
        this.place = place;
    }

    /** A length of two bytes and as many extensions as fit; nothing where nothing is left. */
    void block(FieldReader in) {
        if (in.isAtEnd()) return;
        in.vector("extensions", 2, TLS13, this::list);
    }

    private void list(FieldReader in) {
        while (!in.isAtEnd()) {
            int type = in.peek16(0);
            int data = in.peek16(2);
            int length = data == FieldReader.MISSING ? in.left() : 4 + data;
            in.nested(CodePoints.extension(type), length, source(type), "", each -> one(each));
        }
    }

    private void one(FieldReader in) {
        int type = in.code("extension_type", 2, TLS13, CodePoints::extension);
        in.vector("extension_data", 2, source(type), data -> content(data, type));
    }

    private static String source(int type) {
        return switch (type) {
            case 10, 11 -> "RFC 8422 \u00a75.1";
            case 13 -> "RFC 8446 \u00a74.2.3";
            case 14 -> "dtls-srtp/4.1.1/a";
            case 23 -> "RFC 7627 \u00a75.1";
            case 28 -> "rfc8449/4/a";
            case 43 -> "RFC 8446 \u00a74.2.1";
            case 44 -> "RFC 8446 \u00a74.2.2";
            case 51 -> "RFC 8446 \u00a74.2.8";
            case 62 -> "extended-key-update/3/a";
            case 0xff01 -> "RFC 5746 \u00a73.2";
            default -> TLS13;
        };
    }

    private void content(FieldReader in, int type) {
        switch (type) {
            case 10 -> codes(in, "named_group_list", 2, type, CodePoints::group);
            case 11 -> in.opaque("ec_point_format_list", 1, source(type), "0 is uncompressed");
            case 13, 50 -> codes(in, "supported_signature_algorithms", 2, type, CodePoints::scheme);
            case 14 -> useSrtp(in);
            case 28 -> in.uint("RecordSizeLimit", 2, source(type), _ -> "bytes its sender reads");
            case 43 -> versions(in);
            case 44 -> in.opaque("cookie", 2, source(type), "only its maker can read it");
            case 51 -> keyShares(in);
            case 62 -> in.opaque("flags", 1, source(type), "bit n mod 8 of byte n / 8 is flag n");
            case 0xff01 -> in.opaque("renegotiated_connection", 1, source(type), "");
            default -> in.rest("content", source(type), "");
        }
    }

    private static void codes(
            FieldReader in,
            String name,
            int lengthBytes,
            int type,
            java.util.function.LongFunction<String> names) {
        in.vector(
                name,
                lengthBytes,
                source(type),
                list -> {
                    while (!list.isAtEnd()) list.code("item", 2, source(type), names);
                });
    }

    private static void useSrtp(FieldReader in) {
        in.vector(
                "SRTPProtectionProfiles",
                2,
                "dtls-srtp/4.1.1/a",
                list -> {
                    while (!list.isAtEnd())
                        list.code("profile", 2, "dtls-srtp/4.1.2/a", CodePoints::profile);
                });
        in.opaque("srtp_mki", 1, "dtls-srtp/4.1.3/a", "names the master key in every packet");
    }

    private void versions(FieldReader in) {
        if (place == Place.CLIENT_HELLO) codes(in, "versions", 1, 43, CodePoints::version);
        else in.code("selected_version", 2, source(43), CodePoints::version);
    }

    private void keyShares(FieldReader in) {
        switch (place) {
            case CLIENT_HELLO ->
                    in.vector(
                            "client_shares",
                            2,
                            source(51),
                            list -> {
                                while (!list.isAtEnd()) share(list, "share");
                            });
            case RETRY -> in.code("selected_group", 2, source(51), CodePoints::group);
            case SERVER_HELLO, OTHER -> share(in, "server_share");
        }
    }

    /** A KeyShareEntry. */
    static void share(FieldReader in, String name) {
        int key = in.peek16(2);
        int length = key == FieldReader.MISSING ? in.left() : 4 + key;
        in.nested(
                name,
                length,
                source(51),
                "",
                entry -> {
                    entry.code("group", 2, source(51), CodePoints::group);
                    entry.opaque(
                            "key_exchange", 2, source(51), "a public key, made for this alone");
                });
    }
}
