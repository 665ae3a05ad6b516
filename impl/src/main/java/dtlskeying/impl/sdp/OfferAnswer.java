package dtlskeying.impl.sdp;

import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.ANSWER_HAS_THE_STREAMS_OF_THE_OFFER;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.BOTH_VOUCH_FOR_THEIR_CERTIFICATES;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.CONNECTION_NAMES_AN_ADDRESS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.MUX_IS_ANSWERED_ONLY_IF_OFFERED;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.PROTO_TOKENS_NAME_THE_TRANSPORT;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.SETUP_ANSWERS_SETUP;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds an answer against its offer, for the first stream of RTP over DTLS that both want. */
public final class OfferAnswer {
    private OfferAnswer() {}

    /** Whose description is ours. */
    public enum Side {
        OFFER,
        ANSWER
    }

    /** The channel that both ends mean, as one of them has it; or why there is none. */
    @Cites("dtls-srtp/3/h")
    public static SdpResult<Channel> agree(
            SessionDescription offer, SessionDescription answer, Side we) {
        if (offer.streams().size() != answer.streams().size())
            return refuse(
                    ANSWER_HAS_THE_STREAMS_OF_THE_OFFER,
                    "the offer has %d m= lines, the answer %d"
                            .formatted(offer.streams().size(), answer.streams().size()));
        for (int i = 0; i < offer.streams().size(); i++)
            if (offer.streams().get(i) instanceof Stream.OverDtls offered
                    && answer.streams().get(i) instanceof Stream.OverDtls answered
                    && offered.port() > 0
                    && answered.port() > 0)
                return new Pair(offered, offer.of(offered), answered, answer.of(answered), we)
                        .agree();
        return none(offer);
    }

    private static SdpResult<Channel> none(SessionDescription offer) {
        boolean isOffered = offer.streams().stream().anyMatch(Stream.OverDtls.class::isInstance);
        return isOffered
                ? refuse(ANSWER_HAS_THE_STREAMS_OF_THE_OFFER, "no stream is wanted by both")
                : refuse(
                        PROTO_TOKENS_NAME_THE_TRANSPORT,
                        "no m= line has a proto such as UDP/TLS/RTP/SAVP");
    }

    private static <T> SdpResult<T> refuse(Clause clause, String reason) {
        return new SdpResult.Refused<>(0, clause, reason);
    }

    /** One stream as both descriptions have it. */
    private record Pair(
            Stream.OverDtls offer,
            Attributes offered,
            Stream.OverDtls answer,
            Attributes answered,
            Side we) {
        SdpResult<Channel> agree() {
            if (offer.proto() != answer.proto())
                return refuse(
                        ANSWER_HAS_THE_STREAMS_OF_THE_OFFER,
                        "%s is offered, %s answered"
                                .formatted(offer.proto().token(), answer.proto().token()));
            if (offered.host().isEmpty() || answered.host().isEmpty())
                return refuse(CONNECTION_NAMES_AN_ADDRESS, "no c= line for the stream");
            if (offered.fingerprints().isEmpty() || answered.fingerprints().isEmpty())
                return refuse(
                        BOTH_VOUCH_FOR_THEIR_CERTIFICATES, "no fingerprint by a hash that we know");
            if (answered.isMultiplexed() && !offered.isMultiplexed())
                return refuse(MUX_IS_ANSWERED_ONLY_IF_OFFERED, "rtcp-mux was not offered");
            if (!isStarted())
                return refuse(
                        SETUP_ANSWERS_SETUP,
                        "%s cannot be answered by %s"
                                .formatted(offerSetup().token(), answerSetup().token()));
            return new SdpResult.Value<>(channel());
        }

        /** Whether exactly one end starts. */
        private boolean isStarted() {
            return switch (offerSetup()) {
                case ACTIVE -> answerSetup() == Setup.PASSIVE;
                case PASSIVE -> answerSetup() == Setup.ACTIVE;
                case ACTPASS -> answerSetup() == Setup.ACTIVE || answerSetup() == Setup.PASSIVE;
                case HOLDCONN, UNSAID -> false;
            };
        }

        /** RFC 4145 §4: what is not said is active in an offer. */
        private Setup offerSetup() {
            return offered.setup() == Setup.UNSAID ? Setup.ACTIVE : offered.setup();
        }

        /** RFC 4145 §4: what is not said is passive in an answer. */
        private Setup answerSetup() {
            return answered.setup() == Setup.UNSAID ? Setup.PASSIVE : answered.setup();
        }

        private Channel channel() {
            var offerer = new Channel.Place(offered.host(), offer.port());
            var answerer = new Channel.Place(answered.host(), answer.port());
            boolean isOffer = we == Side.OFFER;
            return new Channel(
                    role(),
                    offer.proto(),
                    isOffer ? offerer : answerer,
                    isOffer ? answerer : offerer,
                    strongest(isOffer ? offered : answered),
                    strongest(isOffer ? answered : offered),
                    answered.isMultiplexed());
        }

        @Cites("rfc5763/5/a")
        private Role role() {
            Role answerer = answerSetup() == Setup.ACTIVE ? Role.CLIENT : Role.SERVER;
            return we == Side.ANSWER ? answerer : answerer.peer();
        }
    }

    @Cites({"rfc8122/5.1/a", "rfc8122/5/b"})
    private static Set<Fingerprint> strongest(Attributes attributes) {
        List<Fingerprint> all = attributes.fingerprints();
        Hash best =
                all.stream()
                        .map(Fingerprint::hash)
                        .max(Comparator.comparing(Hash::length))
                        .orElseThrow(() -> new AssertionError("checked before"));
        return all.stream().filter(each -> each.hash() == best).collect(Collectors.toSet());
    }
}
