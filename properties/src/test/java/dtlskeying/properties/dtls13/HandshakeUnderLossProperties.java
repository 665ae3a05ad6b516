package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.impl.dtls13.AddressValidation;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.properties.UnderLoss;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.FlightTimes;

import net.jqwik.api.Example;

import java.util.List;

/**
 * P42, P64 and P65: handshakes of DTLS 1.3 on a network that loses, reorders and repeats 30 % each
 * way: 1,000 fixed seeds for every configuration, in virtual time.
 */
class HandshakeUnderLossProperties {
    private static final int SEEDS = 1_000;
    private static final int UPDATED = 40;

    private static final int SMALL = 300;
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.3).withReordering(0.3).withDuplication(0.3);

    /** The longest that one end can wait for one flight; a client has three to wait for. */
    private static final long LIMIT = 3 * limitOfOneFlight(FlightTimes.DEFAULT);

    private static final Settings OPEN_SERVER =
            VirtualPair.SERVER.withClientAuthentication(ClientAuthentication.NONE);

    @Example
    void the_shortest_handshake_completes_or_stops() {
        complete(
                UnderLoss.HANDSHAKE_13_SHORTEST,
                VirtualPair.CLIENT,
                OPEN_SERVER.withAddressValidation(AddressValidation.GIVEN));
    }

    @Example
    void a_handshake_with_a_cookie_and_another_group_completes_or_stops() {
        complete(
                UnderLoss.HANDSHAKE_13_RETRY,
                VirtualPair.CLIENT,
                OPEN_SERVER.withGroups(KeyShareGroup.SECP256R1));
    }

    @Example
    void a_handshake_with_both_certificates_completes_or_stops() {
        complete(UnderLoss.HANDSHAKE_13_MUTUAL, VirtualPair.CLIENT, VirtualPair.SERVER);
    }

    @Example
    void a_handshake_with_a_hybrid_hello_in_parts_completes_or_stops() {
        complete(
                UnderLoss.HANDSHAKE_13_HYBRID,
                VirtualPair.CLIENT,
                VirtualPair.SERVER.withGroups(KeyShareGroup.X25519MLKEM768));
    }

    @Example
    void a_handshake_in_small_datagrams_completes_or_stops() {
        complete(
                UnderLoss.HANDSHAKE_13_SMALL,
                VirtualPair.CLIENT.withMtu(SMALL),
                VirtualPair.SERVER.withMtu(SMALL));
    }

    private static void complete(UnderLoss course, Settings client, Settings server) {
        course.check(SEEDS, seed -> completes(client, server, seed));
    }

    /** Whether both ends complete, which means the same to both. */
    private static boolean completes(Settings client, Settings server, int seed) {
        var pair =
                VirtualPair.of(client, server, seed, new Fates.Seeded(seed, BAD)).begin().settle();
        assertThat(pair.now).as("seed %d", seed).isLessThanOrEqualTo(LIMIT);
        if (pair.isAgreed()) assertAgreed(pair, server, "seed " + seed);
        else assertThat(pair.client.isOver() || pair.server.isOver()).as("seed %d", seed).isTrue();
        return pair.isAgreed();
    }

    private static void assertAgreed(VirtualPair pair, Settings server, String as) {
        assertThat(pair.client.keyLogLines()).as(as).isEqualTo(pair.server.keyLogLines());
        assertThat(pair.client.cipherSuite()).as(as).isEqualTo(pair.server.cipherSuite());
        assertThat(pair.client.group()).as(as).isEqualTo(pair.server.group());
        assertThat(pair.client.dataProtection()).as(as).isEqualTo(pair.server.dataProtection());
        assertThat(pair.client.peerCertificates())
                .as(as)
                .isEqualTo(VirtualPair.BOB.chain().certificates());
        boolean isAsked = server.clientAuthentication() == ClientAuthentication.REQUIRED;
        assertThat(pair.server.peerCertificates())
                .as(as)
                .isEqualTo(isAsked ? VirtualPair.ALICE.chain().certificates() : List.of());
    }

    @Example
    void nothing_completes_twice_and_nothing_happens_after_failure() {
        for (int seed = 0; seed < 40; seed++) {
            var pair = pair(seed, BAD.withLoss(0.5)).begin().exhaust();
            for (var effects : List.of(pair.clientEffects, pair.serverEffects)) {
                var completions = effects.stream().filter(Effect.Completed.class::isInstance);
                assertThat(completions.count()).as("seed %d", seed).isLessThanOrEqualTo(1);
                int failed = indexOf(effects, Effect.Failed.class);
                if (failed < 0) continue;
                assertThat(effects.subList(failed + 1, effects.size()))
                        .as("seed %d, after failure", seed)
                        .allMatch(Effect.Discarded.class::isInstance);
            }
        }
    }

    @Example
    void without_loss_no_flight_is_sent_twice() {
        var pair = pair(1, Conditions.IDEAL).begin().exhaust();
        for (var effects : List.of(pair.clientEffects, pair.serverEffects))
            assertThat(effects)
                    .filteredOn(Effect.FlightSent.class::isInstance)
                    .noneMatch(effect -> ((Effect.FlightSent) effect).again());
    }

    @Example
    void keys_change_on_a_bad_network_and_data_still_comes_through() {
        UnderLoss.KEY_UPDATES_13.check(UPDATED, HandshakeUnderLossProperties::keysChange);
    }

    private static boolean keysChange(int seed) {
        var pair =
                VirtualPair.of(
                                VirtualPair.PLAIN_CLIENT,
                                VirtualPair.PLAIN_SERVER,
                                seed,
                                new Fates.Seeded(seed, BAD))
                        .begin()
                        .exhaust();
        if (!pair.isAgreed()) return false;
        pair.take(Role.CLIENT, new Input.UpdateKeys(true, pair.now));
        pair.take(Role.SERVER, new Input.UpdateKeys(false, pair.now));
        pair.exhaust();
        assertThat(pair.isAgreed()).as("seed %d: %s", seed, pair.clientEffects).isTrue();
        exchangeData(pair);
        assertThat(pair.client.writeEpoch()).as("seed %d", seed).isBetween(3L, 4L);
        assertThat(pair.server.writeEpoch()).as("seed %d", seed).isBetween(3L, 5L);
        return pair.client.writeEpoch() == 4
                && pair.server.readEpoch() == 4
                && pair.server.writeEpoch() > 3
                && pair.server.writeEpoch() == pair.client.readEpoch();
    }

    /** It comes through, be it that an update of keys was given up. */
    private static void exchangeData(VirtualPair pair) {
        Octets ping = Octets.hex("70696e67");
        for (int i = 0; i < 30; i++) {
            pair.take(Role.CLIENT, new Input.Data(ping, pair.now));
            pair.take(Role.SERVER, new Input.Data(ping, pair.now));
        }
        pair.exhaust();
        assertThat(pair.serverEffects).contains(new Effect.DataReceived(ping));
        assertThat(pair.clientEffects).contains(new Effect.DataReceived(ping));
    }

    @Example
    void a_server_keeps_nothing_of_a_hello_without_its_cookie() {
        var pair = pair(3, Conditions.IDEAL).begin();
        var before = pair.server;
        pair.next();
        assertThat(pair.serverEffects).anyMatch(Effect.Send.class::isInstance);
        assertThat(pair.server).isEqualTo(before);
        pair.settle();
        assertThat(pair.isAgreed()).isTrue();
    }

    @Example
    void the_same_seed_gives_the_same_handshake() {
        for (int seed = 0; seed < 3; seed++)
            assertThat(pair(seed, BAD).begin().exhaust().clientEffects)
                    .isEqualTo(pair(seed, BAD).begin().exhaust().clientEffects);
    }

    private static VirtualPair pair(long seed, Conditions conditions) {
        return VirtualPair.of(
                VirtualPair.CLIENT, VirtualPair.SERVER, seed, new Fates.Seeded(seed, conditions));
    }

    private static int indexOf(List<Effect> effects, Class<?> type) {
        for (int i = 0; i < effects.size(); i++) if (type.isInstance(effects.get(i))) return i;
        return -1;
    }

    private static long limitOfOneFlight(FlightTimes times) {
        long limit = 0;
        long timeout = times.initial();
        for (int i = 0; i <= times.retransmissions(); i++) {
            limit += timeout;
            timeout = times.doubled(timeout);
        }
        return limit;
    }
}
