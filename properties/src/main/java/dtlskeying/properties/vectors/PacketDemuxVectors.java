package dtlskeying.properties.vectors;

import dtlskeying.impl.srtp.PacketDemux;
import dtlskeying.impl.srtp.Wire;
import dtlskeying.model.Outcome;
import dtlskeying.model.srtp.PacketDemuxModel;
import dtlskeying.model.srtp.PacketDemuxModel.Facts;
import dtlskeying.properties.vectors.Sequences.Seen;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketDemuxSpec.Claim;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.trace.UnreadableWord;
import dtlskeying.spec.trace.Words;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** §5.1.2: where a datagram goes, by all first bytes and, on a shared port, all second ones. */
final class PacketDemuxVectors implements VectorSource {
    private static final String FORBIDDEN = "FORBIDDEN";
    private static final Words<Input> INPUTS = Words.of(Input.class);

    /** What a datagram might be taken for. */
    private static final List<Effect> PATHS =
            List.of(
                    new Effect.ToStun(),
                    new Effect.ToDtls(),
                    new Effect.ToSrtp(PacketKind.RTP),
                    new Effect.ToSrtp(PacketKind.RTCP),
                    new Effect.Held(Clause.UNSTATED),
                    new Effect.Discarded(Clause.UNSTATED));

    /** Both sides of every border of figure 7. */
    private static final List<Octets> BORDERS =
            IntStream.of(0, 1, 2, 19, 20, 63, 64, 127, 128, 191, 192, 255)
                    .mapToObj(first -> head(first, 0))
                    .toList();

    @Override
    public VectorKind kind() {
        return VectorKind.PACKET_DEMUX;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        List<Octets> firsts = IntStream.range(0, 256).mapToObj(first -> head(first, 0)).toList();
        List<Octets> seconds = IntStream.range(0, 256).mapToObj(type -> head(128, type)).toList();
        addGroup(tests, Set.of(), List.of(new Input.CompletedWithSrtp(Media.RTP_ONLY)), firsts);
        addGroup(tests, Set.of(), List.of(new Input.CompletedWithSrtp(Media.MULTIPLEXED)), seconds);
        addGroup(tests, Set.of(), List.of(new Input.CompletedWithSrtp(Media.RTCP_ONLY)), BORDERS);
        addGroup(tests, Set.of(), List.of(new Input.CompletedWithoutSrtp()), BORDERS);
        addGroup(tests, Set.of(), List.of(), BORDERS);
        addGroup(
                tests,
                Set.of(),
                List.of(new Input.CompletedWithSrtp(Media.MULTIPLEXED), new Input.Ended()),
                BORDERS);
        addGroup(tests, Set.of(Reading.EARLY_MEDIA_IS_HELD), List.of(), BORDERS);
        return new VectorFile(
                "packet demultiplexing",
                "packet-demux.schema.json",
                List.of("draft-ietf-avt-dtls-srtp-03", "RFC 5764", "RFC 5761"),
                List.of(
                        new Witness(
                                "draft-ietf-avt-dtls-srtp-03, figure 7, RFC 5761 section 4",
                                "the path of each first byte and of each payload type, written out"
                                        + " once more in a test of the build")),
                List.of(
                        "history is what the end has learned before the datagram arrives.",
                        "head is the datagram's first two bytes, or fewer if it has fewer.",
                        "permitted holds everything that the text leaves open.",
                        "A test that is forbidden shows what an end must not do."),
                Map.of(
                        FORBIDDEN,
                        "What the end does is not in the permitted set.",
                        Reading.EARLY_MEDIA_IS_HELD.name(),
                        "Packets that arrive before the handshake is complete may be held."),
                tests.groups());
    }

