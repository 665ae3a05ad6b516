package dtlskeying.model.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.model.srtp.PacketDemuxModel.Facts;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec.Claim;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input;
import dtlskeying.spec.srtp.PacketKind;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

class PacketDemuxModelTest {
    private static final PacketDemuxModel HONEST = new PacketDemuxModel(Reading.defaults());
    private static final int RECORDS = 3;

    private static List<Input> alphabet() {
        List<Input> inputs = new ArrayList<>();
        for (Media media : Media.values()) inputs.add(new Input.CompletedWithSrtp(media));
        inputs.add(new Input.CompletedWithoutSrtp());
        inputs.add(new Input.Ended());
        for (int first : new int[] {0, 1, 2, 19, 20, 63, 64, 70, 127, 128, 191, 192, 255})
            for (int second : new int[] {0, 72, 200})
                inputs.add(new Input.Arrived(Octets.of((byte) first, (byte) second)));
        inputs.add(new Input.Arrived(Octets.EMPTY));
        inputs.add(new Input.Arrived(Octets.of((byte) 0x80)));
        for (int type : new int[] {19, 20, 22, 23, 24, 128})
            inputs.add(new Input.RecordOpened(type));
        for (int type : new int[] {22, 23}) inputs.add(new Input.SendRecord(type));
        for (var packets :
                List.of(
                        List.<PacketKind>of(),
                        List.of(PacketKind.RTP),
                        List.of(PacketKind.RTCP),
                        List.of(PacketKind.RTP, PacketKind.RTCP)))
            inputs.add(new Input.Write(packets));
        inputs.add(new Input.Register("turn", 64, 79));
        inputs.add(new Input.Register("greedy", 60, 64));
        return inputs;
    }

