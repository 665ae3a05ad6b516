package dtlskeying.properties.vectors;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.sdp.Channel;
import dtlskeying.impl.sdp.OfferAnswer;
import dtlskeying.impl.sdp.OfferAnswer.Side;
import dtlskeying.impl.sdp.SdpReader;
import dtlskeying.impl.sdp.SdpResult;
import dtlskeying.impl.sdp.SessionDescription;
import dtlskeying.model.srtp.OfferAnswerModel;
import dtlskeying.model.srtp.OfferAnswerModel.Verdict;
import dtlskeying.properties.vectors.SdpSamples.Sample;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.trace.Words;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** §8: what comes of an offer and its answer, or what speaks against it. */
final class SessionDescriptionVectors implements VectorSource {
    @Override
    public VectorKind kind() {
        return VectorKind.SESSION_DESCRIPTION;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        for (Sample sample : SdpSamples.all()) add(tests, sample);
        tests.group("SessionDescription", Fields.none());
        return new VectorFile(
                "SDP for RTP over DTLS",
                "session-description.schema.json",
                List.of(
                        "draft-ietf-avt-dtls-srtp-03",
                        "RFC 8866",
                        "RFC 3264",
                        "RFC 4145",
                        "RFC 5761",
                        "RFC 5763",
                        "RFC 8122"),
                List.of(
                        new Witness(
                                "the model of section 8 in this project",
                                "every result; it is written from the documents, apart from the"
                                        + " reader")),
                List.of(
                        "offer and answer are lines, each without its CR LF.",
                        "A valid pair gives one of channels; an invalid one gives none.",
                        "clauses of an invalid pair are those that something in it goes against."),
                Map.of(),
                tests.groups());
    }

    private static void add(TestList tests, Sample sample) {
        Verdict verdict = OfferAnswerModel.of(sample.offer(), sample.answer());
        Set<Clause> clauses =
                verdict.against().isEmpty() ? Set.of(sample.about()) : verdict.against();
        tests.add(
                sample.comment(),
                clauses,
                List.of(),
                fields(verdict, sample.offer(), sample.answer()));
    }

    private static Fields fields(Verdict verdict, List<String> offer, List<String> answer) {
        boolean isValid = verdict.against().isEmpty();
        Fields fields =
                Fields.none()
                        .with("result", isValid ? "valid" : "invalid")
                        .with("offer", texts(offer))
                        .with("answer", texts(answer));
        if (!isValid) return fields;
        List<Fields> channels =
                verdict.channels().stream()
                        .map(channel -> Fields.of(Words.plain(channel)))
                        .toList();
        return fields.with("channels", channels);
    }

    private static ArrayNode texts(List<String> lines) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        lines.forEach(array::add);
        return array;
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        List<String> offer = lines(test.fields(), "offer");
        List<String> answer = lines(test.fields(), "answer");
        Verdict verdict = OfferAnswerModel.of(offer, answer);
        if (!fields(verdict, offer, answer).toString().equals(test.fields().toString()))
            return List.of("the model makes something else of it: " + verdict);
        return deviations(offer, answer);
    }

    /** What our implementation makes of an offer and its answer that the model does not permit. */
    static List<String> deviations(List<String> offer, List<String> answer) {
        Verdict verdict = OfferAnswerModel.of(offer, answer);
        return Arrays.stream(Side.values())
                .flatMap(side -> deviation(verdict, agree(text(offer), text(answer), side), side))
                .toList();
    }

    private static Stream<String> deviation(Verdict verdict, SdpResult<Channel> got, Side side) {
        boolean isPermitted =
                switch (got) {
                    case SdpResult.Refused<Channel> no -> verdict.against().contains(no.clause());
                    case SdpResult.Value<Channel>(var channel) ->
                            verdict.channels().contains(modelled(channel, side));
                };
        return isPermitted ? Stream.of() : Stream.of("we make of it " + got + ", not " + verdict);
    }

    /** Our channel in the words of the model. */
    private static OfferAnswerModel.Channel modelled(Channel channel, Side side) {
        boolean weAnswer = side == Side.ANSWER;
        Role answerer = weAnswer ? channel.role() : channel.role().peer();
        return new OfferAnswerModel.Channel(
                answerer,
                channel.proto().token(),
                place(weAnswer ? channel.remote() : channel.local()),
                place(weAnswer ? channel.local() : channel.remote()),
                texts(weAnswer ? channel.peers() : channel.ours()),
                texts(weAnswer ? channel.ours() : channel.peers()),
                channel.isMultiplexed());
    }

    private static OfferAnswerModel.Place place(Channel.Place place) {
        return new OfferAnswerModel.Place(place.host(), place.port());
    }

    private static Set<String> texts(Set<Fingerprint> fingerprints) {
        return fingerprints.stream().map(Fingerprint::text).collect(Collectors.toUnmodifiableSet());
    }

    private static SdpResult<Channel> agree(String offer, String answer, Side side) {
        return switch (SdpReader.read(offer)) {
            case SdpResult.Refused<SessionDescription>(var line, var clause, var reason) ->
                    new SdpResult.Refused<>(line, clause, reason);
            case SdpResult.Value<SessionDescription>(var first) ->
                    switch (SdpReader.read(answer)) {
                        case SdpResult.Refused<SessionDescription>(
                                        var line,
                                        var clause,
                                        var reason) ->
                                new SdpResult.Refused<>(line, clause, reason);
                        case SdpResult.Value<SessionDescription>(var second) ->
                                OfferAnswer.agree(first, second, side);
                    };
        };
    }

    private static List<String> lines(Fields test, String name) {
        var lines = new ArrayList<String>();
        test.value(name).forEach(line -> lines.add(line.stringValue()));
        return lines;
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
    }
}
