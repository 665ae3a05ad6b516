package dtlskeying.properties.srtp;

import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.APPLICATION_DATA;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.A_PACKET_IS_A_WRITE_IS_A_DATAGRAM;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.FIRST_BYTE_TELLS_THE_PATH;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.FURTHER_TYPES_STAY_DISTINGUISHABLE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.NO_PACKET_CROSSES_THE_FRAMINGS;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.ONE_PACKET_A_DATAGRAM;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.OTHER_RECORDS_USE_DTLS_FRAMING;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.PAYLOAD_TYPE_TELLS_RTCP;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.SEQUENCE_SPACES_ARE_SEPARATE;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.PacketDemux;
import dtlskeying.impl.srtp.PacketDemux.Handshaking;
import dtlskeying.impl.srtp.PacketDemux.MediaOpen;
import dtlskeying.impl.srtp.Wire;
import dtlskeying.model.srtp.PacketDemuxModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input;
import dtlskeying.spec.srtp.PacketKind;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Figure 7 and the framing rules held against their model: P16, P20 to P23, bugs X21 and X22. */
public class PacketDemuxProperties extends ChapterProperties<PacketDemux, Input, Effect, Facts> {
    static final Law<PacketDemux, Input, Effect, Facts> NO_MEDIA_BEFORE_HANDSHAKE_COMPLETE =
            Law.ofSteps("P16 NoMediaBeforeHandshakeComplete", PacketDemuxProperties::earlyMedia);

    static final Law<PacketDemux, Input, Effect, Facts> ONE_SRTP_PACKET_PER_DATAGRAM =
            Law.ofSteps("P20 OneSrtpPacketPerDatagram", PacketDemuxProperties::badlyPacked);

    static final Law<PacketDemux, Input, Effect, Facts> OTHER_CONTENT_TYPES_USE_DTLS_FRAMING =
            new Law<>(
                    "P21 OtherContentTypesUseDtlsFraming",
                    trace -> {
                        long next = 0;
                        for (var entry : trace.entries())
                            for (Effect effect : entry.effects())
                                if (effect instanceof Effect.RecordDatagram(_, var sequence)
                                        && sequence != next++)
                                    return Optional.of("record out of sequence: " + entry);
                        return Optional.empty();
                    });

    static final Law<PacketDemux, Input, Effect, Facts> DEMUX_TOTAL_AND_DISJOINT =
            Law.ofSteps("P22 DemuxTotalAndDisjoint", PacketDemuxProperties::wrongPath);

    static final Law<PacketDemux, Input, Effect, Facts> NO_FRAMING_CONFUSION =
            Law.ofSteps("P23 NoFramingConfusion", PacketDemuxProperties::crossing);

    private static final Law<PacketDemux, Input, Effect, Facts> MODEL =
            Law.permittedBy(PacketDemuxChapter.CHAPTER);

    public PacketDemuxProperties() {
        super(PacketDemuxChapter.CHAPTER, 3, 2);
    }

    @Example
    void P16_no_media_before_handshake_complete() {
        holds(NO_MEDIA_BEFORE_HANDSHAKE_COMPLETE);
    }

    @Example
    void P20_one_srtp_packet_per_datagram() {
        holds(ONE_SRTP_PACKET_PER_DATAGRAM);
    }

    @Example
    void P21_other_content_types_use_dtls_framing() {
        holds(OTHER_CONTENT_TYPES_USE_DTLS_FRAMING);
    }

    @Example
    void P22_demux_total_and_disjoint() {
        holds(DEMUX_TOTAL_AND_DISJOINT);
        var open = new MediaOpen(Wire.START, Media.MULTIPLEXED);
        for (int first = 0; first < 256; first++) {
            var head = new Input.Arrived(Octets.of((byte) first, (byte) 0));
            var step = open.on(head);
            assertThat(step.effects()).as("first byte %d", first).hasSize(1);
            assertThat(wrongPath(new Entry<>(open, head, step.effects(), step.state()))).isEmpty();
        }
    }

    @Example
    void P23_no_framing_confusion() {
        holds(NO_FRAMING_CONFUSION);
    }

    @Example
    void P21_records_are_of_the_four_types_of_dtls() {
        for (int type = 18; type <= 25; type++) {
            boolean known = 20 <= type && type <= 23;
            boolean alone = known && type != 23;
            assertThat(first(new Input.RecordOpened(type)) instanceof Effect.RecordTaken)
                    .as("opened, type %d", type)
                    .isEqualTo(alone);
            assertThat(first(new Input.SendRecord(type)) instanceof Effect.RecordDatagram)
                    .as("sent, type %d", type)
                    .isEqualTo(alone);
        }
    }

    @Example
    void P22_a_further_type_is_as_wide_as_what_is_free() {
        for (var free : List.of(range(2, 19), range(64, 127), range(192, 255), range(64, 64)))
            assertThat(first(free)).as("%s", free).isInstanceOf(Effect.Registered.class);
        for (var taken :
                List.of(
                        range(0, 0),
                        range(1, 19),
                        range(2, 20),
                        range(63, 127),
                        range(64, 128),
                        range(191, 255),
                        range(192, 256),
                        range(66, 65),
                        range(-2, -1)))
            assertThat(first(taken)).as("%s", taken).isInstanceOf(Effect.Refused.class);
    }

