package dtlskeying.model.dtls13;

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
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;
import dtlskeying.spec.dtls13.SealedRecord;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

class ReadEpochsModelTest {
    private static final ReadEpochsModel HONEST = new ReadEpochsModel(Reading.defaults());
    private static final int HANDSHAKE = ContentType.HANDSHAKE.code();
    private static final int TRAFFIC = ContentType.APPLICATION_DATA.code();
    private static final Octets NOTHING = Octets.EMPTY;
    private static final int LONGEST = 64;

    private static List<Input.Read> alphabet() {
        var inputs = new ArrayList<Input.Read>();
        inputs.add(new Input.ArrivedPlain(plain(HANDSHAKE)));
        inputs.add(new Input.ArrivedPlain(plain(TRAFFIC)));
        for (int epoch = 2; epoch <= 4; epoch++) {
            var record = sealed(epoch % 4, 16);
            inputs.add(new Input.Arrived(record));
            inputs.add(new Input.Unmasked(new Epoch(epoch), record, 0));
            inputs.add(opened(epoch, 0, HANDSHAKE, 1));
            inputs.add(new Input.InstallRead(new Epoch(epoch), LONGEST, 2));
        }
        inputs.add(new Input.Arrived(sealed(2, 15)));
        inputs.add(new Input.Forged(RecordNumber.of(3, 1)));
        inputs.add(opened(2, 1, TRAFFIC, 1));
        inputs.add(opened(3, 1, TRAFFIC, 1));
        inputs.add(opened(3, 2, 0, 1));
        inputs.add(opened(3, 3, HANDSHAKE, LONGEST + 1));
        inputs.add(new Input.DropRead(new Epoch(0)));
        inputs.add(new Input.DropRead(new Epoch(2)));
        return inputs;
    }

    private static DtlsCiphertext plain(int type) {
        return new DtlsCiphertext(type, 0x1234, new Epoch(0), 0, NOTHING);
    }

    private static SealedRecord sealed(int bits, int length) {
        return new SealedRecord(bits, 1, NOTHING, Octets.of(new byte[length]));
    }

    private static Input.Opened opened(int epoch, long sequence, int type, int length) {
        return new Input.Opened(RecordNumber.of(epoch, sequence), type, NOTHING, length);
    }

