package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.properties.UnderLoss;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Claim;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.dtls13.ExportedAuthenticatorSpec;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** §6 on whole ends: who asks when, and that proofs come through whatever the path does. */
class ReauthenticationTest {
    private static final long LATEST = 30_000;
    private static final long MINUTE = 60_000;
    private static final Policy AFTER_UPDATES = new Policy(0, true);
    private static final Conditions BAD = new Conditions(0.2, 0.2, 0.2, 10, 80);
    private static final Conditions WORST =
            Conditions.IDEAL.withLoss(0.3).withReordering(0.3).withDuplication(0.3);
    private static final int GENERATIONS = 10;

    /** Minutes within which SCTP gives up what it cannot send. */
    private static final int LONGEST = 10;

    private static final int SEEDS = 12;

    @Test
    void on_bad_paths_every_generation_is_proven_at_both_ends_or_the_limit_is_reached() {
        UnderLoss.REAUTHENTICATION.check(SEEDS, ReauthenticationTest::everyGenerationIsProven);
    }

    private static boolean everyGenerationIsProven(int seed) {
        var ends = open(AFTER_UPDATES, seed, new Fates.Seeded(seed, WORST)).run(LONGEST * MINUTE);
        for (int i = 0; i < GENERATIONS && !hasStopped(ends); i++) {
            ends.pair.renewKeys(Role.values()[i % 2]);
            passUntilProven(ends, i + 1);
        }
        for (Role end : Role.values())
            assertThat(verdicts(ends, end))
                    .as("seed %d, %s", seed, end)
                    .isSubsetOf(Verdict.AUTHENTICATED, Verdict.TIMED_OUT);
        if (hasStopped(ends)) return !bothStop(ends, seed);
        for (Role end : Role.values()) {
            assertThat(verdicts(ends, end)).as("seed %d, %s", seed, end).hasSize(GENERATIONS);
            assertThat(ends.pair.end(end).isProtected()).isTrue();
        }
        return true;
    }

    private static boolean hasStopped(ChunkEnds ends) {
        return Stream.of(Role.values()).anyMatch(end -> ends.has(end, ChunkEvent.Down.class));
    }

    /** An end that has missed the ABORT learns of it when it has something to say. */
    private static boolean bothStop(ChunkEnds ends, int seed) {
        if (!ends.isOver()) for (Role end : Role.values()) ends.pair.send(end, Wiretap.message(0));
        ends.pass(ends.pair.now() + LONGEST * MINUTE);
        assertThat(ends.isOver()).as("seed %d: both ends stop", seed).isTrue();
        return true;
    }

    /** SCTP may wait a minute before it sends something again, and wait again. */
    private static void passUntilProven(ChunkEnds ends, int generation) {
        for (int minute = 0; minute < LONGEST && !hasStopped(ends); minute++) {
            ends.pass(ends.pair.now() + MINUTE);
            if (Stream.of(Role.values()).allMatch(end -> verdicts(ends, end).size() >= generation))
                return;
        }
    }

