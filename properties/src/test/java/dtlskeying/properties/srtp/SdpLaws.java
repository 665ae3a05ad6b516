package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.ANSWER_HAS_THE_STREAMS_OF_THE_OFFER;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.BOTH_VOUCH_FOR_THEIR_CERTIFICATES;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.CONNECTION_NAMES_AN_ADDRESS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.FINGERPRINT_IS_HASH_AND_PAIRS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.LINE_IS_A_LETTER_AND_A_VALUE;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.MEDIA_LINE_HAS_FOUR_PARTS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.MUX_IS_ANSWERED_ONLY_IF_OFFERED;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.PROTO_TOKENS_NAME_THE_TRANSPORT;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.SETUP_ANSWERS_SETUP;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.UNKNOWN_LETTER_SPOILS_THE_DESCRIPTION;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.sdp.Channel;
import dtlskeying.impl.sdp.OfferAnswer.Side;
import dtlskeying.impl.sdp.SdpResult;
import dtlskeying.impl.sdp.SessionDescription;
import dtlskeying.impl.sdp.Stream;
import dtlskeying.model.srtp.SessionDescriptionModel;
import dtlskeying.model.srtp.SessionDescriptionModel.Start;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** §8 as sentences about any reader of descriptions. */
final class SdpLaws {
    /** A sentence, and what goes against it in a reader. */
    record SdpLaw(String name, Function<SdpCode, Optional<String>> violation) {}

    static final SdpLaw TOKENS = new SdpLaw("the tokens are those of the grammar", SdpLaws::tokens);
    static final SdpLaw FORMATS = new SdpLaw("the formats are RTP payload types", SdpLaws::formats);
    static final SdpLaw ADDRESSES =
            new SdpLaw("no address is a multicast group", SdpLaws::addresses);
    static final SdpLaw SETUPS = new SdpLaw("setup answers setup by the table", SdpLaws::setups);
    static final SdpLaw VERDICTS =
            new SdpLaw("every text is judged by its clause", SdpLaws::verdicts);
    static final SdpLaw PEERS = new SdpLaw("the fingerprints believed are named", SdpLaws::peers);

    static final String ONE = pairs("11", 32);
    static final String TWO = pairs("22", 32);
    static final String SHORT = pairs("33", 20);
    static final String HEAD = "v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n";
    static final String AUDIO = "m=audio 5004 UDP/TLS/RTP/SAVP 0 96\n";
    static final String VOUCHED = "a=fingerprint:sha-256 " + ONE + "\n";
    static final String OFFER = HEAD + VOUCHED + AUDIO + "a=setup:actpass\na=rtcp-mux\n";
    static final String ANSWER = HEAD + VOUCHED + AUDIO + "a=setup:active\na=rtcp-mux\n";

    private SdpLaws() {}

    /** So many bytes of one value, as a fingerprint has them. */
    static String pairs(String pair, int bytes) {
        return (pair + ":").repeat(bytes - 1) + pair;
    }

    private static Optional<String> tokens(SdpCode code) {
        for (String transport : List.of("UDP", "DCCP", "TCP", "SCTP", "udp", ""))
            for (String security : List.of("/TLS", "/DTLS", "/tls", ""))
                for (String profile :
                        List.of("/RTP/SAVP", "/RTP/SAVPF", "/RTP/AVP", "/RTP/savp", "/SAVP", "x")) {
                    String token = transport + security + profile;
                    String taken = taken(code, token);
                    boolean isProto = SessionDescriptionModel.againstProto(token).isEmpty();
                    if (!taken.equals(isProto ? token : "none"))
                        return Optional.of(token + " is taken as " + taken);
                }
        return Optional.empty();
    }

