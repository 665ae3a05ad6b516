package dtlskeying.properties.observe;

import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.ANSWER_HAS_EXACTLY_ONE_PROFILE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CHOSEN_PROFILE_WAS_OFFERED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;

import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.model.srtp.UseSrtpModel;
import dtlskeying.model.srtp.UseSrtpModel.Facts;
import dtlskeying.properties.decode.Place;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.Carriage;
import dtlskeying.spec.srtp.UseSrtpSpec.Effect;
import dtlskeying.spec.srtp.UseSrtpSpec.Input;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * §4.1.1 as a capture shows it: what the client's hello offers, what the server's answers, and that
 * the client went on.
 *
 * <p>Which profiles a server is willing to use, and what an end does without SRTP, is not on the
 * wire: any is possible. Nor is what an end concludes, but for the alert that it would have sent.
 */
final class SrtpNegotiation {
    private static final String CHAPTER = "srtp/UseSrtp";

    private static final Set<Reading> READINGS =
            EnumSet.of(
                    Reading.AES_256_CM_PROFILES,
                    Reading.AEAD_PROFILES,
                    Reading.SERVER_PREFERENCE_DECIDES);

    private final Exchange exchange;

    private SrtpNegotiation(Exchange exchange) {
        this.exchange = exchange;
    }

    static Observation of(Exchange exchange) {
        if (exchange.offer().isEmpty()) return Observation.NOTHING;
        var seen = new SrtpNegotiation(exchange);
        boolean isSilent = seen.offered().isEmpty() && seen.answered().isEmpty();
        return isSilent ? Observation.NOTHING : seen.client().and(seen.server());
    }

    /** The client's use_srtp. */
    private Optional<Octets> offered() {
        return exchange.offer().flatMap(it -> it.extensions().find(ExtensionType.USE_SRTP));
    }

    /** The server's use_srtp, wherever the version has it. */
    private Optional<Octets> answered() {
        var hello = exchange.answer();
        if (hello.isEmpty()) return Optional.empty();
        return (exchange.version().orElseThrow() == DtlsVersion.V1_3
                        ? exchange.encryptedExtensions()
                        : hello.map(it -> it.extensions()))
                .flatMap(it -> it.find(ExtensionType.USE_SRTP));
    }

    /** Whether the message that would hold the answer was seen. */
    private boolean isAnswerSeen() {
        return exchange.version()
                .filter(it -> it == DtlsVersion.V1_2 || exchange.encryptedExtensions().isPresent())
                .isPresent();
    }

    private Observation server() {
        String endpoint = exchange.endpoint(Role.SERVER);
        if (!isAnswerSeen()) return Observation.unseen(endpoint, CHAPTER, why());
        var steps = new Steps<>(endpoint, CHAPTER, Input.class, Effect.class);
        answer(steps, place(answerType()), offer());
        return steps.judgedBy(
                new UseSrtpModel(READINGS), SrtpNegotiation::sight, List.of(), servers());
    }

    private String why() {
        return exchange.server().gap().isEmpty()
                ? "the server's answer is not in the capture"
                : exchange.server().gap();
    }

    private Input offer() {
        return offered()
                .map(data ->
                        switch (UseSrtpData.decode(data)) {
                            case UseSrtpData.Decoded.Readable(var it) ->
                                    new Input.Offered(it.profiles());
                            case UseSrtpData.Decoded.Unreadable _ -> new Input.Unreadable();
                        })
                .orElseGet(Input.NotOffered::new);
    }

    private void answer(Steps<Input, Effect> steps, Place place, Input offer) {
        if (answered().isEmpty()) {
            steps.add(place, offer, List.of());
            return;
        }
        switch (UseSrtpData.decode(answered().get())) {
            case UseSrtpData.Decoded.Unreadable(var flaw) ->
                    steps.unlawful(
                            place,
                            offer,
                            "use_srtp of which " + flaw.text(),
                            UNREADABLE_MESSAGE_IS_REFUSED);
            case UseSrtpData.Decoded.Readable(var data) when data.profiles().size() > 1 ->
                    steps.unlawful(
                            place,
                            offer,
                            "use_srtp with %d profiles".formatted(data.profiles().size()),
                            ANSWER_HAS_EXACTLY_ONE_PROFILE);
            case UseSrtpData.Decoded.Readable(var data) ->
                    answer(steps, place, offer, data.profiles().getFirst());
        }
    }

