package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.ANSWER_HAS_THE_STREAMS_OF_THE_OFFER;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.BOTH_VOUCH_FOR_THEIR_CERTIFICATES;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.CONNECTION_NAMES_AN_ADDRESS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.MUX_IS_ANSWERED_ONLY_IF_OFFERED;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.PROTO_TOKENS_NAME_THE_TRANSPORT;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.SETUP_ANSWERS_SETUP;

import dtlskeying.model.srtp.SessionDescriptionModel.Start;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An offer and its answer as two lists of lines: what may come of them. An end reads in whatever
 * order it likes and stops where it likes, so every clause that something goes against may be the
 * one that it names; and it may take any stream that both have.
 */
public final class OfferAnswerModel {
    /**
     * What both ends know of a stream that is not refused.
     *
     * @param answerer what the end that answered is in the handshake
     * @param proto what carries the datagrams
     * @param offering where the end that offered is
     * @param answering where the end that answered is
     * @param offererIs fingerprints, one of which must be of the certificate of the end that
     *     offered
     * @param answererIs the same of the end that answered
     * @param rtcpMux whether RTP and RTCP share the port
     */
    public record Channel(
            Role answerer,
            String proto,
            Place offering,
            Place answering,
            Set<String> offererIs,
            Set<String> answererIs,
            boolean rtcpMux) {}

    /** An address and a port, 1 to 65535. */
    public record Place(String host, int port) {}

    /**
     * What may come of it.
     *
     * @param against the clauses by which it may be refused
     * @param channels the channels that there may be; if there is none, it must be refused
     */
    public record Verdict(Set<Clause> against, Set<Channel> channels) {}

    private final DescriptionLines offer;
    private final DescriptionLines answer;

    private OfferAnswerModel(DescriptionLines offer, DescriptionLines answer) {
        this.offer = offer;
        this.answer = answer;
    }

    /** What may come of these lines, without their ends. */
    public static Verdict of(List<String> offer, List<String> answer) {
        var model = new OfferAnswerModel(DescriptionLines.of(offer), DescriptionLines.of(answer));
        Set<Clause> against = Either.of(model.offer.objections(), model.answer.objections());
        Set<Clause> doubts = Either.of(model.offer.doubts(), model.answer.doubts());
        Verdict verdict = against.isEmpty() ? model.compared() : new Verdict(against, Set.of());
        return new Verdict(Either.of(verdict.against(), doubts), verdict.channels());
    }

    private Verdict compared() {
        int streams = offer.sections().size();
        if (streams != answer.sections().size())
            return against(ANSWER_HAS_THE_STREAMS_OF_THE_OFFER);
        var ours =
                IntStream.range(1, streams)
                        .filter(each -> isOverDtls(offer, each))
                        .boxed()
                        .toList();
        if (ours.isEmpty()) return against(PROTO_TOKENS_NAME_THE_TRANSPORT);
        var against = new HashSet<Clause>();
        var channels = new HashSet<Channel>();
        for (int stream : ours) {
            if (port(offer, stream) == 0 || port(answer, stream) == 0) continue;
            Verdict verdict = compared(stream);
            against.addAll(verdict.against());
            channels.addAll(verdict.channels());
        }
        if (against.isEmpty() && channels.isEmpty())
            return against(ANSWER_HAS_THE_STREAMS_OF_THE_OFFER);
        return new Verdict(against, channels);
    }

    private Verdict compared(int stream) {
        if (!offer.media(stream).get(2).equals(answer.media(stream).get(2)))
            return against(ANSWER_HAS_THE_STREAMS_OF_THE_OFFER);
        var against = new HashSet<Clause>();
        if (offer.says(stream, "c=").isEmpty() || answer.says(stream, "c=").isEmpty())
            against.add(CONNECTION_NAMES_AN_ADDRESS);
        if (offer.fingerprints(stream).isEmpty() || answer.fingerprints(stream).isEmpty())
            against.add(BOTH_VOUCH_FOR_THEIR_CERTIFICATES);
        if (multiplexes(answer, stream) && !multiplexes(offer, stream))
            against.add(MUX_IS_ANSWERED_ONLY_IF_OFFERED);
        var answerers = new HashSet<Role>();
        for (String offered : said(offer, stream, "active"))
            for (String answered : said(answer, stream, "passive"))
                switch (SessionDescriptionModel.start(offered, answered)) {
                    case Start.Nobody(var because) -> against.add(because);
                    case Start.Answerer(var role, _) -> answerers.add(role);
                }
        var channels = new HashSet<Channel>();
        if (!isRefused(against))
            for (Role answerer : answerers) channels.add(channel(stream, answerer));
        return new Verdict(against, channels);
    }

    private static boolean isRefused(Set<Clause> against) {
        return against.stream().anyMatch(clause -> clause != SETUP_ANSWERS_SETUP);
    }

    private Channel channel(int stream, Role answerer) {
        return new Channel(
                answerer,
                offer.media(stream).get(2),
                place(offer, stream),
                place(answer, stream),
                strongest(offer.fingerprints(stream)),
                strongest(answer.fingerprints(stream)),
                multiplexes(answer, stream));
    }

    private static Place place(DescriptionLines lines, int stream) {
        String host = lines.says(stream, "c=").getLast().split(" ")[2];
        return new Place(host, port(lines, stream));
    }

    /** RFC 4145 §4: who says nothing is active in an offer, and passive in an answer. */
    private static List<String> said(DescriptionLines lines, int stream, String otherwise) {
        List<String> said = lines.says(stream, "a=setup:");
        return said.isEmpty() ? List.of(otherwise) : said;
    }

    @Cites("rfc8122/5.1/a")
    private static Set<String> strongest(List<String> fingerprints) {
        int longest = fingerprints.stream().mapToInt(DescriptionLines::bytes).max().orElse(0);
        return fingerprints.stream()
                .filter(each -> DescriptionLines.bytes(each) == longest)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean multiplexes(DescriptionLines lines, int stream) {
        return lines.sections().get(stream).contains("a=rtcp-mux");
    }

    private static boolean isOverDtls(DescriptionLines lines, int stream) {
        return SessionDescriptionModel.againstProto(lines.media(stream).get(2)).isEmpty();
    }

    private static int port(DescriptionLines lines, int stream) {
        return Integer.parseInt(lines.media(stream).get(1));
    }

    private static Verdict against(Clause clause) {
        return new Verdict(Set.of(clause), Set.of());
    }
}
