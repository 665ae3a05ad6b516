package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.Alert.HANDSHAKE_FAILURE;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.UNSUPPORTED_EXTENSION;
import static dtlskeying.spec.srtp.UseSrtpSpec.Carriage.OTHER_DATA_OVER_DTLS;
import static dtlskeying.spec.srtp.UseSrtpSpec.Carriage.RTP_OVER_DTLS;
import static dtlskeying.spec.srtp.UseSrtpSpec.Carriage.RTP_OVER_TLS;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.ANSWER_HAS_EXACTLY_ONE_PROFILE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CHOSEN_PROFILE_WAS_OFFERED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CLIENT_LISTS_PROFILES_BY_PREFERENCE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.NO_SHARED_PROFILE_NO_ANSWER;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.SERVER_AGREES_BY_ITS_OWN_USE_SRTP;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNACCEPTABLE_FALLBACK_IS_ALERTED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNSOLICITED_EXTENSION_IS_REFUSED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.USE_SRTP_IS_FOR_DTLS_ONLY;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.USE_SRTP_IS_FOR_RTP_AND_RTCP_ONLY;
import static dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp.ABORT;

import dtlskeying.impl.Step;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.Carriage;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect.Aborted;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect.Agreed;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect.Answer;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect.CertificateRequested;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect.Offer;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect.Refused;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect.WentWithout;
import dtlskeying.spec.srtp.UseSrtpSpec.Input;
import dtlskeying.spec.srtp.UseSrtpSpec.Input.Answered;
import dtlskeying.spec.srtp.UseSrtpSpec.Input.NotAnswered;
import dtlskeying.spec.srtp.UseSrtpSpec.Input.NotOffered;
import dtlskeying.spec.srtp.UseSrtpSpec.Input.Offered;
import dtlskeying.spec.srtp.UseSrtpSpec.Input.Propose;
import dtlskeying.spec.srtp.UseSrtpSpec.Input.Unreadable;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.util.List;

/**
 * §4.1.1: whether SRTP protects the data of an association, and by which profile.
 *
 * <p>A client starts as {@link Proposing} and a server as {@link Listening}; both end {@link
 * Settled} on a profile, {@link Unprotected} by SRTP, or {@link Failed}.
 */
public sealed interface UseSrtp {
    /** A client before its hello. If nothing is proposed, the hello goes out without use_srtp. */
    record Proposing(Carriage carriage, WithoutSrtp otherwise) implements UseSrtp {}

    /** A client whose hello offers these profiles. */
    record Offering(List<ProtectionProfile> offered, WithoutSrtp otherwise) implements UseSrtp {
        public Offering {
            offered = List.copyOf(offered);
        }
    }

    /** A server before the client's hello. */
    record Listening(Carriage carriage, List<ProtectionProfile> supported, WithoutSrtp otherwise)
            implements UseSrtp {
        public Listening {
            supported = List.copyOf(supported);
        }
    }

    /** Both ends know the profile. */
    record Settled(ProtectionProfile profile) implements UseSrtp {}

    /** The handshake goes on without SRTP. */
    record Unprotected() implements UseSrtp {}

    /** The handshake was aborted. */
    record Failed() implements UseSrtp {}