    @Test
    void proofs_are_asked_for_while_updates_go_on_and_none_fails() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var ends = open(Policy.NONE, seed, new Fates.Seeded(seed, BAD));
            for (int i = 0; i < 40; i++) {
                ends.pair.renewKeys(Role.values()[i / 2 % 2]);
                ends.pair.reauthenticate(Role.values()[i % 2]);
                ends.pass(ends.pair.now() + 20 * (i % 7));
            }
            ends.pass(ends.pair.now() + MINUTE);
            for (Role end : Role.values())
                assertThat(verdicts(ends, end))
                        .as("seed %d, %s", seed, end)
                        .isNotEmpty()
                        .containsOnly(Verdict.AUTHENTICATED);
        }
    }

    @Test
    void a_proof_that_is_as_old_as_the_policy_allows_is_renewed() {
        var ends = open(new Policy(60, false), 3, Fates.ideal());
        ends.pass(ends.pair.now() + 10 * MINUTE);
        for (Role end : Role.values()) assertThat(verdicts(ends, end)).hasSizeBetween(9, 10);
    }

    @Test
    void without_a_policy_nobody_is_asked() {
        var ends = open(Policy.NONE, 4, Fates.ideal());
        ends.pass(ends.pair.now() + 10 * MINUTE);
        for (Role end : Role.values()) assertThat(verdicts(ends, end)).isEmpty();
    }

    @Test
    void a_server_shows_unasked_who_it_is_and_a_client_does_not() {
        var ends = open(Policy.NONE, 5, Fates.ideal());
        for (Role end : Role.values()) ends.pair.showIdentity(end);
        ends.pass(ends.pair.now() + LATEST);
        var all = new ArrayList<Effect>();
        for (Role end : Role.values()) all.addAll(effects(ends, end));
        assertThat(all)
                .containsOnlyOnce(new Effect.Reported(Verdict.AUTHENTICATED))
                .containsOnlyOnce(new Effect.Judged(Verdict.AUTHENTICATED))
                .contains(
                        new Effect.Refused(
                                ExportedAuthenticatorSpec.Claim.CLIENTS_SPEAK_WHEN_ASKED));
    }

    @Test
    void a_chain_longer_than_a_record_comes_in_parts() {
        UnaryOperator<ChunkSettings> narrow =
                settings ->
                        new ChunkSettings(settings.support(), settings.dtls().withRecordSize(100))
                                .withReauthentication(AFTER_UPDATES);
        var ends = open(narrow, 6, Fates.ideal());
        ends.pair.renewKeys(Role.CLIENT);
        ends.pass(ends.pair.now() + LATEST);
        for (Role end : Role.values()) {
            assertThat(verdicts(ends, end)).containsExactly(Verdict.AUTHENTICATED);
            assertThat(frames(ends, end))
                    .hasSizeGreaterThan(5)
                    .allMatch(frame -> frame.length() < 100);
        }
    }

    @Test
    void a_wish_while_a_request_is_under_way_is_refused() {
        var ends = open(Policy.NONE, 7, Fates.ideal());
        for (int i = 0; i < 2; i++) ends.pair.reauthenticate(Role.CLIENT);
        ends.pass(ends.pair.now() + LATEST);
        assertThat(effects(ends, Role.CLIENT))
                .contains(new Effect.Refused(Claim.ONE_REQUEST_AT_A_TIME))
                .contains(new Effect.Reported(Verdict.AUTHENTICATED));
    }

    @Test
    void contexts_of_two_runs_have_nothing_in_common_but_their_epoch() {
        var requests = new ArrayList<Octets>();
        for (int seed : new int[] {8, 9}) {
            var ends = open(Policy.NONE, seed, Fates.ideal());
            for (int i = 0; i < 2; i++) {
                ends.pair.reauthenticate(Role.CLIENT);
                ends.pass(ends.pair.now() + LATEST);
            }
            requests.addAll(frames(ends, Role.SERVER));
        }
        var contexts = requests.stream().filter(frame -> frame.at(1) == 1).distinct().toList();
        assertThat(contexts).hasSize(4);
        assertThat(contexts.stream().map(frame -> frame.slice(31, 39)).distinct().toList())
                .containsExactly(Octets.hex("0000000000000003"));
        assertThat(contexts.stream().map(frame -> frame.slice(39, 63)).distinct().toList())
                .hasSize(4);
    }

    private static ChunkEnds open(Policy policy, long seed, Fates fates) {
        return open(settings -> settings.withReauthentication(policy), seed, fates);
    }

    private static ChunkEnds open(UnaryOperator<ChunkSettings> how, long seed, Fates fates) {
        return ChunkEnds.of(
                        how.apply(renewing(ChunkEnds.ALICE)),
                        how.apply(renewing(ChunkEnds.BOB)),
                        seed,
                        fates)
                .open(LATEST);
    }

    private static ChunkSettings renewing(ChunkSettings settings) {
        return new ChunkSettings(
                settings.support(), settings.dtls().withUpdates(ExtendedUpdates.ON));
    }

    private static List<Effect> effects(ChunkEnds ends, Role end) {
        return ends.of(end, ChunkEvent.Reauthenticated.class).stream()
                .flatMap(each -> each.effects().stream())
                .toList();
    }

    private static List<Verdict> verdicts(ChunkEnds ends, Role end) {
        var verdicts = new ArrayList<Verdict>();
        for (var effect : effects(ends, end))
            if (effect instanceof Effect.Reported(var verdict)) verdicts.add(verdict);
        return verdicts;
    }

    /** What has come to an end in records of application data. */
    private static List<Octets> frames(ChunkEnds ends, Role end) {
        var frames = new ArrayList<Octets>();
        for (var each : ends.of(end, ChunkEvent.Stepped.class))
            for (var effect : each.effects())
                if (effect instanceof AssociationSpec.Effect.DataReceived(var content))
                    frames.add(content);
        return frames;
    }
}