    private static void addGroup(
            TestList tests, Set<Reading> readings, List<Input> history, List<Octets> heads) {
        var sequences = sequences(readings);
        Seen<Facts> seen = after(sequences, history);
        List<String> flags = readings.stream().map(Reading::name).toList();
        for (Octets head : withShortOnes(heads)) {
            Input input = new Input.Arrived(head);
            for (Outcome<Facts, Effect> outcome : sequences.permitted(seen, input))
                add(tests, sequences, seen, input, outcome.effects(), flags);
            var more = new ArrayList<>(flags);
            more.add(FORBIDDEN);
            add(tests, sequences, seen, input, forbidden(sequences, seen, input), more);
        }
        List<Fields> learned =
                history.stream().map(input -> Fields.of(INPUTS.write(input))).toList();
        tests.group("PacketDemux", Fields.none().with("history", learned));
    }

    private static List<Octets> withShortOnes(List<Octets> heads) {
        var all = new ArrayList<>(heads);
        all.add(Octets.EMPTY);
        all.add(Octets.hex("16"));
        all.add(Octets.hex("80"));
        return all;
    }

    /** The first path, of those after what is permitted, that must not be taken. */
    private static List<Effect> forbidden(
            Sequences<Facts, Input, Effect> sequences, Seen<Facts> seen, Input input) {
        Effect permitted = sequences.permitted(seen, input).getFirst().effects().getFirst();
        int start = PATHS.indexOf(permitted);
        for (int i = 1; i < PATHS.size(); i++) {
            List<Effect> path = List.of(PATHS.get((start + i) % PATHS.size()));
            if (sequences.after(seen, input, path).states().isEmpty()) return path;
        }
        throw new AssertionError("everything is permitted on " + input);
    }

    private static void add(
            TestList tests,
            Sequences<Facts, Input, Effect> sequences,
            Seen<Facts> seen,
            Input input,
            List<Effect> effects,
            List<String> flags) {
        var clauses = List.copyOf(sequences.clauses(seen, input));
        Fields fields =
                Fields.none()
                        .with("result", flags.contains(FORBIDDEN) ? "forbidden" : "permitted")
                        .with("steps", List.of(sequences.step(seen, input, effects)));
        tests.add(
                input + " -> " + effects,
                clauses.isEmpty() ? List.of(Claim.FIRST_BYTE_TELLS_THE_PATH.id()) : clauses,
                flags,
                fields);
    }

    private static Sequences<Facts, Input, Effect> sequences(Set<Reading> readings) {
        return new Sequences<>(new PacketDemuxModel(readings), INPUTS, Words.of(Effect.class));
    }

    /** What may be known after these inputs, whatever the end did on them. */
    private static Seen<Facts> after(
            Sequences<Facts, Input, Effect> sequences, List<Input> history) {
        Seen<Facts> seen = new Seen<>(Set.of(Facts.START));
        for (Input input : history) {
            var outcomes = sequences.permitted(seen, input);
            seen = sequences.after(seen, input, outcomes.getFirst().effects());
        }
        return seen;
    }

    private static Octets head(int first, int second) {
        return Octets.of((byte) first, (byte) second);
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        boolean held = test.flags().contains(Reading.EARLY_MEDIA_IS_HELD.name());
        var sequences = sequences(held ? Set.of(Reading.EARLY_MEDIA_IS_HELD) : Set.of());
        var history = new ArrayList<Input>();
        try {
            for (Fields each : group.fields().list("history"))
                history.add(INPUTS.read(each.json()));
        } catch (UnreadableWord e) {
            return List.of("history: " + e.getMessage());
        }
        Seen<Facts> seen = after(sequences, history);
        List<Fields> steps = test.fields().list("steps");
        List<String> objections =
                sequences.objections(seen, steps, test.fields().text("result").equals("forbidden"));
        return objections.isEmpty()
                ? sequences.deviations(PacketDemux::on, machine(history), seen, steps)
                : objections;
    }

    private static PacketDemux machine(List<Input> history) {
        PacketDemux state = new PacketDemux.Handshaking(Wire.START);
        for (Input input : history) state = state.on(input).state();
        return state;
    }
}