    /** Takes one input; any input is answered in any state. */
    default Step<UseSrtp, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Proposing same, Propose _) when same.carriage() == OTHER_DATA_OVER_DTLS ->
                    stay(same, new Refused(USE_SRTP_IS_FOR_RTP_AND_RTCP_ONLY));
            case Row(Proposing same, Propose _) when same.carriage() == RTP_OVER_TLS ->
                    stay(same, new Refused(USE_SRTP_IS_FOR_DTLS_ONLY));
            case Row(Proposing same, Propose(var profiles)) when profiles.isEmpty() ->
                    stay(same, new Refused(CLIENT_LISTS_PROFILES_BY_PREFERENCE));
            case Row(Proposing(_, var otherwise), Propose(var profiles)) ->
                    become(new Offering(profiles, otherwise), new Offer(profiles));
            case Row(Proposing _, Answered _) -> unsolicited();
            case Row(Proposing _, NotAnswered()) -> goWithout(SERVER_AGREES_BY_ITS_OWN_USE_SRTP);
            case Row(Proposing _, Unreadable()) -> unsolicited();

            case Row(Offering _, Answered(var profiles)) when profiles.size() != 1 ->
                    abort(ILLEGAL_PARAMETER, ANSWER_HAS_EXACTLY_ONE_PROFILE);
            case Row(Offering(var offered, _), Answered(var profiles))
                    when !lists(offered, profiles.getFirst()) ->
                    abort(ILLEGAL_PARAMETER, CHOSEN_PROFILE_WAS_OFFERED);
            case Row(Offering _, Answered(var profiles)) ->
                    agree(ProtectionProfile.ofCode(profiles.getFirst()));
            case Row(Offering(_, var otherwise), NotAnswered()) when otherwise == ABORT ->
                    abort(HANDSHAKE_FAILURE, UNACCEPTABLE_FALLBACK_IS_ALERTED);
            case Row(Offering _, NotAnswered()) -> goWithout(NO_SHARED_PROFILE_NO_ANSWER);
            case Row(Offering _, Unreadable()) -> unreadable();

            case Row(Listening(var carriage, _, _), Offered _)
                    when carriage == OTHER_DATA_OVER_DTLS ->
                    goWithout(USE_SRTP_IS_FOR_RTP_AND_RTCP_ONLY);
            case Row(Listening(var carriage, _, _), Offered _) when carriage == RTP_OVER_TLS ->
                    goWithout(USE_SRTP_IS_FOR_DTLS_ONLY);
            case Row(Listening(_, var supported, _), Offered(var profiles))
                    when shares(supported, profiles) ->
                    answer(firstShared(supported, profiles));
            case Row(Listening(_, _, var otherwise), Offered _) when otherwise == ABORT ->
                    abort(HANDSHAKE_FAILURE, UNACCEPTABLE_FALLBACK_IS_ALERTED);
            case Row(Listening _, Offered _) -> goWithout(NO_SHARED_PROFILE_NO_ANSWER);
            case Row(Listening same, NotOffered()) when mustAbortWithoutOffer(same) ->
                    abort(HANDSHAKE_FAILURE, UNACCEPTABLE_FALLBACK_IS_ALERTED);
            case Row(Listening _, NotOffered()) -> goWithout(SERVER_AGREES_BY_ITS_OWN_USE_SRTP);
            case Row(Listening _, Unreadable()) -> unreadable();

            case Row(Proposing same, Offered _) -> stay(same);
            case Row(Proposing same, NotOffered()) -> stay(same);
            case Row(Offering same, Propose _) -> stay(same);
            case Row(Offering same, Offered _) -> stay(same);
            case Row(Offering same, NotOffered()) -> stay(same);
            case Row(Listening same, Propose _) -> stay(same);
            case Row(Listening same, Answered _) -> stay(same);
            case Row(Listening same, NotAnswered()) -> stay(same);
            case Row(Settled same, Input _) -> stay(same);
            case Row(Unprotected same, Input _) -> stay(same);
            case Row(Failed same, Input _) -> stay(same);
        };
    }

    private static Step<UseSrtp, Effect> agree(ProtectionProfile profile) {
        return become(new Settled(profile), new Agreed(profile));
    }

    /** Authenticating the client is what makes fingerprints in signalling worth anything. */
    @Cites("dtls-srtp/4.1/c")
    private static Step<UseSrtp, Effect> answer(ProtectionProfile profile) {
        return new Step<>(
                new Settled(profile),
                List.of(new Answer(profile), new CertificateRequested(), new Agreed(profile)));
    }

    private static Step<UseSrtp, Effect> goWithout(Clause clause) {
        return become(new Unprotected(), new WentWithout(clause));
    }

    private static Step<UseSrtp, Effect> abort(Alert alert, Clause clause) {
        return become(new Failed(), new Aborted(alert, clause));
    }

    private static Step<UseSrtp, Effect> unsolicited() {
        return abort(UNSUPPORTED_EXTENSION, UNSOLICITED_EXTENSION_IS_REFUSED);
    }

    private static Step<UseSrtp, Effect> unreadable() {
        return abort(DECODE_ERROR, UNREADABLE_MESSAGE_IS_REFUSED);
    }

    private static boolean lists(List<ProtectionProfile> profiles, int code) {
        return profiles.stream().anyMatch(profile -> profile.code() == code);
    }

    /** Values that nobody here knows match nothing, and so are skipped. */
    @Cites("dtls-srtp/9/b")
    private static boolean shares(List<ProtectionProfile> supported, List<Integer> offered) {
        return offered.stream().anyMatch(code -> lists(supported, code));
    }

    /** The client's order decides: its list is by descending preference. */
    private static ProtectionProfile firstShared(
            List<ProtectionProfile> supported, List<Integer> offered) {
        return offered.stream()
                .filter(code -> lists(supported, code))
                .map(ProtectionProfile::ofCode)
                .findFirst()
                .orElseThrow(AssertionError::new);
    }

    private static boolean mustAbortWithoutOffer(Listening server) {
        return server.carriage() == RTP_OVER_DTLS && server.otherwise() == ABORT;
    }

    /** One row of the transition table. */
    record Row(UseSrtp state, Input input) {}
}
