package dtlskeying.properties.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.properties.check.Verdict;
import dtlskeying.properties.check.Verdict.Consistent;
import dtlskeying.properties.check.Verdict.Inconclusive;
import dtlskeying.properties.dtls13.VirtualPair;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Whatever a capture lost, reordered, doubled or cannot open is no fault of either end. */
class InnocenceProperties {
    private static final List<Recording> RUNS =
            List.of(
                    Recording.of("run srtp --dtls 1.2 --mki 01 --rehandshake 2 --seed 1"),
                    Recording.of("run srtp --dtls 1.3 --mki 01 --rehandshake 2 --seed 2"),
                    Recording.of("run srtp --dtls 1.2 --loss 25% --reorder 30% --seed 3"),
                    Recording.of("run srtp --dtls 1.3 --loss 25% --reorder 30% --seed 4"),
                    Recording.of("run srtp --profiles SRTP_AEAD_AES_128_GCM --seed 5"),
                    Recording.of("run chunk --memory --messages 20 --rekey-every 5 --seed 6"),
                    Recording.of("run chunk --memory --messages 9 --restart --loss 20% --seed 7"),
                    Recording.of("run chunk --memory --messages 5 --no-rekey --seed 8"),
                    Recording.of("run chunk --memory --rekey-every 5 --crossed --reauth --seed 11"),
                    Recording.of(
                            "run chunk --memory --messages 20 --rekey-every 5 --reauth --loss 20%"
                                    + " --seed 13"),
                    Recording.of(updated(Conditions.IDEAL, 9)),
                    Recording.of(updated(Conditions.IDEAL.withLoss(0.2).withReordering(0.2), 10)));

    /** Data and KeyUpdates of DTLS 1.3, asked for by either end. */
    private static VirtualPair updated(Conditions conditions, long seed) {
        var pair =
                VirtualPair.of(
                                VirtualPair.PLAIN_CLIENT,
                                VirtualPair.PLAIN_SERVER,
                                seed,
                                new Fates.Seeded(seed, conditions))
                        .begin()
                        .exhaust();
        for (int i = 0; i < 4; i++) {
            var end = i % 2 == 0 ? Role.CLIENT : Role.SERVER;
            pair.take(end, new Input.Data(Octets.hex("0102"), pair.now()));
            pair.take(end, new Input.UpdateKeys(i < 2, pair.now()));
            pair.exhaust();
        }
        return pair;
    }

    @Example
    void every_run_of_ours_is_consistent_in_every_chapter() {
        for (Recording run : RUNS)
            assertThat(run.verdicts())
                    .hasSizeGreaterThan(4)
                    .allSatisfy(it ->
                            assertThat(it)
                                    .isInstanceOfAny(Consistent.class, Inconclusive.class)
                                    .matches(InnocenceProperties::isShownOrNever));
    }

    /** Only what no wire shows is not judged. */
    private static boolean isShownOrNever(Verdict verdict) {
        return !(verdict instanceof Inconclusive(_, var reason))
                || reason.startsWith("not visible on a wire");
    }

    @Property(tries = 120)
    void lost_packets_accuse_nobody(
            @ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(max = 90) int percent) {
        assertNobodyIsAccused(seed, run -> without(run, new Random(seed), percent));
    }

    @Property(tries = 120)
    void packets_in_another_order_accuse_nobody(
            @ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(max = 20) int reach) {
        assertNobodyIsAccused(seed, run -> delayed(run, new Random(seed), reach));
    }

    @Property(tries = 50)
    void packets_captured_twice_accuse_nobody(@ForAll @IntRange(max = 1_000_000) int seed) {
        var random = new Random(seed);
        assertNobodyIsAccused(
                seed,
                run ->
                        run.stream()
                                .flatMap(it ->
                                        Collections.nCopies(1 + random.nextInt(3), it).stream())
                                .toList());
    }

    @Property(tries = 50)
    void a_capture_that_begins_late_or_ends_early_accuses_nobody(
            @ForAll @IntRange(max = 1_000_000) int seed) {
        assertNobodyIsAccused(
                seed,
                run -> {
                    var random = new Random(seed);
                    int from = random.nextInt(run.size());
                    return run.subList(from, from + 1 + random.nextInt(run.size() - from));
                });
    }

    @Property(tries = 60)
    void calls_one_after_the_other_on_the_same_ports_accuse_nobody(
            @ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(max = 40) int percent) {
        var one = RUNS.get(seed % RUNS.size());
        var other = RUNS.get(seed / RUNS.size() % RUNS.size());
        var packets = new ArrayList<>(one.packets());
        for (CapturedPacket each : other.packets())
            packets.add(
                    new CapturedPacket(
                            packets.size() + 1,
                            0,
                            one.packets().getLast().nanos() + each.nanos(),
                            each.from(),
                            each.to(),
                            each.payload()));
        var both =
                new Recording(
                        without(packets, new Random(seed), percent), one.log().with(other.log()));
        assertThat(both.accusations()).isEmpty();
    }

    @Example
    void without_secrets_what_is_missing_is_said() {
        for (Recording run : RUNS) {
            var verdicts = run.without(KeyLog.empty()).verdicts();
            assertThat(run.without(KeyLog.empty()).accusations()).isEmpty();
            assertThat(verdicts)
                    .filteredOn(Inconclusive.class::isInstance)
                    .extracting(it -> ((Inconclusive) it).reason())
                    .anyMatch(reason -> reason.contains("the key log has no"));
        }
    }

    private static void assertNobodyIsAccused(
            int seed, UnaryOperator<List<CapturedPacket>> change) {
        var run = RUNS.get(seed % RUNS.size());
        assertThat(run.with(change).accusations()).isEmpty();
    }

    private static List<CapturedPacket> without(
            List<CapturedPacket> run, Random random, int percent) {
        return run.stream().filter(_ -> random.nextInt(100) >= percent).toList();
    }

    private static List<CapturedPacket> delayed(
            List<CapturedPacket> run, Random random, int reach) {
        var later = new ArrayList<>(run);
        for (int i = 0; i < later.size(); i++) {
            int with = Math.min(later.size() - 1, i + random.nextInt(reach + 1));
            Collections.swap(later, i, with);
        }
        return later;
    }
}
