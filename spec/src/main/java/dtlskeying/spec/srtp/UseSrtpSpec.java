package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;
import static dtlskeying.spec.Level.SHOULD_NOT;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

import java.util.List;

/**
 * §4.1 and §4.1.1 use_srtp: whether SRTP protects the data of an association, and by which profile.
 *
 * <p>Profiles travel as code points, so that an offer may hold values that nobody here knows. The
 * MKI that travels in the same extension is the business of {@link MkiSelectionSpec}.
 */
public interface UseSrtpSpec {
    /** What §4.1, §4.1.1, the table of §4.1.2, §7.1 and §9 say of the extension. */
    enum Claim implements Clause {
        USE_SRTP_IS_FOR_RTP_AND_RTCP_ONLY(
                "dtls-srtp/4.1/a", MUST, "use_srtp is offered only for RTP or RTCP data"),
        SERVER_AGREES_BY_ITS_OWN_USE_SRTP(
                "dtls-srtp/4.1/b",
                IS,
                "a server agrees by a use_srtp with the chosen profile in its hello"),
        CLIENT_IS_AUTHENTICATED(
                "dtls-srtp/4.1/c", IS, "the server asks for the client's certificate"),
        CLIENT_LISTS_PROFILES_BY_PREFERENCE(
                "dtls-srtp/4.1.1/a",
                MUST,
                "the client lists its profiles, best first, and an srtp_mki of 0 to 255 bytes"),
        ANSWER_HAS_EXACTLY_ONE_PROFILE(
                "dtls-srtp/4.1.1/b", MUST, "an accepting server answers with exactly one profile"),
        CHOSEN_PROFILE_WAS_OFFERED(
                "dtls-srtp/4.1.1/c",
                MUST_NOT,
                "the server never chooses a profile that was not offered"),
        NO_SHARED_PROFILE_NO_ANSWER(
                "dtls-srtp/4.1.1/d",
                SHOULD_NOT,
                "without a shared profile the answer has no use_srtp, and SRTP is not used"),
        UNACCEPTABLE_FALLBACK_IS_ALERTED(
                "dtls-srtp/4.1.1/e",
                SHOULD,
                "a server that cannot accept going on without SRTP sends an alert"),
        PROFILE_TABLE(
                "dtls-srtp/4.1.2/a",
                IS,
                "code point, lengths of key, salt and tag, and lifetime of each profile"),
        BID_DOWN_IS_CAUGHT_BY_FINISHED(
                "dtls-srtp/7.1/a",
                IS,
                "who removes or changes the extension on the way is caught by Finished"),
        USE_SRTP_IS_FOR_DTLS_ONLY(
                "dtls-srtp/9/a", MUST, "use_srtp (extension 14) is for DTLS, never for TLS"),
        UNKNOWN_PROFILES_ARE_SKIPPED(
                "dtls-srtp/9/b",
                IS,
                "values come from a registry; one that is not known is skipped, never guessed"),
        UNSOLICITED_EXTENSION_IS_REFUSED(
                "rfc5246/7.4.1.4/a",
                MUST,
                "a client that reads an extension it did not offer aborts by"
                        + " unsupported_extension"),
        UNREADABLE_MESSAGE_IS_REFUSED(
                "rfc5246/7.2.2/a", MUST, "what cannot be decoded is answered by decode_error");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What the association is for. */
    enum Carriage {
        RTP_OVER_DTLS,
        OTHER_DATA_OVER_DTLS,
        RTP_OVER_TLS
    }

    /** What an end does when SRTP was wanted and no profile is shared. */
    enum WithoutSrtp {
        /** Go on; the data is protected by the cipher suite of the association. */
        FALL_BACK,
        /** End the handshake by an alert. */
        ABORT
    }

    /** What one end learns. Profiles are code points, 0 to 65535, in the order on the wire. */
    sealed interface Input {
        /** The client's user wants SRTP by one of these profiles, best first. */
        record Propose(List<ProtectionProfile> profiles) implements Input {}

        /** The server reads a use_srtp with these profiles in a client's hello. */
        record Offered(List<Integer> profiles) implements Input {}

        /** The server reads a client's hello without use_srtp. */
        record NotOffered() implements Input {}

        /** The client reads a use_srtp with these profiles in the server's hello. */
        record Answered(List<Integer> profiles) implements Input {}

        /** The client reads a server's hello without use_srtp. */
        record NotAnswered() implements Input {}

        /** The peer's use_srtp is not a UseSRTPData: odd list, trailing or missing bytes. */
        record Unreadable() implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The client's hello offers these profiles. */
        record Offer(List<ProtectionProfile> profiles) implements Effect {}

        /** The server's hello answers with this profile. */
        record Answer(ProtectionProfile profile) implements Effect {}

        /** The server asks for the client's certificate. */
        record CertificateRequested() implements Effect {}

        /** SRTP by this profile will protect the data. */
        record Agreed(ProtectionProfile profile) implements Effect {}

        /** The handshake goes on, and SRTP will not be used. */
        record WentWithout(Clause clause) implements Effect {
            @Override
            public WentWithout because(Clause reason) {
                return new WentWithout(reason);
            }
        }

        /** What the user asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }

        /** The handshake ends, with this alert. */
        record Aborted(Alert alert, Clause clause) implements Effect {
            @Override
            public Aborted because(Clause reason) {
                return new Aborted(alert, reason);
            }
        }
    }
}