    /** The token that the reader has for RTP over DTLS, if it takes the stream for that. */
    private static String taken(SdpCode code, String token) {
        return code.read().apply("v=0\nm=audio 9 " + token + " 0\n")
                                instanceof SdpResult.Value<SessionDescription>(var description)
                        && description.streams().getFirst() instanceof Stream.OverDtls rtp
                ? rtp.proto().token()
                : "none";
    }

    private static Optional<String> formats(SdpCode code) {
        var lists =
                IntStream.range(-1, 300)
                        .mapToObj(type -> List.of(Integer.toString(type)))
                        .collect(Collectors.toCollection(ArrayList::new));
        for (String words : List.of("0 8 96", "0 128", "96 webrtc-datachannel", "*", "00", "0x1"))
            lists.add(Arrays.asList(words.split(" ")));
        for (List<String> words : lists) {
            String text = "v=0\nm=audio 9 UDP/TLS/RTP/SAVP " + String.join(" ", words) + "\n";
            var wrong =
                    differs(code.read().apply(text), SessionDescriptionModel.againstFormats(words));
            if (wrong.isPresent()) return wrong.map(what -> words + ": " + what);
        }
        return Optional.empty();
    }

    private static Optional<String> addresses(SdpCode code) {
        for (int first = 0; first < 256; first++) {
            String text = "v=0\nc=IN IP4 " + first + ".0.0.1\n";
            var wrong =
                    differs(code.read().apply(text), SessionDescriptionModel.againstAddress(first));
            if (wrong.isPresent()) return wrong.map(what -> text.strip() + ": " + what);
        }
        return Optional.empty();
    }

    private static Optional<String> setups(SdpCode code) {
        var words = List.of("active", "passive", "actpass", "holdconn");
        for (String offered : words)
            for (String answered : words)
                for (Side we : Side.values()) {
                    var got =
                            code.channel(
                                    OFFER.replace("actpass", offered),
                                    ANSWER.replace("setup:active", "setup:" + answered),
                                    we);
                    if (!isAsModelled(got, SessionDescriptionModel.start(offered, answered), we))
                        return Optional.of(offered + " and " + answered + " make " + got);
                }
        return Optional.empty();
    }

    private static boolean isAsModelled(SdpResult<Channel> got, Start start, Side we) {
        return switch (start) {
            case Start.Nobody(var because) ->
                    got instanceof SdpResult.Refused<Channel> no && no.clause() == because;
            case Start.Answerer(var role, _) -> {
                Role ours = we == Side.ANSWER ? role : role.peer();
                yield got instanceof SdpResult.Value<Channel>(var channel)
                        && channel.role() == ours;
            }
        };
    }

    private static Optional<String> verdicts(SdpCode code) {
        for (Sample sample : SAMPLES) {
            var wrong =
                    differs(
                            code.channel(sample.offer(), sample.answer(), Side.OFFER),
                            sample.against());
            if (wrong.isPresent()) return wrong.map(what -> sample.name() + ": " + what);
        }
        return Optional.empty();
    }

    private static Optional<String> differs(SdpResult<?> got, Optional<? extends Clause> expected) {
        return switch (got) {
            case SdpResult.Value<?> _ -> expected.map(clause -> "taken, against " + clause.id());
            case SdpResult.Refused<?>(_, var clause, var reason) ->
                    expected.isPresent() && expected.get() == clause
                            ? Optional.empty()
                            : Optional.of("refused by " + clause.id() + ": " + reason);
        };
    }

    /** An offer and its answer, and the clause that they go against. */
    private record Sample(String name, String offer, String answer, Optional<Clause> against) {}

