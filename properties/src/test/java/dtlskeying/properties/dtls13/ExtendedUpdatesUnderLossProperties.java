package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.properties.UnderLoss;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * P53 to P58: twelve generations of keys in one association, begun by the client, by the server and
 * by both at once, on a network that loses, doubles and reorders; fixed seeds, in virtual time.
 */
class ExtendedUpdatesUnderLossProperties {
    private static final int SEEDS = 30;
    private static final int GENERATIONS = 12;
    private static final Octets PING = Octets.hex("70696e67");
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.3).withReordering(0.3).withDuplication(0.3);

    @Example
    void P54_P56_generations_end_with_equal_epochs_and_equal_new_exporters() {
        UnderLoss.EXTENDED_UPDATES_13.check(
                SEEDS, ExtendedUpdatesUnderLossProperties::generationsComplete);
    }

    /** False where an end has given up; an end that is not over agrees with its peer. */
    private static boolean generationsComplete(int seed) {
        var pair = established(seed, BAD);
        var seen = new HashSet<Secret>();
        seen.add(exporter(pair, 3));
        for (int generation = 1; generation <= GENERATIONS; generation++) {
            renew(pair, seed + generation - 1);
            if (!pair.isAgreed()) return false;
            assertEpoch(pair, 3 + generation, seed);
            assertThat(seen.add(exporter(pair, 3 + generation))).isTrue();
        }
        return true;
    }

    @Example
    void crossed_requests_advance_one_generation_whoever_wins() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var pair = established(seed, Conditions.IDEAL);
            pair.take(Role.CLIENT, new Input.RenewKeys(pair.now));
            pair.take(Role.SERVER, new Input.RenewKeys(pair.now));
            pair.exhaust();
            assertEpoch(pair, 4, seed);
        }
    }

    @Example
    void every_suite_and_group_renews_over_small_datagrams() {
        for (var suite : CipherSuite.values())
            for (var group : KeyShareGroup.values()) {
                var client = wanting(VirtualPair.PLAIN_CLIENT).withSuites(suite).withMtu(600);
                var server = wanting(VirtualPair.PLAIN_SERVER).withGroups(group).withMtu(600);
                var fates = new Fates.Seeded(7, Conditions.IDEAL.withLoss(0.1));
                var pair = VirtualPair.of(client, server, 7, fates).begin().exhaust();
                for (int generation = 1; generation <= 2; generation++) {
                    renew(pair, generation);
                    assertEpoch(pair, 3 + generation, 7);
                }
            }
    }

    @Example
    void P52_nothing_that_was_sealed_under_removed_keys_is_accepted() {
        var pair = established(1, Conditions.IDEAL);
        var old = new ArrayList<Octets>();
        for (int generation = 1; generation <= GENERATIONS; generation++) {
            pair.clientEffects.clear();
            pair.take(Role.CLIENT, new Input.Data(PING, pair.now));
            pair.clientEffects.stream()
                    .filter(Effect.Send.class::isInstance)
                    .forEach(sent -> old.add(((Effect.Send) sent).datagram()));
            pair.exhaust();
            renew(pair, generation);
            exchangeData(pair);
            pair.serverEffects.clear();
            for (Octets sealed : old) pair.take(Role.SERVER, new Input.Datagram(sealed, pair.now));
            assertThat(pair.serverEffects)
                    .hasSize(generation)
                    .allMatch(Effect.Discarded.class::isInstance);
            assertThat(pair.client.exporterSecret(2 + generation)).isEmpty();
            assertThat(pair.server.exporterSecret(2 + generation)).isEmpty();
        }
    }

    @Example
    void a_busy_end_acknowledges_a_request_and_answers_it_when_it_is_free() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var pair = established(seed, BAD.withLoss(0.2));
            pair.take(Role.SERVER, new Input.DeferRenewals(true, pair.now));
            pair.take(Role.CLIENT, new Input.RenewKeys(pair.now));
            if (seed % 2 == 1) pair.take(Role.SERVER, new Input.RenewKeys(pair.now));
            pair.exhaust();
            assertThat(pair.client.isOver()).as("seed %d", seed).isFalse();
            pair.take(Role.SERVER, new Input.DeferRenewals(false, pair.now));
            pair.exhaust();
            assertEpoch(pair, 4, seed);
        }
    }

    @Example
    void a_lost_request_that_was_abandoned_comes_again_until_it_is_heard() {
        for (int seed = 0; seed < 2 * SEEDS; seed++) {
            var pair = established(seed, Conditions.IDEAL);
            pair.network = pair.network.under(new Fates.Seeded(seed, BAD.withLoss(0.4)));
            pair.take(Role.CLIENT, new Input.RenewKeys(pair.now));
            pair.take(Role.SERVER, new Input.RenewKeys(pair.now));
            pair.exhaust();
            if (pair.isAgreed()) assertEpoch(pair, 4, seed);
        }
    }

    /** One generation more: the starters take turns, and every third time both start. */
    private static void renew(VirtualPair pair, int turn) {
        if (turn % 3 != 1) pair.take(Role.CLIENT, new Input.RenewKeys(pair.now));
        if (turn % 3 != 0) pair.take(Role.SERVER, new Input.RenewKeys(pair.now));
        pair.exhaust();
    }

    private static void exchangeData(VirtualPair pair) {
        pair.take(Role.CLIENT, new Input.Data(PING, pair.now));
        pair.take(Role.SERVER, new Input.Data(PING, pair.now));
        pair.exhaust();
    }

    private static void assertEpoch(VirtualPair pair, long epoch, int seed) {
        assertThat(
                        List.of(
                                pair.client.writeEpoch(),
                                pair.client.readEpoch(),
                                pair.server.writeEpoch(),
                                pair.server.readEpoch()))
                .as("seed %d: %s%n%s", seed, pair.clientEffects, pair.serverEffects)
                .containsOnly(epoch);
        assertThat(pair.client.isRenewing() || pair.server.isRenewing()).isFalse();
        assertThat(pair.client.keyLogLines()).isEqualTo(pair.server.keyLogLines());
    }

    private static Secret exporter(VirtualPair pair, long epoch) {
        Secret client = pair.client.exporterSecret(epoch).orElseThrow();
        assertThat(pair.server.exporterSecret(epoch)).hasValue(client);
        return client;
    }

    private static Settings wanting(Settings settings) {
        return settings.withUpdates(ExtendedUpdates.ON);
    }

    /** A handshake without trouble, and then a network with it. */
    private static VirtualPair established(int seed, Conditions conditions) {
        var pair =
                VirtualPair.of(
                                wanting(VirtualPair.PLAIN_CLIENT),
                                wanting(VirtualPair.PLAIN_SERVER),
                                seed,
                                new Fates.Seeded(seed, Conditions.IDEAL))
                        .begin()
                        .exhaust();
        assertThat(pair.isAgreed()).isTrue();
        pair.network = pair.network.under(new Fates.Seeded(seed, conditions));
        return pair;
    }
}
