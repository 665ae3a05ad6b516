package dtlskeying.properties.observe;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.srtp.SrtpTransformModel;
import dtlskeying.model.srtp.SrtpTransformModel.Facts;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input;
import dtlskeying.spec.srtp.Ssrc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * RFC 3711 §3 as a capture shows it: under which indices one source of one end protects its packets
 * with the keys of one handshake.
 *
 * <p>Indices may be missing, as packets are; the same bytes count once, however often they were
 * captured. Whether indices go on over a re-key is a matter of reading, and not judged; nor is what
 * a receiver drops, which is not on the wire.
 */
final class SourceIndices {
    private static final String CHAPTER = "srtp/SrtpTransform";

    private static final int SEQUENCES = 1 << 16;

    private final Steps<Input, Effect> steps;
    private final TreeSet<Long> rtp = new TreeSet<>();
    private final TreeSet<Long> rtcp = new TreeSet<>();

    private record Source(int handshake, Ssrc source) {}

    /** A packet, and the index under which its sender has protected it. */
    private record Sent(Unit.Media packet, long index) {
        private static final Comparator<Sent> BY_INDEX = Comparator.comparingLong(Sent::index);
    }

    private SourceIndices(String endpoint, List<Sent> packets) {
        this.steps = new Steps<>(endpoint, CHAPTER, Input.class, Effect.class);
        packets.stream().sorted(Sent.BY_INDEX).forEach(this::add);
    }

    /** Every source of both ends of an association. */
    static Observation of(Exchange first) {
        return of(first, Role.CLIENT).and(of(first, Role.SERVER));
    }

    private static Observation of(Exchange first, Role sender) {
        var sources = new LinkedHashMap<Source, List<Sent>>();
        var known = new HashSet<Octets>();
        for (Unit.Media each : first.media(sender))
            if (each.owner() == sender
                    && each.opening() instanceof Opening.Opened(_, var handshake, var index, _)
                    && known.add(each.wire()))
                sources.computeIfAbsent(
                                new Source((int) handshake, each.source()), _ -> new ArrayList<>())
                        .add(new Sent(each, index));
        var all = Observation.NOTHING;
        for (Map.Entry<Source, List<Sent>> each : sources.entrySet())
            all =
                    all.and(
                            new SourceIndices(
                                            first.endpoint(sender) + text(each.getKey()),
                                            each.getValue())
                                    .judged());
        return all;
    }

    private static String text(Source source) {
        String keys = source.handshake() > 1 ? ", handshake " + source.handshake() : "";
        return keys + ", source " + source.source();
    }

    private void add(Sent sent) {
        var kind = sent.packet().kind();
        (kind == PacketKind.RTP ? rtp : rtcp).add(sent.index());
        steps.add(
                sent.packet().place(),
                kind == PacketKind.RTP
                        ? new Input.Send((int) (sent.index() % SEQUENCES))
                        : new Input.SendControl(),
                List.of(new Effect.Protected(kind, sent.index())));
    }

    private Observation judged() {
        long rollover = rtp.isEmpty() ? 0 : rtp.first() / SEQUENCES;
        long control = rtcp.isEmpty() ? 0 : rtcp.first();
        return steps.judgedBy(
                new Latest(new WithLosses<>(new SrtpTransformModel(), this::afterLosses)),
                SourceIndices::sight,
                List.of(),
                List.of(Facts.fresh(rollover, control)));
    }

    /** The next index that was seen is that of the next packet that is not lost. */
    private Optional<Facts> afterLosses(Facts facts, Input input) {
        return switch (input) {
            case Input.Send _ -> afterLosses(facts);
            case Input.SendControl() -> afterLostControl(facts);
            case Input.Arrive _, Input.ArriveControl _ -> Optional.empty();
        };
    }

    private Optional<Facts> afterLosses(Facts facts) {
        if (facts.sent().isEmpty()) return Optional.empty();
        return Optional.ofNullable(rtp.higher(Collections.max(facts.sent())))
                .map(next ->
                        new Facts(
                                facts.rollover(),
                                Set.of(next - 1),
                                facts.sent(),
                                facts.firstControl(),
                                facts.sentControl(),
                                facts.heard(),
                                facts.heardControl()));
    }

    private Optional<Facts> afterLostControl(Facts facts) {
        return Optional.ofNullable(rtcp.ceiling(facts.firstControl() + facts.sentControl().size()))
                .map(next -> counting(facts, next));
    }

    private static Facts counting(Facts facts, long control) {
        return new Facts(
                facts.rollover(),
                facts.earlier(),
                facts.sent(),
                control,
                Set.of(),
                facts.heard(),
                facts.heardControl());
    }

    /** Of what was sent only the latest is kept: the packets come in the order of their indices. */
    private record Latest(Relation<Facts, Input, Effect> text)
            implements Relation<Facts, Input, Effect> {
        @Override
        public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
            return text.permitted(facts, input).stream()
                    .map(it ->
                            new Outcome<>(
                                    kept(it.after()), it.effects(), it.because(), it.departs()))
                    .collect(Collectors.toSet());
        }

        private static Facts kept(Facts facts) {
            var counted = counting(facts, facts.firstControl() + facts.sentControl().size());
            if (facts.sent().isEmpty()) return counted;
            return new Facts(
                    facts.rollover(),
                    Set.of(),
                    Set.of(Collections.max(facts.sent())),
                    counted.firstControl(),
                    counted.sentControl(),
                    facts.heard(),
                    facts.heardControl());
        }
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Protected _ -> Optional.of(effect);
            case Effect.Opened _, Effect.Refused _, Effect.Discarded _ -> Optional.empty();
        };
    }
}