    @Example
    void who_registers_what_stun_has_departs_and_is_not_forbidden() {
        var facts = PacketDemuxChapter.CHAPTER.starts().getFirst().facts();
        assertThat(PacketDemuxChapter.CHAPTER.model().permitted(facts, range(0, 1)))
                .anySatisfy(outcome -> assertThat(outcome.departs()).isNotEmpty());
    }

    private static Input range(int first, int last) {
        return new Input.Register("more", first, last);
    }

    /** What an end with keys for SRTP does on it, which the model permits. */
    private static Effect first(Input input) {
        var chapter = PacketDemuxChapter.CHAPTER;
        var start = chapter.starts().getFirst();
        var inputs = List.of(new Input.CompletedWithSrtp(Media.MULTIPLEXED), input);
        assertThat(MODEL.judge(chapter.machine(), start, inputs)).as("%s", input).isEmpty();
        return chapter.run(start, inputs).entries().getLast().effects().getFirst();
    }

    private static Optional<String> earlyMedia(Entry<PacketDemux, Input, Effect> entry) {
        boolean media =
                entry.effects().stream()
                        .anyMatch(effect ->
                                effect instanceof Effect.ToSrtp
                                        || effect instanceof Effect.SrtpDatagram);
        return media && !(entry.before() instanceof MediaOpen)
                ? Optional.of(entry.toString())
                : Optional.empty();
    }

    private static Optional<String> badlyPacked(Entry<PacketDemux, Input, Effect> entry) {
        if (!(entry.before() instanceof MediaOpen(_, var media))) return Optional.empty();
        if (!(entry.input() instanceof Input.Write(var packets))) return Optional.empty();
        var wanted =
                packets.stream().allMatch(media::carries)
                        ? packets.stream().<Effect>map(Effect.SrtpDatagram::new).toList()
                        : List.<Effect>of();
        var sent =
                entry.effects().stream().filter(one -> !(one instanceof Effect.Refused)).toList();
        return sent.equals(wanted) ? Optional.empty() : Optional.of(entry.toString());
    }

    /** Figure 7 once more, as comparisons; at the end of an association there is no path. */
    private static Optional<String> wrongPath(Entry<PacketDemux, Input, Effect> entry) {
        if (entry.before() instanceof PacketDemux.Closed) return Optional.empty();
        if (!(entry.input() instanceof Input.Arrived(var head)) || head.isEmpty())
            return Optional.empty();
        int b = head.at(0);
        Effect effect = entry.effects().getFirst();
        boolean fine =
                switch (effect) {
                    case Effect.ToStun() -> b < 2;
                    case Effect.ToDtls() -> 19 < b && b < 64;
                    case Effect.ToSrtp _ -> 127 < b && b < 192;
                    case Effect.ToOther _ -> 63 < b && b < 80;
                    default -> !(b < 2 || 19 < b && b < 64);
                };
        return fine && entry.effects().size() == 1
                ? Optional.empty()
                : Optional.of(entry.toString());
    }

    private static Optional<String> crossing(Entry<PacketDemux, Input, Effect> entry) {
        boolean dataRecord =
                entry.before() instanceof MediaOpen
                        && entry.effects().stream()
                                .anyMatch(effect ->
                                        effect instanceof Effect.RecordDatagram(var type, _)
                                                && type == APPLICATION_DATA);
        boolean foreignRecord =
                entry.effects().stream()
                        .anyMatch(effect ->
                                effect instanceof Effect.RecordTaken(var type)
                                        && (type < 20
                                                || type > APPLICATION_DATA
                                                || type == APPLICATION_DATA
                                                        && entry.before() instanceof MediaOpen));
        return dataRecord || foreignRecord ? Optional.of(entry.toString()) : Optional.empty();
    }