    private void answer(Steps<Input, Effect> steps, Place place, Input offer, int code) {
        if (ProtectionProfile.isKnown(code))
            steps.add(place, offer, List.of(new Effect.Answer(ProtectionProfile.ofCode(code))));
        else if (offer instanceof Input.Offered(var codes) && !codes.contains(code))
            steps.unlawful(
                    place,
                    offer,
                    "use_srtp with profile 0x%04x".formatted(code),
                    CHOSEN_PROFILE_WAS_OFFERED);
    }

    /** A client has gone on once it has said anything after its hello. */
    private Observation client() {
        var steps = new Steps<>(exchange.endpoint(Role.CLIENT), CHAPTER, Input.class, Effect.class);
        var first = exchange.client().messages().getFirst();
        var profiles = known();
        boolean isPlain = offered().isEmpty() || !profiles.isEmpty();
        if (!profiles.isEmpty())
            steps.add(
                    first.place(),
                    new Input.Propose(profiles),
                    List.of(new Effect.Offer(profiles)));
        wentOn().filter(_ -> isPlain && isAnswerSeen() && !isBeyondUs())
                .ifPresent(place -> steps.add(place, reply(), List.of()));
        return steps.judgedBy(
                new UseSrtpModel(READINGS), SrtpNegotiation::sight, List.of(), clients());
    }

    /** Whether the answer is a profile that was on offer, and that we do not know. */
    private boolean isBeyondUs() {
        return reply() instanceof Input.Answered(var codes)
                && codes.size() == 1
                && !ProtectionProfile.isKnown(codes.getFirst())
                && offer() instanceof Input.Offered(var offered)
                && offered.containsAll(codes);
    }

    private Input reply() {
        return answered()
                .map(data ->
                        switch (UseSrtpData.decode(data)) {
                            case UseSrtpData.Decoded.Readable(var it) ->
                                    new Input.Answered(it.profiles());
                            case UseSrtpData.Decoded.Unreadable _ -> new Input.Unreadable();
                        })
                .orElseGet(Input.NotAnswered::new);
    }

    private List<ProtectionProfile> known() {
        if (!(offer() instanceof Input.Offered(var codes))) return List.of();
        return codes.stream()
                .filter(ProtectionProfile::isKnown)
                .map(ProtectionProfile::ofCode)
                .toList();
    }

    private Optional<Place> wentOn() {
        return new Evidence(exchange).clientsFlight();
    }

    private int answerType() {
        return exchange.version().orElseThrow() == DtlsVersion.V1_3 ? 8 : 2;
    }

    private Place place(int type) {
        return exchange.server().first(type).orElseThrow().place();
    }

    /** What is decided is not on the wire; an alert would be. */
    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Offer _, Effect.Answer _, Effect.Aborted _ -> Optional.of(effect);
            case Effect.CertificateRequested _,
                    Effect.Agreed _,
                    Effect.WentWithout _,
                    Effect.Refused _ ->
                    Optional.empty();
        };
    }

    private static List<Facts> clients() {
        return Stream.of(WithoutSrtp.values())
                .map(without -> Facts.client(Carriage.RTP_OVER_DTLS, without))
                .toList();
    }

    /** Willing to use one profile, or none: of several a server shows one. */
    private static Set<Facts> servers() {
        var willing =
                Stream.concat(
                        Stream.of(Set.<ProtectionProfile>of()),
                        Stream.of(ProtectionProfile.values()).map(Set::of));
        return willing.map(accepts ->
                        Facts.server(Carriage.RTP_OVER_DTLS, accepts, WithoutSrtp.FALL_BACK))
                .collect(Collectors.toSet());
    }
}