    private static final List<Sample> SAMPLES =
            List.of(
                    good("both as they should be", OFFER),
                    good("an attribute nobody knows", OFFER + "a=candidate:1 1 udp 1 ::1 9\na=x\n"),
                    good("a hash nobody knows", OFFER + "a=fingerprint:sha-3 AB:CD\n"),
                    good("lines of other types", OFFER + "b=AS:64\ni=x\nk=prompt\n"),
                    good("lines with CR LF", OFFER.replace("\n", "\r\n")),
                    bad("no version", OFFER.substring(4), LINE_IS_A_LETTER_AND_A_VALUE),
                    bad("a blank line", OFFER + "\na=x\n", LINE_IS_A_LETTER_AND_A_VALUE),
                    bad("a letter alone", OFFER + "a\n", LINE_IS_A_LETTER_AND_A_VALUE),
                    bad("an unknown type", OFFER + "q=1\n", UNKNOWN_LETTER_SPOILS_THE_DESCRIPTION),
                    bad("no fmt", OFFER.replace(" 0 96", ""), MEDIA_LINE_HAS_FOUR_PARTS),
                    bad("a large port", OFFER.replace("5004", "65536"), MEDIA_LINE_HAS_FOUR_PARTS),
                    bad(
                            "no address",
                            OFFER.replace("c=IN IP4 192.0.2.1\n", ""),
                            CONNECTION_NAMES_AN_ADDRESS),
                    bad(
                            "no kind of address",
                            OFFER.replace("c=IN IP4", "c=IN"),
                            CONNECTION_NAMES_AN_ADDRESS),
                    bad(
                            "no RTP over DTLS",
                            OFFER.replace("UDP/TLS/", ""),
                            PROTO_TOKENS_NAME_THE_TRANSPORT),
                    bad("a stream more", OFFER + AUDIO, ANSWER_HAS_THE_STREAMS_OF_THE_OFFER),
                    bad(
                            "another proto",
                            OFFER.replace("UDP", "DCCP"),
                            ANSWER_HAS_THE_STREAMS_OF_THE_OFFER),
                    bad(
                            "a refused stream",
                            OFFER.replace("5004", "0"),
                            ANSWER_HAS_THE_STREAMS_OF_THE_OFFER),
                    bad(
                            "no fingerprint",
                            OFFER.replace(VOUCHED, ""),
                            BOTH_VOUCH_FOR_THEIR_CERTIFICATES),
                    bad("a short hash", OFFER.replace(ONE, SHORT), FINGERPRINT_IS_HASH_AND_PAIRS),
                    bad("no colons", OFFER.replace("11:11", "1111"), FINGERPRINT_IS_HASH_AND_PAIRS),
                    bad("no such setup", OFFER.replace("actpass", "both"), SETUP_ANSWERS_SETUP),
                    bad(
                            "mux unasked",
                            OFFER.replace("a=rtcp-mux\n", ""),
                            MUX_IS_ANSWERED_ONLY_IF_OFFERED));

    private static Sample good(String name, String offer) {
        return new Sample(name, offer, ANSWER, Optional.empty());
    }

    private static Sample bad(String name, String offer, Clause clause) {
        return new Sample(name, offer, ANSWER, Optional.of(clause));
    }

    private static Optional<String> peers(SdpCode code) {
        String old = "a=fingerprint:sha-1 " + SHORT + "\n";
        String other = VOUCHED.replace(ONE, TWO);
        return List.of(
                        believes(code, ANSWER, "sha-256 " + ONE),
                        believes(code, ANSWER + other, "sha-256 " + TWO),
                        believes(code, ANSWER + old + other, "sha-256 " + TWO),
                        believes(
                                code, ANSWER + other + VOUCHED, "sha-256 " + TWO, "sha-256 " + ONE),
                        believes(code, ANSWER.replace(VOUCHED, old), "sha-1 " + SHORT))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> believes(SdpCode code, String answer, String... texts) {
        Set<Fingerprint> expected =
                Arrays.stream(texts).map(Fingerprint::parse).collect(Collectors.toSet());
        var got = code.channel(OFFER, answer, Side.OFFER);
        return got instanceof SdpResult.Value<Channel>(var channel)
                        && channel.peers().equals(expected)
                ? Optional.empty()
                : Optional.of("of " + answer + " comes " + got);
    }
}
