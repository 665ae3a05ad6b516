package dtlskeying.spec;

/**
 * A question that the documents or the project leave to us, and how it is answered. Readings of
 * single passages are {@link Reading}s.
 */
public enum Decision {
    ENGINE(
            1,
            "Which DTLS engine?",
            "our own, sans-IO, for DTLS 1.2 and 1.3: immutable machines over one shared record,"
                    + " fragment and flight core, in virtual time",
            "Bouncy Castle has no DTLS 1.3 and no renegotiation, blocks in connect() and reads the"
                    + " system clock"),
    CRYPTOGRAPHY(
            2,
            "Which cryptography?",
            "ciphers, HMAC, HKDF and ML-KEM from the JDK; X25519, ECDH, ECDSA and AES-CCM from"
                    + " bcprov; bcpkix makes demonstration certificates",
            "measured: the JDK's AES-GCM is 4 to 20 times faster than Bouncy Castle's, Bouncy"
                    + " Castle's elliptic curves 2 to 6 times faster than the JDK's"),
    WITNESS(
            3,
            "What is Bouncy Castle's TLS for?",
            "the independent peer and codec oracle inside the JVM, in tests only",
            "evidence from code that we did not write, with no process to start"),
    DTLS_1_2_SCOPE(
            4,
            "What of DTLS 1.2?",
            "ECDHE with ECDSA or RSA; AES-GCM, ChaCha20-Poly1305, AES-CCM; extended master secret"
                    + " before exporting; cookies, client authentication, resumption, renegotiation,"
                    + " use_srtp",
            "the documents' own mechanisms; DTLS 1.0 is history (RFC 8996)"),
    DTLS_1_3_SCOPE(
            5,
            "What of DTLS 1.3?",
            "what the documents need and what real peers negotiate; no 0-RTT, no resumption, no"
                    + " post-handshake CertificateRequest",
            "DTLS-SRTP over 1.3 has no renegotiation: a re-key is a fresh association"),
    CHUNK_REVISION(
            6,
            "Which revision of the DTLS chunk?",
            "wire format, parameter, roles and API of draft-ietf-tsvwg-sctp-dtls-chunk-04; flow and"
                    + " pruning of the seed",
            "the chunk draft is the living document; the seed leaves these open"),
    CHUNK_KEY_FORMULAS(
            7,
            "How are chunk keys derived?",
            "exporter of the epoch over direction, use, type, epoch and both parameters; first epoch"
                    + " 3, then one more for each update",
            "the only construction that takes in both ends' bytes and separates direction, use, type"
                    + " and epoch"),
    MESSAGE_FLOW(
            8,
            "In which order are keys set?",
            "the client sets RECV before its last flight; the server RECV, then SEND, on Finished,"
                    + " its ACK already protected; the client enforces and sets SEND on that",
            "explored: other readings wedge after one lost packet"),
    KEY_UPDATE_REVISION(
            9,
            "Which revision of extended key update?",
            "the current draft, with the DTLS flow Request, Response, Finish, ACK",
            "the text of July 2025 has since been replaced"),
    AUTHENTICATOR_MESSAGES(
            10,
            "How do authenticators travel?",
            "one frame of ours in DTLS application data, bound to the epoch and 24 random bytes",
            "nothing public to follow"),
    DRAFT_OR_RFC(
            11,
            "draft-03 or RFC 5764?",
            "a set of readings: draft-03 where the two agree or only add, each difference named",
            "real peers speak RFC 5764; the difference is itself worth teaching"),
    JQWIK_VERSION(
            12,
            "Which jqwik?",
            "1.9.3; generators, shrinking and schedules are our own plain code",
            "the last release under terms and with output that this project accepts"),
    LIBRARIES(
            13,
            "Which other libraries?",
            "picocli, Jackson, networknt json-schema-validator, JMH, jazzer-junit, pitest",
            "few, well kept, each doing what we should not"),
    SCTP(
            14,
            "Which SCTP?",
            "usrsctp through java.lang.foreign, with the operator between stack and UDP; for models"
                    + " an association in memory",
            "a real stack, written by an author of the document; no SCTP of our own");

    private final int number;
    private final String question;
    private final String choice;
    private final String why;

    Decision(int number, String question, String choice, String why) {
        this.number = number;
        this.question = question;
        this.choice = choice;
        this.why = why;
    }

    /** The stable number, 1 or more. */
    public int number() {
        return number;
    }

    /** What had to be decided. */
    public String question() {
        return question;
    }

    /** What was decided. */
    public String choice() {
        return choice;
    }

    /** The reason. */
    public String why() {
        return why;
    }
}
