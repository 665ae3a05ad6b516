package dtlskeying.vectors;

/**
 * The kinds of vectors. Each has one data file, and a schema and a page that explain its format;
 * sequences of all chapters have the same.
 */
public enum VectorKind {
    /** The bytes of the use_srtp extension (§4.1.1). */
    USE_SRTP("srtp", "use-srtp"),
    /** From exported bytes to master keys to session keys (§4.2). */
    SRTP_KEY_DERIVATION("srtp", "srtp-key-derivation"),
    /** Whole SRTP and SRTCP packets (RFC 3711, RFC 7714). */
    SRTP_TRANSFORM("srtp", "srtp-transform"),
    /** Where a datagram goes (§5.1.2). */
    PACKET_DEMUX("srtp", "packet-demux"),
    /** From the shared secret to every key of DTLS 1.3 (RFC 8446 §7). */
    DTLS13_KEY_SCHEDULE("dtls13", "dtls13-key-schedule"),
    /** The hash of the messages of a handshake (RFC 9147 §5.2, RFC 8446 §4.4.1). */
    DTLS13_TRANSCRIPTS("dtls13", "dtls13-transcripts"),
    /** From one generation of keys to the next (draft-ietf-tls-extended-key-update §7, §10). */
    DTLS13_EXTENDED_KEY_SCHEDULE("dtls13", "dtls13-extended-key-schedule"),
    /** The bytes of extended key updates (draft-ietf-tls-extended-key-update §4). */
    DTLS13_EXTENDED_KEY_UPDATE("dtls13", "dtls13-extended-key-update"),
    /** Authenticators outside the handshake (RFC 9261). */
    DTLS13_EXPORTED_AUTHENTICATORS("dtls13", "dtls13-exported-authenticators"),
    /** Protected records of DTLS 1.3 (RFC 9147 §4). */
    DTLS13_RECORDS("dtls13", "dtls13-records"),
    /** What hellos say about the size of records (RFC 8449, large_record_size_limit). */
    DTLS13_RECORD_SIZES("dtls13", "dtls13-record-sizes"),
    /** How flights go out, and go out again (RFC 9147 §4.4, §5.8.3). */
    DTLS13_TRANSMISSIONS("dtls13", "dtls13-transmissions"),
    /** The bytes of ACKs (RFC 9147 §7). */
    DTLS13_ACKS("dtls13", "dtls13-acks"),
    /** What INIT and INIT ACK offer (the chunk draft §4.1). */
    KEY_MANAGEMENT_PARAMETER("chunk", "key-management-parameter"),
    /** From an exporter secret to the keys of the DTLS chunk (DTLS chunk §4). */
    CHUNK_KEY_DERIVATION("chunk", "chunk-key-derivation"),
    /** Sealed DTLS chunks (DTLS chunk §3). */
    CHUNK_PROTECTION("chunk", "chunk-protection"),
    /** The frames of re-authentication (DTLS chunk §6). */
    REAUTHENTICATION_FRAME("chunk", "reauthentication-frame"),
    /** Offers and their answers (§8). */
    SESSION_DESCRIPTION("srtp", "session-description"),
    /** The negotiation, step by step (§4.1.1). */
    USE_SRTP_SEQUENCES("srtp", "use-srtp", Formats.SEQUENCES),
    /** What ends may do about an MKI, step by step (§4.1.3). */
    MKI_SELECTION("srtp", "mki-selection", Formats.SEQUENCES),
    /** Keys by their names, step by step (§4.2). */
    SRTP_KEY_DERIVATION_SEQUENCES("srtp", "srtp-key-derivation", Formats.SEQUENCES),
    /** Which set opens what, step by step (§4.3, §5.2). */
    KEY_SETS("srtp", "key-sets", Formats.SEQUENCES),
    /** What a key may still do, step by step (§4.4). */
    KEY_LIFETIME("srtp", "key-lifetime", Formats.SEQUENCES),
    /** Framing, records and further protocols, step by step (§5.1.2). */
    PACKET_DEMUX_SEQUENCES("srtp", "packet-demux", Formats.SEQUENCES),
    /** Which association a source belongs to, step by step (§5.1.2, §7.4). */
    SSRC_MAPPING("srtp", "ssrc-mapping", Formats.SEQUENCES),
    /** Which channel shakes hands, waits or resumes, step by step (§3, appendix B). */
    CHANNEL_SETUP("srtp", "channel-setup", Formats.SEQUENCES),
    /** Alerts beside media, step by step (§7.3.1). */
    ALERT_REPLAY("srtp", "alert-replay", Formats.SEQUENCES),
    /** Indices, step by step (RFC 3711 §3.3). */
    SRTP_TRANSFORM_SEQUENCES("srtp", "srtp-transform", Formats.SEQUENCES),
    /** Replayed records, step by step (RFC 6347 §4.1.2.6). */
    REPLAY_WINDOW("dtls", "replay-window", Formats.SEQUENCES),
    /** Reassembly, step by step (RFC 6347 §4.2.3). */
    FRAGMENTS("dtls", "fragments", Formats.SEQUENCES),
    /** Retransmission, step by step (RFC 6347 §4.2.4). */
    FLIGHTS("dtls", "flights", Formats.SEQUENCES),
    /** Which version is spoken, step by step (RFC 8446 §4.2.1). */
    VERSION_CHOICE("dtls", "version-choice", Formats.SEQUENCES),
    /** A client's handshake, step by step (RFC 6347 §4.2). */
    CLIENT_HANDSHAKE("dtls12", "client-handshake", Formats.SEQUENCES),
    /** A server's handshake, step by step (RFC 6347 §4.2). */
    SERVER_HANDSHAKE("dtls12", "server-handshake", Formats.SEQUENCES),
    /** What the parts of an association owe each other in bytes (RFC 6347 §4.1, §4.2). */
    DTLS12_DATAGRAMS("dtls12", "dtls12-datagrams"),
    /** Which sessions are taken up again, step by step (RFC 5246 §7.4.1.2, §F.1.4). */
    RESUMPTION("dtls12", "resumption", Formats.SEQUENCES),
    /** Epochs that are read, step by step (RFC 6347 §4.1). */
    READ_EPOCHS("dtls12", "read-epochs", Formats.SEQUENCES),
    /** Epochs that are written, step by step (RFC 6347 §4.1). */
    WRITE_EPOCHS("dtls12", "write-epochs", Formats.SEQUENCES),
    /** A client's handshake, step by step (RFC 9147 §5). */
    DTLS13_CLIENT_HANDSHAKE("dtls13", "client-handshake", Formats.SEQUENCES),
    /** A server's handshake, step by step (RFC 9147 §5). */
    DTLS13_SERVER_HANDSHAKE("dtls13", "server-handshake", Formats.SEQUENCES),
    /** Epochs that are read, step by step (RFC 9147 §4). */
    DTLS13_READ_EPOCHS("dtls13", "read-epochs", Formats.SEQUENCES),
    /** Epochs that are written, step by step (RFC 9147 §4). */
    DTLS13_WRITE_EPOCHS("dtls13", "write-epochs", Formats.SEQUENCES),
    /** What is acknowledged, and when, step by step (RFC 9147 §7.1). */
    DTLS13_ACKNOWLEDGEMENT("dtls13", "acknowledgement", Formats.SEQUENCES),
    /** What the ACKs that come in cover, step by step (RFC 9147 §7.2). */
    DTLS13_SENT_RECORDS("dtls13", "sent-records", Formats.SEQUENCES),
    /** Where the parts of an association meet, record by record (RFC 9147 §4.5.2, §5, §6.1). */
    DTLS13_ASSOCIATION("dtls13", "association", Formats.SEQUENCES),
    /** Updates of keys, step by step (RFC 9147 §8). */
    DTLS13_KEY_UPDATE("dtls13", "key-update", Formats.SEQUENCES),
    /** Keys of both directions renewed, step by step (draft-ietf-tls-extended-key-update §6). */
    DTLS13_EXTENDED_KEY_UPDATE_SEQUENCES("dtls13", "extended-key-update", Formats.SEQUENCES),
    /** What both ends agree on in INIT and INIT ACK, step by step (DTLS chunk §4). */
    NEGOTIATION("chunk", "negotiation", Formats.SEQUENCES),
    /** Keys by their names, step by step (DTLS chunk §4). */
    CHUNK_KEY_DERIVATION_SEQUENCES("chunk", "chunk-key-derivation", Formats.SEQUENCES),
    /** Who sets which key when, step by step (DTLS chunk §4). */
    KEY_INSTALL("chunk", "key-install", Formats.SEQUENCES),
    /** What goes in and out once protection is required, step by step (DTLS chunk §4). */
    ENFORCEMENT("chunk", "enforcement", Formats.SEQUENCES),
    /** What the operator does to packets, step by step (DTLS chunk §3). */
    CHUNK_PROTECTION_SEQUENCES("chunk", "chunk-protection", Formats.SEQUENCES),
    /** Whose user messages are, and when they leave, step by step (DTLS chunk §3). */
    USER_MESSAGES("chunk", "user-messages", Formats.SEQUENCES),
    /** Which receive keys are alive, step by step (DTLS chunk §5). */
    EPOCH_PRUNING("chunk", "epoch-pruning", Formats.SEQUENCES),
    /** When fresh keys come, and who sets which of them when, step by step (DTLS chunk §5). */
    CHUNK_KEY_UPDATE("chunk", "key-update", Formats.SEQUENCES),
    /** Re-authentication, step by step. */
    REAUTHENTICATION("chunk", "reauthentication", Formats.SEQUENCES);

    private final String text;
    private final String format;

    /** A kind with a format of its own. */
    VectorKind(String protocol, String text) {
        this.text = protocol + "/" + text;
        this.format = text;
    }

    /** A kind whose format others share. */
    VectorKind(String protocol, String chapter, String format) {
        this.text = protocol + "/" + chapter + "." + format;
        this.format = format;
    }

    /**
     * The data file without its ending: {@code srtp/use-srtp}, {@code dtls13/key-update.sequences}.
     */
    public String text() {
        return text;
    }

    /** The data file, relative to the folder of all vectors. */
    public String dataFile() {
        return text + ".json";
    }

    /** The JSON Schema of the data file, relative to the folder of all vectors. */
    public String schemaFile() {
        return "schema/" + format + ".schema.json";
    }

    /** The page that explains the data file, relative to the folder of all vectors. */
    public String page() {
        return format + ".md";
    }

    private static final class Formats {
        static final String SEQUENCES = "sequences";
    }
}