    @Override
    protected List<Mutant<PacketDemux, Input, Effect, Facts>> mutants() {
        return List.of(
                bug(
                        "X21",
                        "SRTP is processed before Finished is verified",
                        NO_MEDIA_BEFORE_HANDSHAKE_COMPLETE,
                        Mutant.instead((state, input) ->
                                state instanceof Handshaking(var wire)
                                                && input instanceof Input.Arrived
                                        ? Optional.of(opened(wire, state, input))
                                        : Optional.empty()),
                        NO_SRTP_BEFORE_COMPLETION),
                bug(
                        "X22",
                        "the ranges of figure 7 are one too wide at each end",
                        DEMUX_TOTAL_AND_DISJOINT,
                        Mutant.misreading(PacketDemuxProperties::offByOne),
                        FIRST_BYTE_TELLS_THE_PATH),
                bug(
                        "X22a",
                        "the marker bit is taken for a part of the payload type",
                        MODEL,
                        Mutant.misreading(PacketDemuxProperties::withoutMarker),
                        PAYLOAD_TYPE_TELLS_RTCP),
                bug(
                        "two-in-one",
                        "packets that are written together travel together",
                        ONE_SRTP_PACKET_PER_DATAGRAM,
                        Mutant.instead(PacketDemuxProperties::packedTogether),
                        ONE_PACKET_A_DATAGRAM,
                        A_PACKET_IS_A_WRITE_IS_A_DATAGRAM),
                bug(
                        "data-record",
                        "RTP is sent and taken in application_data records although SRTP is on",
                        NO_FRAMING_CONFUSION,
                        healthy -> PacketDemuxProperties::asIfWithoutSrtp,
                        DATA_IS_PROTECTED_BY_SRTP_ALONE),
                bug(
                        "unknown-type",
                        "a record of an unknown content type is handed on",
                        NO_FRAMING_CONFUSION,
                        Mutant.instead((state, input) ->
                                input instanceof Input.RecordOpened(var type) && type > 23
                                        ? Optional.of(
                                                Step.stay(state, new Effect.RecordTaken(type)))
                                        : Optional.empty()),
                        NO_PACKET_CROSSES_THE_FRAMINGS),
                bug(
                        "bare-alert",
                        "an alert is sent as if it were media",
                        MODEL,
                        Mutant.misdoing(effect ->
                                effect instanceof Effect.RecordDatagram
                                        ? new Effect.SrtpDatagram(PacketKind.RTP)
                                        : effect),
                        OTHER_RECORDS_USE_DTLS_FRAMING),
                bug(
                        "shared-sequence",
                        "an SRTP packet uses up a DTLS sequence number",
                        OTHER_CONTENT_TYPES_USE_DTLS_FRAMING,
                        healthy -> PacketDemuxProperties::countingMedia,
                        SEQUENCE_SPACES_ARE_SEPARATE),
                bug(
                        "after-the-end",
                        "media is processed although the association is over",
                        NO_MEDIA_BEFORE_HANDSHAKE_COMPLETE,
                        Mutant.instead((state, input) ->
                                state instanceof PacketDemux.Closed
                                                && input instanceof Input.Arrived
                                        ? Optional.of(opened(Wire.START, state, input))
                                        : Optional.empty()),
                        NOTHING_AFTER_CLOSE),
                bug(
                        "overlap",
                        "a range that overlaps another one is registered",
                        MODEL,
                        Mutant.instead((state, input) ->
                                input instanceof Input.Register(var name, _, _)
                                        ? Optional.of(Step.stay(state, new Effect.Registered(name)))
                                        : Optional.empty()),
                        FURTHER_TYPES_STAY_DISTINGUISHABLE));
    }

    private static Mutant<PacketDemux, Input, Effect, Facts> bug(
            String id,
            String story,
            Law<PacketDemux, Input, Effect, Facts> killer,
            UnaryOperator<Machine<PacketDemux, Input, Effect>> change,
            Clause... breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
    }

    private static Step<PacketDemux, Effect> opened(Wire wire, PacketDemux state, Input input) {
        return Step.stay(
                state, new MediaOpen(wire, Media.MULTIPLEXED).on(input).effects().getFirst());
    }

    private static Input offByOne(Input input) {
        if (!(input instanceof Input.Arrived(var head)) || head.isEmpty()) return input;
        return switch (head.at(0)) {
            case 2, 64, 192 -> new Input.Arrived(first(head, head.at(0) - 1));
            case 127 -> new Input.Arrived(first(head, 128));
            default -> input;
        };
    }

    private static Octets first(Octets head, int value) {
        return Octets.concat(Octets.of((byte) value), head.slice(1, head.length()));
    }

    private static Input withoutMarker(Input input) {
        return input instanceof Input.Arrived(var head) && head.length() > 1 && head.at(1) > 127
                ? new Input.Arrived(Octets.of((byte) head.at(0), (byte) 0))
                : input;
    }

    private static Optional<Step<PacketDemux, Effect>> packedTogether(
            PacketDemux state, Input input) {
        return state instanceof MediaOpen
                        && input instanceof Input.Write(var packets)
                        && packets.size() > 1
                ? Optional.of(Step.stay(state, new Effect.SrtpDatagram(packets.getFirst())))
                : Optional.empty();
    }

    private static Step<PacketDemux, Effect> asIfWithoutSrtp(PacketDemux state, Input input) {
        if (state instanceof MediaOpen(var wire, var media)
                && input instanceof Input.SendRecord(var type)
                && type == APPLICATION_DATA) {
            var step = new PacketDemux.WithoutSrtp(wire).on(input);
            return Step.become(
                    new MediaOpen(((PacketDemux.WithoutSrtp) step.state()).wire(), media),
                    step.effects().getFirst());
        }
        return state.on(input);
    }

    private static Step<PacketDemux, Effect> countingMedia(PacketDemux state, Input input) {
        var step = state.on(input);
        return step.state() instanceof MediaOpen(var wire, var media)
                        && input instanceof Input.Write
                ? new Step<>(
                        new MediaOpen(new Wire(wire.firstBytes(), wire.records() + 1), media),
                        step.effects())
                : step;
    }
}
