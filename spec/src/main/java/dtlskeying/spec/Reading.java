package dtlskeying.spec;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One way to read a passage that the documents leave open, or that they settle differently. A model
 * is parameterised by the set of readings that hold; our implementation takes the default ones.
 */
public enum Reading {
    AES_256_CM_PROFILES(
            true,
            "Do code points 3 and 4 exist?",
            "Yes: AES_256_CM_HMAC_SHA1_80 and _32, as in draft-03.",
            "RFC 5764 dropped them, and IANA's registry leaves both free.",
            "dtls-srtp/4.1.2/a"),
    AEAD_PROFILES(
            true,
            "Do code points 7 and 8 exist?",
            "Yes: AEAD_AES_128_GCM and AEAD_AES_256_GCM, as in RFC 7714.",
            "The draft lists six profiles and no AEAD.",
            "dtls-srtp/4.1.2/a"),
    NULL_PROFILES_HAVE_NO_KEY(
            false,
            "How long are key and salt of the NULL profiles?",
            "0 and 0, the draft's letter: the authentication key is then a public constant.",
            "16 and 14, which GnuTLS and libsrtp do, and which keeps the key secret (the default).",
            "dtls-srtp/4.1.2/a"),
    EARLY_MEDIA_IS_HELD(
            false,
            "What becomes of SRTP that arrives before the handshake is complete?",
            "It is held, within a bound, and processed afterwards.",
            "It is dropped (the default).",
            "dtls-srtp/5.1/a"),
    INDEX_RESETS_ON_REKEY(
            false,
            "Do roll-over counter and SRTCP index go on over a re-key?",
            "They are reset, as some stacks in the field do.",
            "They go on, RFC 3711 §3.3.1 (the default).",
            "dtls-srtp/5.2/a"),
    EXPORT_WITHOUT_EXTENDED_MASTER_SECRET(
            false,
            "May keys be exported where extended_master_secret was not negotiated?",
            "Yes, as RFC 5705 alone has it.",
            "No, RFC 7627 §5.4 (the default for our own endpoints).",
            "dtls-srtp/4.2/a"),
    SERVER_PREFERENCE_DECIDES(
            false,
            "Whose order decides, where several profiles are shared?",
            "The server's own.",
            "The client's, which the draft says is descending preference (the default).",
            "dtls-srtp/4.1.1/a"),
    ANSWER_MUST_NOT_SHRINK_TO_NO_MKI(
            false,
            "May a client that needs an MKI refuse an answer without one?",
            "Yes: it aborts as if no profile were shared.",
            "No: the server may return an empty MKI (the default).",
            "dtls-srtp/4.1.3/e"),
    SPENT_KEY_STOPS_ITS_KIND_ALONE(
            false,
            "What stops when one of the keys of a set has reached its lifetime?",
            "Its own kind of packets, RTP or RTCP, both ways; the other kind goes on.",
            "Everything under that set, both kinds and both ways (the default).",
            "dtls-srtp/4.4/c"),
    EARLY_FAILURES_COUNT(
            false,
            "Do packets count as failures that arrive before an association has its keys?",
            "Yes: their source may be given up before its association is open, and stays so.",
            "No: without an association nothing fails, and a new one pardons what failed before it"
                    + " (the default).",
            "dtls-srtp/5.1.2/g"),
    REKEY_IS_A_FRESH_ASSOCIATION(
            true,
            "What is a re-key of media over DTLS 1.3, which has no renegotiation?",
            "A fresh association that the client opens on the same ports; the one before goes when"
                    + " the new one is complete. A server cannot ask for it.",
            "There is none: a key at its lifetime stops.",
            "dtls-srtp/5.2/a"),
    ACK_OF_FINISHED_CONFIRMS(
            true,
            "When is a client's last flight acknowledged, if ACKs leave out a part of it for ever?",
            "When it was sent again, and an ACK under the keys of traffic still has nothing but the"
                    + " Finished: NSS 3.110 forgets the first record of a flight in many.",
            "Never: the client gives up after the last retransmission.",
            "rfc9147/5.8.1/a"),
    ABANDONED_REQUESTS_ARE_SENT_AGAIN(
            true,
            "What becomes of a request for an extended key update that has lost against the peer's?",
            "It is sent until it is acknowledged, and the winner acknowledges it: the loser's"
                    + " response has a later message_seq, and is not heard before it.",
            "It is forgotten: if it was lost on its way, the response can never be heard.",
            "extended-key-update/5/a"),
    EARLY_REQUESTS_ARE_HELD(
            true,
            "What becomes of a request of a peer that is done, while our finish is not"
                    + " acknowledged?",
            "It is kept, and neither acknowledged nor answered until that ACK is here.",
            "It is an unexpected_message: here, an exchange is still under way.",
            "extended-key-update/6/a"),
    FINISH_ENDS_ITS_EPOCH(
            true,
            "May an extended key update come in an epoch that a finish has ended?",
            "No: as after a KeyUpdate, it is an unexpected_message.",
            "It is ignored.",
            "rfc9147/8/f"),
    EXTENDED_UPDATE_HASHES_AS_TLS_DOES(
            true,
            "Which bytes of request and response go into the transcript hash, and how often is it"
                    + " hashed?",
            "Those of TLS, type, length and body, without message_seq and fragments; the hash is"
                    + " the context of HKDF-Expand-Label as it is.",
            "Those of DTLS with all 12 bytes of header; or Derive-Secret hashes the hash again.",
            "extended-key-update/7/a"),
    PARTS_OF_A_FIRST_HELLO_ARE_KEPT(
            false,
            "What becomes of a first hello in parts, at a server that wants a cookie?",
            "Its parts are kept until it is whole: state for an address that is not proved.",
            "They are dropped (the default): the cookie holds a hash of the whole hello, which no"
                    + " part of it gives. A client can leave out the share that makes it so long.",
            "rfc9147/5.1/d"),
    UNKNOWN_INNER_TYPE_IS_DROPPED(
            false,
            "What becomes of an authentic record whose inner type is unknown, or missing?",
            "It is dropped like one that fails, as drafts after RFC 9147 have it.",
            "It ends the connection with unexpected_message, RFC 8446 §5.2 and §5.4 (the default):"
                    + " only the peer can have sealed it.",
            "rfc8446/5/a"),
    HELLOS_COUNT_BESIDE_KEYS(
            false,
            "Does a hello without protection still count once an end has keys?",
            "Yes, as in TLS, where order alone decides: one forged hello throws the end out.",
            "No: what is new in epoch 0 is dropped then (the default), as anybody can write it;"
                    + " RFC 9147 §4.5.2 has invalid records dropped in silence.",
            "rfc9147/6.1/b");

