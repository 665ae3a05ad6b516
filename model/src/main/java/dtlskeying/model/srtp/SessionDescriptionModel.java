package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.ACTIVE_IS_THE_CLIENT;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.FMT_IS_AS_FOR_RTP_SAVP;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.PROTO_TOKENS_NAME_THE_TRANSPORT;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.SETUP_ANSWERS_SETUP;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.MixerSpec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** §8 as sets and tables: what each word may be, without any text around it. */
public final class SessionDescriptionModel {
    private static final Set<String> TRANSPORTS = Set.of("UDP", "DCCP", "TCP");
    private static final Set<String> PROFILES = Set.of("RTP/SAVP", "RTP/SAVPF");
    private static final int PAYLOAD_TYPES = 128;
    private static final int FIRST_MULTICAST = 224;
    private static final int LAST_MULTICAST = 239;

    /** RFC 4145 §4.1: the answers that start a handshake. After holdconn, none does. */
    private static final Map<String, Set<String>> ANSWERS =
            Map.of(
                    "active", Set.of("passive"),
                    "passive", Set.of("active"),
                    "actpass", Set.of("active", "passive"),
                    "holdconn", Set.of());

    private SessionDescriptionModel() {}

    /** The clause against which a proto is none for RTP over DTLS; nothing if it is one. */
    public static Optional<Clause> againstProto(String token) {
        for (String transport : TRANSPORTS)
            for (String profile : PROFILES)
                if (token.equals(transport + "/TLS/" + profile)) return Optional.empty();
        return Optional.of(PROTO_TOKENS_NAME_THE_TRANSPORT);
    }

    /** The clause against which a list of formats is none for RTP/SAVP; nothing if it is one. */
    public static Optional<Clause> againstFormats(List<String> words) {
        return !words.isEmpty() && words.stream().allMatch(SessionDescriptionModel::isPayloadType)
                ? Optional.empty()
                : Optional.of(FMT_IS_AS_FOR_RTP_SAVP);
    }

    /** The clause against which an IPv4 address has no association; nothing if it may have one. */
    public static Optional<Clause> againstAddress(int first) {
        return FIRST_MULTICAST <= first && first <= LAST_MULTICAST
                ? Optional.of(MixerSpec.Claim.UNICAST_ONLY)
                : Optional.empty();
    }

    /** What the answerer becomes, or the clause against which nobody may start. */
    @Cites("dtls-srtp/3/h")
    public static Start start(String offered, String answered) {
        if (!ANSWERS.get(offered).contains(answered)) return new Start.Nobody(SETUP_ANSWERS_SETUP);
        Role answerer = answered.equals("active") ? Role.CLIENT : Role.SERVER;
        return new Start.Answerer(answerer, ACTIVE_IS_THE_CLIENT);
    }

    /** Who starts the handshake. */
    public sealed interface Start {
        /** The answerer has that role, the offerer the other. */
        record Answerer(Role role, Clause because) implements Start {}

        /** No handshake comes of it. */
        record Nobody(Clause because) implements Start {}
    }

    private static boolean isPayloadType(String word) {
        for (int type = 0; type < PAYLOAD_TYPES; type++)
            if (word.equals(Integer.toString(type))) return true;
        return false;
    }
}
