package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.KeyManagementSupport;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.endpoint.ChunkEndpoint.Sending;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.properties.UnderLoss;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ErrorCause;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec;

import net.jqwik.api.Example;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Whole key-managed associations over in-memory SCTP, on bad paths, in virtual time. */
class ChunkAssociationProperties {
    private static final int SEEDS = 1_000;
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.2).withReordering(0.2).withDuplication(0.2);
    private static final Conditions WORST =
            Conditions.IDEAL.withLoss(0.3).withReordering(0.3).withDuplication(0.3);

    /** SCTP gives up an INIT or a cookie after that long, and the key management 30 s later. */
    private static final long LIMIT = 400_000;

    private static final long LATER = 60_000;

    @Example
    void every_association_under_loss_is_protected_or_ends_and_the_keys_are_the_same() {
        UnderLoss.ASSOCIATION.check(SEEDS, ChunkAssociationProperties::isProtected);
    }

    private static boolean isProtected(int seed) {
        var ends = lossy(seed, WORST).open(LIMIT);
        if (!ends.isSettled()) notice(ends);
        assertThat(ends.isSettled()).as("seed %d: %s", seed, ends).isTrue();
        if (ends.isOver()) return false;
        assertThat(secrets(ends, Role.CLIENT))
                .as("%s", ends)
                .isEqualTo(secrets(ends, Role.SERVER))
                .hasSize(1);
        return true;
    }

    /** An end that missed its peer's ABORT learns of it when it has something to say. */
    private static void notice(ChunkEnds ends) {
        for (Role end : Role.values()) ends.pair.send(end, Wiretap.message(0));
        ends.run(ends.pair.now() + LIMIT);
    }

    @Example
    void messages_arrive_once_and_in_order_and_never_outside_of_a_dtls_chunk() {
        int complete = 0;
        for (int seed = 0; seed < 20; seed++) {
            var ends = lossy(seed, BAD.withLoss(0.1));
            ends.pair.connect(Role.CLIENT);
            sendDirectly(ends);
            ends.run(LIMIT);
            if (!ends.isOver()) complete++;
            for (int i = 1; i < 20; i++)
                for (Role end : Role.values()) ends.pair.send(end, Wiretap.message(i));
            ends.pass(ends.pair.now() + 4 * LATER);
            assertThat(Wiretap.inTheOpen(ends)).as("seed %d", seed).isEmpty();
            if (ends.isOver()) continue;
            for (Role end : Role.values())
                assertThat(Wiretap.numbers(ends.of(end, ChunkEvent.Received.class)))
                        .as("seed %d, %s", seed, end)
                        .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        }
        assertThat(complete).isGreaterThanOrEqualTo(15);
    }

    /** §3: on SCTP itself, as soon as it has an association, whatever the keys. */
    private static void sendDirectly(ChunkEnds ends) {
        for (Role end : Role.values()) {
            while (!ends.has(end, ChunkEvent.Associated.class)) ends.step();
            assertThat(ends.pair.end(end).association().send(Wiretap.message(0))).isTrue();
        }
    }

    @Example
    void what_the_ulp_sends_on_sctp_itself_waits_for_the_keys_and_arrives() {
        var ends = lossy(1, Conditions.IDEAL);
        ends.pair.connect(Role.CLIENT);
        while (!ends.has(Role.CLIENT, ChunkEvent.Associated.class)) {
            ends.pair.next();
            ends.pass(ends.pair.now());
        }
        var message = Wiretap.message(7);
        assertThat(ends.pair.send(Role.CLIENT, message)).isEqualTo(Sending.EARLY);
        assertThat(ends.pair.end(Role.CLIENT).association().send(message)).isTrue();
        ends.pass(LATER);
        assertThat(ends.of(Role.SERVER, ChunkEvent.Received.class))
                .containsExactly(new ChunkEvent.Received(message));
        assertThat(ends.pair.end(Role.CLIENT).gate().withheld()).isPositive();
        assertThat(Wiretap.inTheOpen(ends)).isEmpty();
    }

    @Example
    void an_end_that_was_lost_comes_back_protected_under_loss() {
        int restarted = 0;
        for (int seed = 0; seed < 100; seed++) {
            var ends = lossy(seed, BAD.withLoss(0.1)).open(LIMIT);
            if (ends.isOver()) continue;
            var keys = ends.of(Role.CLIENT, ChunkEvent.RestartReady.class).getLast().keys();
            ends.forget();
            ends.pair.replace(Role.CLIENT, ends.comeback(keys, seed));
            ends.open(ends.pair.now() + LIMIT);
            assertThat(ends.isSettled()).as("seed %d: %s", seed, ends).isTrue();
            if (ends.isOver()) continue;
            restarted++;
            assertThat(ends.of(Role.SERVER, ChunkEvent.Associated.class))
                    .containsExactly(new ChunkEvent.Associated(true));
            assertThat(Wiretap.chunks(ends))
                    .isSubsetOf("INIT", "INIT ACK", "DTLS chunk", "DTLS chunk R");
            assertThat(secrets(ends, Role.CLIENT))
                    .as("%s", ends)
                    .isEqualTo(secrets(ends, Role.SERVER))
                    .hasSize(1);
        }
        assertThat(restarted).isGreaterThanOrEqualTo(95);
    }

    @Example
    void the_ulp_may_send_while_the_new_keys_are_under_way() {
        var ends = lossy(5, Conditions.IDEAL).open(LIMIT);
        var keys = ends.of(Role.CLIENT, ChunkEvent.RestartReady.class).getLast().keys();
        ends.forget();
        ends.pair.replace(Role.CLIENT, ends.comeback(keys, 5));
        ends.pair.connect(Role.CLIENT);
        while (!ends.has(Role.CLIENT, ChunkEvent.Associated.class)) ends.step();
        assertThat(ends.pair.send(Role.CLIENT, Wiretap.message(3))).isEqualTo(Sending.TAKEN);
        assertThat(ends.has(Role.CLIENT, ChunkEvent.Keyed.class)).isFalse();
        ends.pass(ends.pair.now() + LATER);
        assertThat(Wiretap.numbers(ends.of(Role.SERVER, ChunkEvent.Received.class)))
                .containsExactly(3);
        assertThat(ends.isSettled()).isTrue();
        assertThat(Wiretap.inTheOpen(ends)).isEmpty();
    }

    @Example
    void a_parameter_that_was_changed_on_its_way_gives_no_association() {
        for (Role sender : Role.values())
            for (int octet : new int[] {7, 8, 9}) {
                var ends = lossy(octet, Conditions.IDEAL);
                ends.pair.onPath(packet -> Wiretap.changed(packet, sender, octet));
                ends.open(LIMIT).pass(ends.pair.now() + LATER);
                for (Role end : Role.values()) {
                    assertThat(ends.pair.end(end).isProtected()).as("octet %d", octet).isFalse();
                    assertThat(ends.has(end, ChunkEvent.Received.class)).isFalse();
                }
                assertThat(ends.has(Role.CLIENT, ChunkEvent.Down.class))
                        .as("octet %d", octet)
                        .isTrue();
            }
    }

    @Example
    void keys_that_differ_end_the_association_after_thirty_seconds() {
        var ends = lossy(3, Conditions.IDEAL);
        ends.pair.onPath(packet -> Wiretap.changed(packet, Role.SERVER, 8));
        ends.open(LIMIT);
        assertThat(ends.of(Role.CLIENT, ChunkEvent.GaveUp.class))
                .containsExactly(
                        new ChunkEvent.GaveUp(KeyInstallSpec.Claim.EVENTS_AND_TIMERS_ARE_OURS));
        assertThat(ends.pair.now()).isBetween(30_000L, 31_000L);
    }

    @Example
    void a_strict_end_has_no_association_with_a_peer_whose_parameter_was_stripped() {
        for (Role sender : Role.values()) {
            var ends = lossy(4, Conditions.IDEAL);
            ends.pair.onPath(packet -> Wiretap.stripped(packet, sender));
            ends.open(LATER);
            assertThat(ends.of(sender.peer(), ChunkEvent.Declined.class))
                    .containsExactly(
                            new ChunkEvent.Declined(
                                    ErrorCause.MISSING_DTLS_CHUNK_SUPPORT,
                                    NegotiationSpec.Claim.STRICT_END_NEEDS_AN_OFFER));
            assertThat(ends.has(Role.CLIENT, ChunkEvent.Down.class)).isTrue();
            for (Role end : Role.values()) assertThat(ends.pair.end(end).isOpen()).isFalse();
        }
    }

    @Example
    void loose_ends_whose_parameters_were_stripped_go_on_without_protection_and_know_it() {
        var loose = new KeyManagementSupport(Roles.EITHER, true, false, List.of(1));
        var ends =
                ChunkEnds.of(
                        ChunkEnds.ALICE.withSupport(loose),
                        ChunkEnds.BOB.withSupport(loose),
                        4,
                        Fates.ideal());
        ends.pair.onPath(
                packet -> Wiretap.stripped(Wiretap.stripped(packet, Role.CLIENT), Role.SERVER));
        ends.pair.connect(Role.CLIENT);
        ends.pass(1_000);
        for (Role end : Role.values()) {
            assertThat(ends.has(end, ChunkEvent.Unprotected.class)).isTrue();
            assertThat(ends.pair.end(end).isOpen()).isTrue();
            assertThat(ends.pair.end(end).isProtected()).isFalse();
        }
        ends.pair.send(Role.SERVER, Wiretap.message(1));
        ends.pass(2_000);
        assertThat(Wiretap.numbers(ends.of(Role.CLIENT, ChunkEvent.Received.class)))
                .containsExactly(1);
    }

    @Example
    void ends_that_open_at_once_come_to_one_protected_association() {
        for (int seed = 0; seed < 40; seed++) {
            var ends = lossy(seed, seed == 0 ? Conditions.IDEAL : BAD.withLoss(0.1));
            ends.pair.connect(Role.SERVER);
            ends.open(LIMIT);
            assertThat(ends.isSettled()).as("seed %d: %s", seed, ends).isTrue();
            assertThat(secrets(ends, Role.CLIENT))
                    .as("%s", ends)
                    .isEqualTo(secrets(ends, Role.SERVER))
                    .hasSize(1);
        }
    }

    @Example
    void after_enforcement_a_path_sees_nothing_but_dtls_chunks_until_the_end() {
        var ends = lossy(6, Conditions.IDEAL).open(LIMIT);
        ends.forget();
        for (int i = 0; i < 10; i++) ends.pair.send(Role.CLIENT, Wiretap.message(i));
        ends.pair.shutdown(Role.SERVER);
        ends.pass(ends.pair.now() + LATER);
        for (Role end : Role.values()) assertThat(ends.of(end, ChunkEvent.Down.class)).hasSize(1);
        assertThat(Wiretap.numbers(ends.of(Role.SERVER, ChunkEvent.Received.class))).hasSize(10);
        assertThat(Wiretap.chunks(ends)).containsOnly("DTLS chunk");
    }

    @Example
    void keys_are_renewed_over_many_epochs_while_messages_flow() {
        var ends =
                ChunkEnds.of(
                                renewing(ChunkEnds.ALICE),
                                renewing(ChunkEnds.BOB),
                                8,
                                new Fates.Seeded(8, BAD.withLoss(0.05)))
                        .open(LIMIT);
        for (int i = 0; i < 8; i++) {
            ends.pair.renewKeys(i % 2 == 0 ? Role.CLIENT : Role.SERVER);
            for (Role end : Role.values()) ends.pair.send(end, Wiretap.message(i));
            ends.pass(ends.pair.now() + LATER);
        }
        for (Role end : Role.values()) {
            assertThat(ends.of(end, ChunkEvent.Keyed.class))
                    .extracting(ChunkEvent.Keyed::epoch)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(3, 11).mapToObj(Epoch::new).toList());
            assertThat(Wiretap.numbers(ends.of(end, ChunkEvent.Received.class)))
                    .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        }
        assertThat(secrets(ends, Role.CLIENT))
                .isEqualTo(secrets(ends, Role.SERVER))
                .doesNotHaveDuplicates();
    }

    private static ChunkSettings renewing(ChunkSettings settings) {
        return new ChunkSettings(
                settings.support(), settings.dtls().withUpdates(ExtendedUpdates.ON));
    }

    private static ChunkEnds lossy(long seed, Conditions conditions) {
        return ChunkEnds.of(
                ChunkEnds.ALICE, ChunkEnds.BOB, seed, new Fates.Seeded(seed, conditions));
    }

    private static List<Octets> secrets(ChunkEnds ends, Role end) {
        return ends.of(end, ChunkEvent.Keyed.class).stream()
                .map(keyed -> keyed.exporter().octets())
                .toList();
    }
}