    private final boolean byDefault;
    private final String question;
    private final String choice;
    private final String alternative;
    private final String clause;

    Reading(boolean byDefault, String question, String choice, String alternative, String clause) {
        this.byDefault = byDefault;
        this.question = question;
        this.choice = choice;
        this.alternative = alternative;
        this.clause = clause;
    }

    /** What the text leaves open. */
    public String question() {
        return question;
    }

    /** What holds under this reading. */
    public String choice() {
        return choice;
    }

    /** What holds without it. */
    public String alternative() {
        return alternative;
    }

    /** The id of the clause that is read. */
    public String clause() {
        return clause;
    }

    /** Whether our implementation reads the text so. */
    public boolean isDefault() {
        return byDefault;
    }

    /** What our implementation holds: both documents' profiles, and every cautious choice. */
    public static Set<Reading> defaults() {
        return Arrays.stream(values())
                .filter(Reading::isDefault)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The letter of draft-ietf-avt-dtls-srtp-03. */
    public static Set<Reading> draft03() {
        return Set.of(AES_256_CM_PROFILES, NULL_PROFILES_HAVE_NO_KEY);
    }

    /** RFC 5764 with RFC 7714. */
    public static Set<Reading> rfc5764() {
        return Set.of(AEAD_PROFILES);
    }
}