    private static final List<Invariant<Step<ReadFacts, Input.Read, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "no number is accepted twice in its epoch",
                            step -> step.did(Effect.Accepted.class),
                            step ->
                                    accepted(step).stream()
                                            .noneMatch(step.before().taken()::contains)),
                    new Invariant<>(
                            "only what was opened moves a window",
                            step -> !step.before().taken().equals(step.after().taken()),
                            step ->
                                    step.did(Effect.Accepted.class)
                                            || step.did(Effect.Violated.class)),
                    new Invariant<>(
                            "the newest epoch is 0, then 2, then one more each time",
                            step -> step.before().newest() != step.after().newest(),
                            step ->
                                    step.before().newest() == 0
                                            ? step.after().newest() == 2
                                            : step.after().newest() == step.before().newest() + 1),
                    new Invariant<>(
                            "no traffic is accepted before epoch 3",
                            step -> step.did(Effect.Accepted.class),
                            step ->
                                    step.all(Effect.Accepted.class).stream()
                                            .allMatch(each -> isInItsPlace(each))),
                    new Invariant<>(
                            "a key that is over opens nothing",
                            step -> !step.before().ended().isEmpty(),
                            step ->
                                    epochs(step).stream()
                                            .noneMatch(step.before().ended()::contains)),
                    new Invariant<>(
                            "only epochs that are readable are tried",
                            step -> !epochs(step).isEmpty(),
                            step -> step.after().readable().containsAll(epochs(step))),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step ->
                                    step.did(Effect.Refused.class)
                                            || step.did(Effect.Rejected.class)
                                            || step.did(Effect.Discarded.class),
                            Step::changedNothing));

    private static Set<RecordNumber> accepted(Step<ReadFacts, Input.Read, Effect> step) {
        return step.all(Effect.Accepted.class).stream()
                .map(effect -> effect.record().number())
                .collect(Collectors.toSet());
    }

    private static boolean isInItsPlace(Effect.Accepted effect) {
        return effect.record().type() != ContentType.APPLICATION_DATA
                || effect.record().number().epoch().number() >= 3;
    }

    /** The epochs in which something was uncovered, tried or accepted. */
    private static Set<Long> epochs(Step<ReadFacts, Input.Read, Effect> step) {
        var epochs = new TreeSet<Long>();
        step.all(Effect.Unmask.class).forEach(effect -> epochs.add(effect.epoch().number()));
        step.all(Effect.Open.class).forEach(effect -> epochs.add(effect.number().epoch().number()));
        accepted(step).forEach(number -> epochs.add(number.epoch().number()));
        return epochs;
    }

    @Test
    @Tag("long")
    void every_input_in_every_state_keeps_the_rules() {
        var found = explore(HONEST);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(13_263);
        assertThat(found.transitions()).isEqualTo(286_295);
    }

    @Test
    void the_nearest_number_is_what_a_search_through_all_of_them_finds() {
        for (long expected : new long[] {0, 1, 100, 127, 128, 129, 255, 256, 1000, (1L << 48) - 2})
            for (int low = 0; low < 256; low++)
                assertThat(RecordTrials.nearest(expected, low, 8))
                        .isEqualTo(searched(expected, low));
    }

    private static Set<Long> searched(long expected, int low) {
        var best = new TreeSet<Long>();
        long least = Long.MAX_VALUE;
        for (long each = Math.max(0, expected - 600); each <= expected + 600; each++) {
            if (each >= 1L << 48 || each % 256 != low) continue;
            long distance = Math.abs(each - expected);
            if (distance < least) best.clear();
            least = Math.min(least, distance);
            if (distance == least) best.add(each);
        }
        return best;
    }

    @Test
    void windows_that_a_new_epoch_empties_are_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Opened(var number, _, var content, _)
                                        && facts.isTaken(number)
                                        && facts.newest() > 2
                                ? Set.of(Outcome.of(facts, List.of(accepting(number, content))))
                                : honest.permitted(facts, input),
                "no number is accepted twice in its epoch");
    }

    private static Effect accepting(RecordNumber number, Octets content) {
        return new Effect.Accepted(new PlainRecord(number, ContentType.APPLICATION_DATA, content));
    }

    @Test
    void a_window_that_moves_before_the_check_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Forged(var number)
                                ? after(honest, facts, input, each -> each.taking(number))
                                : honest.permitted(facts, input),
                "only what was opened moves a window");
    }

    @Test
    void an_epoch_that_is_skipped_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.InstallRead(var epoch, var longest, var failures)
                                ? Set.of(
                                        Outcome.of(
                                                facts.with(
                                                        epoch,
                                                        new ReadFacts.Limits(longest, failures),
                                                        List.of()),
                                                List.of()))
                                : honest.permitted(facts, input),
                "the newest epoch is 0, then 2, then one more each time");
    }

    @Test
    void traffic_under_the_keys_of_the_handshake_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Opened(var number, _, var content, _)
                                        && facts.isReadable(number.epoch())
                                        && !facts.isTaken(number)
                                        && !facts.hasEnded(number.epoch())
                                ? Set.of(
                                        Outcome.of(
                                                facts.taking(number),
                                                List.of(accepting(number, content))))
                                : honest.permitted(facts, input),
                "no traffic is accepted before epoch 3");
    }

    @Test
    void a_key_that_goes_on_after_too_many_failures_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Arrived
                                ? honest.permitted(endless(facts), input).stream()
                                        .map(outcome ->
                                                outcome.after().equals(endless(facts))
                                                        ? Outcome.of(facts, outcome.effects())
                                                        : outcome)
                                        .collect(Collectors.toSet())
                                : honest.permitted(facts, input),
                "a key that is over opens nothing");
    }

    private static ReadFacts endless(ReadFacts facts) {
        return new ReadFacts(
                facts.readable(),
                Set.of(),
                facts.taken(),
                facts.limits(),
                facts.failures(),
                facts.due(),
                facts.waiting());
    }

    @Test
    void an_epoch_that_is_tried_after_its_end_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var record)
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(new Effect.Unmask(new Epoch(2), record))))
                                : honest.permitted(facts, input),
                "only epochs that are readable are tried");
    }

    @Test
    void a_rejected_record_that_is_held_all_the_same_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var record) && facts.waiting().isEmpty()
                                ? Set.of(
                                        Outcome.of(
                                                facts.holding(record),
                                                List.of(
                                                        new Effect.Rejected(
                                                                record.epochBits(),
                                                                Clause.UNSTATED))))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static Set<Outcome<ReadFacts, Effect>> after(
            Relation<ReadFacts, Input.Read, Effect> honest,
            ReadFacts facts,
            Input.Read input,
            Function<ReadFacts, ReadFacts> change) {
        return honest.permitted(facts, input).stream()
                .map(outcome ->
                        Outcome.<ReadFacts, Effect>of(
                                change.apply(outcome.after()), outcome.effects()))
                .collect(Collectors.toSet());
    }

    private static void assertFound(Slip<ReadFacts, Input.Read, Effect> slip, String invariant) {
        var found = explore(slip.in(HONEST));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static Exploration<Step<ReadFacts, Input.Read, Effect>, Answer<Input.Read, Effect>>
            explore(Relation<ReadFacts, Input.Read, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(ReadFacts.start()),
                        alphabet(),
                        facts -> facts.taken().size() <= 1 && facts.waiting().size() <= 1,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }
}