    private static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "no SRTP packet is processed before SRTP is agreed and complete",
                            PacketDemuxModelTest::processesSrtp,
                            step -> step.before().completed() && !step.before().media().isEmpty()),
                    new Invariant<>(
                            "with SRTP no data travel in records",
                            step -> !step.before().media().isEmpty() && sendsRecord(step),
                            step ->
                                    step.all(Effect.RecordDatagram.class).stream()
                                            .noneMatch(PacketDemuxModelTest::isData)),
                    new Invariant<>(
                            "with SRTP no data are taken from records",
                            step ->
                                    !step.before().media().isEmpty()
                                            && step.did(Effect.RecordTaken.class),
                            step ->
                                    step.all(Effect.RecordTaken.class).stream()
                                            .noneMatch(taken -> taken.contentType() == 23)),
                    new Invariant<>(
                            "records are numbered without gaps, whatever SRTP does",
                            PacketDemuxModelTest::sendsRecord,
                            PacketDemuxModelTest::numbersGoOn),
                    new Invariant<>(
                            "a datagram takes one path",
                            step ->
                                    step.inputs().stream()
                                            .anyMatch(Input.Arrived.class::isInstance),
                            step -> step.effects().size() == 1 && step.changedNothing()),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step ->
                                    step.did(Effect.Refused.class)
                                            || step.did(Effect.Discarded.class),
                            Step::changedNothing));

    private static boolean processesSrtp(Step<Facts, Input, Effect> step) {
        return step.did(Effect.ToSrtp.class) || step.did(Effect.SrtpDatagram.class);
    }

    private static boolean sendsRecord(Step<Facts, Input, Effect> step) {
        return step.did(Effect.RecordDatagram.class);
    }

    private static boolean isData(Effect.RecordDatagram record) {
        return record.contentType() == PacketDemuxSpec.APPLICATION_DATA;
    }

    private static boolean numbersGoOn(Step<Facts, Input, Effect> step) {
        long next = step.before().records();
        for (var record : step.all(Effect.RecordDatagram.class))
            if (record.sequence() != next++) return false;
        return step.after().records() == next;
    }

    @Test
    @Tag("long")
    void every_input_in_every_state_keeps_the_rules() {
        assertSound(explore(HONEST), 9_131, 591_735);
    }

    @Test
    @Tag("long")
    void media_that_are_held_keep_the_rules_too() {
        assertSound(
                explore(new PacketDemuxModel(Set.of(Reading.EARLY_MEDIA_IS_HELD))), 9_327, 617_236);
    }

    @Test
    void figure_7_gives_every_first_byte_one_path() {
        Facts open = new Facts(true, Set.of(Media.MULTIPLEXED), List.of(), 0, false);
        for (int first = 0; first < 256; first++) {
            var outcomes = HONEST.permitted(open, arriving(first));
            assertThat(outcomes).as("first byte %d", first).hasSize(1);
            Effect path = outcomes.iterator().next().effects().getFirst();
            assertThat(path).as("first byte %d", first).isInstanceOf(figure7(first));
        }
    }

    private static Class<? extends Effect> figure7(int first) {
        if (127 < first && first < 192) return Effect.ToSrtp.class;
        if (19 < first && first < 64) return Effect.ToDtls.class;
        return first < 2 ? Effect.ToStun.class : Effect.Discarded.class;
    }

    private static Input arriving(int first) {
        return new Input.Arrived(Octets.of((byte) first, (byte) 0));
    }

    @Test
    void an_overlapping_range_is_permitted_only_against_a_recommendation() {
        var outcomes = HONEST.permitted(Facts.START, new Input.Register("greedy", 60, 64));

        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.after().equals(Facts.START))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.departs())
                                .containsExactly(Claim.FURTHER_TYPES_STAY_DISTINGUISHABLE));
    }

    @Test
    void an_end_that_forwards_media_before_completion_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived
                                ? onlyIn(facts, honest.permitted(opened(facts), input))
                                : honest.permitted(facts, input),
                "no SRTP packet is processed before SRTP is agreed and complete");
    }

    @Test
    void an_end_that_sends_data_in_records_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SendRecord(var type) && type == 23
                                ? keeping(facts, honest.permitted(fallenBack(facts), input))
                                : honest.permitted(facts, input),
                "with SRTP no data travel in records");
    }

    @Test
    void an_end_that_takes_data_from_records_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.RecordOpened(var type) && type == 23
                                ? Set.of(Outcome.of(facts, List.of(new Effect.RecordTaken(23))))
                                : honest.permitted(facts, input),
                "with SRTP no data are taken from records");
    }

    @Test
    void an_srtp_packet_that_uses_up_a_record_number_is_found() {
        assertBroken(
                (honest, facts, input) -> {
                    var outcomes = new HashSet<Outcome<Facts, Effect>>();
                    for (var outcome : honest.permitted(facts, input))
                        outcomes.add(
                                outcome.effects().stream()
                                                .anyMatch(Effect.RecordDatagram.class::isInstance)
                                        ? Outcome.of(facts, outcome.effects())
                                        : outcome);
                    return outcomes;
                },
                "records are numbered without gaps, whatever SRTP does");
    }

    @Test
    void a_datagram_on_two_paths_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(new Effect.ToDtls(), new Effect.ToStun())))
                                : honest.permitted(facts, input),
                "a datagram takes one path");
    }

    @Test
    void a_refusal_that_counts_as_a_record_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Write(List<PacketKind> packets) && packets.isEmpty()
                                ? Set.of(
                                        Outcome.of(
                                                counted(facts),
                                                List.of(
                                                        new Effect.Refused(
                                                                Claim.ONE_PACKET_A_DATAGRAM))))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static Facts opened(Facts facts) {
        return new Facts(true, Set.of(Media.RTP_ONLY), facts.further(), facts.records(), false);
    }

    private static Facts fallenBack(Facts facts) {
        return new Facts(true, Set.of(), facts.further(), facts.records(), false);
    }

    private static Facts counted(Facts facts) {
        return new Facts(
                facts.completed(), facts.media(), facts.further(), facts.records() + 1, false);
    }

    private static Set<Outcome<Facts, Effect>> onlyIn(
            Facts facts, Set<Outcome<Facts, Effect>> outcomes) {
        var all = new HashSet<Outcome<Facts, Effect>>();
        for (var outcome : outcomes) all.add(Outcome.of(facts, outcome.effects()));
        return all;
    }

    private static Set<Outcome<Facts, Effect>> keeping(
            Facts facts, Set<Outcome<Facts, Effect>> outcomes) {
        var all = new HashSet<Outcome<Facts, Effect>>();
        for (var outcome : outcomes) all.add(Outcome.of(counted(facts), outcome.effects()));
        return all;
    }

    private static void assertSound(
            Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> found,
            int states,
            int transitions) {
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).isEqualTo(states);
        assertThat(found.transitions()).isEqualTo(transitions);
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String name) {
        var found = explore(slip.in(HONEST));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(name));
    }

    private static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.START),
                        alphabet(),
                        facts -> facts.records() <= RECORDS && facts.further().size() <= 2,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }
}
