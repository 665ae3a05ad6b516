package dtlskeying.vectors;

import java.util.Arrays;

/** The kinds of vectors. Each has one data file, one schema and one page that explains it. */
public enum VectorKind {
    /** The bytes of the use_srtp extension (§4.1.1). */
    USE_SRTP("srtp", "use-srtp"),
    /** From exported bytes to master keys to session keys (§4.2). */
    SRTP_KEY_DERIVATION("srtp", "srtp-key-derivation"),
    /** Whole SRTP and SRTCP packets (RFC 3711, RFC 7714). */
    SRTP_TRANSFORM("srtp", "srtp-transform"),
    /** Where a datagram goes (§5.1.2). */
    PACKET_DEMUX("srtp", "packet-demux"),
    /** What ends may do about an MKI, step by step (§4.1.3). */
    MKI_SELECTION("srtp", "mki-selection");

    private final String protocol;
    private final String text;

    VectorKind(String protocol, String text) {
        this.protocol = protocol;
        this.text = text;
    }

    /** The name without folder and ending, for example {@code use-srtp}. */
    public String text() {
        return text;
    }

    /** The data file, relative to the folder of all vectors. */
    public String dataFile() {
        return protocol + "/" + text + ".json";
    }

    /** The JSON Schema of the data file, relative to the folder of all vectors. */
    public String schemaFile() {
        return "schema/" + text + ".schema.json";
    }

    /** The page that explains the data file, relative to the folder of all vectors. */
    public String page() {
        return text + ".md";
    }

    /**
     * The kind with that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static VectorKind of(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no vectors are called " + text));
    }
}
