package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHALL;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/**
 * §8: how SDP says that RTP travels over DTLS, with what the neighbouring documents say about who
 * starts the handshake and whose certificate is expected.
 *
 * <p>The chapter is a codec and a comparison of two descriptions. There is no state, hence no
 * alphabet: the model is a grammar and a table.
 */
public interface SessionDescriptionSpec {
    /** What the document says, and what it takes from others. */
    enum Claim implements Clause {
        PROTO_TOKENS_NAME_THE_TRANSPORT(
                "dtls-srtp/8/a",
                SHALL,
                "the proto is UDP/TLS/RTP/SAVP, DCCP/TLS/RTP/SAVP or TCP/TLS/RTP/SAVP,"
                        + " or the same with SAVPF"),
        FMT_IS_AS_FOR_RTP_SAVP("dtls-srtp/8/b", SHALL, "the fmt of the m= line is as for RTP/SAVP"),
        LINE_IS_A_LETTER_AND_A_VALUE(
                "rfc8866/5/a",
                IS,
                "a line is one letter, an equals sign and a value, and v=0 comes first"),
        UNKNOWN_LETTER_SPOILS_THE_DESCRIPTION(
                "rfc8866/5/b",
                MUST,
                "a description with a type letter that is not known is not used at all"),
        UNKNOWN_ATTRIBUTE_IS_IGNORED(
                "rfc8866/5.13/a", MUST, "an attribute that is not known is passed over"),
        MEDIA_LINE_HAS_FOUR_PARTS(
                "rfc8866/5.14/a", IS, "an m= line is media, port, proto and at least one fmt"),
        CONNECTION_NAMES_AN_ADDRESS(
                "rfc8866/5.7/a",
                MUST,
                "every stream has a c= line, its own or the session's; its own comes first"),
        ANSWER_HAS_THE_STREAMS_OF_THE_OFFER(
                "rfc3264/6/a",
                MUST,
                "an answer has an m= line for each of the offer, in order; port 0 refuses a stream"),
        SETUP_ANSWERS_SETUP(
                "rfc4145/4.1/a",
                MUST,
                "active is answered by passive, passive by active, actpass by either;"
                        + " holdconn waits"),
        ACTIVE_IS_THE_CLIENT("rfc5763/5/a", IS, "the end that is active is the DTLS client"),
        BOTH_VOUCH_FOR_THEIR_CERTIFICATES(
                "rfc5763/5/b", MUST, "offer and answer carry the fingerprint of a certificate"),
        FINGERPRINT_IS_HASH_AND_PAIRS(
                "rfc8122/5/a",
                IS,
                "a fingerprint is a hash name and the hash in pairs of hex digits with colons"),
        STREAMS_FINGERPRINT_COMES_FIRST(
                "rfc8122/5/b", IS, "a session's fingerprint is for streams that have none"),
        STRONGEST_HASH_DECIDES(
                "rfc8122/5.1/a",
                MUST,
                "of several fingerprints, those of the preferred hash are held against the"
                        + " certificate, and one of them must match"),
        MUX_IS_ANSWERED_ONLY_IF_OFFERED(
                "rfc5761/5.1.1/a", MUST, "an answer has rtcp-mux only if the offer has it");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }
}
