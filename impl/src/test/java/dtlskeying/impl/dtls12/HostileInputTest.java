package dtlskeying.impl.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.MessageName;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

class HostileInputTest {
    private static final int RECORD_HEADER = 13;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;

    @Test
    void no_bit_of_the_clients_hello_can_be_flipped() {
        int bits = 8 * (hello(CLIENT_HELLO, 1) - RECORD_HEADER);
        assertThat(bits).isGreaterThan(1000);
        for (int bit = 0; bit < bits; bit++)
            assertNeverCompletes(flipping(CLIENT_HELLO, 1, bit), UnaryOperator.identity(), bit);
    }

    @Test
    void no_bit_of_the_servers_hello_can_be_flipped() {
        int bits = 8 * (hello(SERVER_HELLO, 0) - RECORD_HEADER);
        assertThat(bits).isGreaterThan(500);
        for (int bit = 0; bit < bits; bit++)
            assertNeverCompletes(UnaryOperator.identity(), flipping(SERVER_HELLO, 0, bit), bit);
    }

    @Test
    void garbage_never_changes_a_completed_association() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        var random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            var garbage = i % 2 == 0 ? noise(random) : damaged(pair, random);
            for (Role role : Role.values()) {
                var before = role == Role.CLIENT ? pair.client : pair.server;
                var effects = pair.on(role, new Input.Datagram(garbage, 1));
                var after = role == Role.CLIENT ? pair.client : pair.server;
                assertThat(effects).allMatch(Effect.Discarded.class::isInstance);
                assertThat(after).as("%s after %s", role, garbage).isEqualTo(before);
            }
        }
    }

    @Test
    void replayed_datagrams_never_change_a_completed_association() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        for (Octets datagram : List.copyOf(pair.datagrams)) {
            var client = pair.client;
            var server = pair.server;
            pair.on(Role.CLIENT, new Input.Datagram(datagram, 60_000));
            pair.on(Role.SERVER, new Input.Datagram(datagram, 60_000));
            assertThat(pair.client).isEqualTo(client);
            assertThat(pair.server).isEqualTo(server);
        }
    }

    @Test
    void garbage_during_a_handshake_does_no_harm() {
        var random = new Random(2);
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS);
        pair.on(Role.CLIENT, new Input.Begin(0));
        for (int i = 0; i < 500; i++) {
            var garbage = noise(random);
            pair.on(Role.CLIENT, new Input.Datagram(garbage, 0));
            pair.on(Role.SERVER, new Input.Datagram(garbage, 0));
        }
        pair.deliver();
        assertThat(pair.isEstablished()).isTrue();
    }

    @Test
    void any_damage_to_a_handshake_leaves_both_ends_in_order() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            UnaryOperator<Octets> damage =
                    datagram -> random.nextInt(4) == 0 ? damaged(datagram, random) : datagram;
            var pair =
                    new Pair(
                            Pair.client(Pair.SETTINGS, 1),
                            Pair.server(Pair.SETTINGS, 2),
                            damage,
                            damage);
            pair.run();
            if (pair.isEstablished())
                assertThat(pair.client.export("x", 20)).isEqualTo(pair.server.export("x", 20));
        }
    }

    @Test
    void a_server_keeps_nothing_until_the_cookie_comes_back() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS);
        var server = pair.server;
        var random = new Random(3);
        pair.on(Role.CLIENT, new Input.Begin(0));
        var hello = pair.datagrams.getFirst();
        for (int i = 0; i < 500; i++) {
            var step = server.on(new Input.Datagram(damaged(hello, random), i));
            assertThat(step.state()).isSameAs(server);
        }
    }

    @Test
    void a_cookie_is_good_for_its_address_only() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        var second = sent(pair.clientEffects).get(1);
        var elsewhere =
                Association.server(
                        Pair.SETTINGS, Entropy.of(2), Pair.COOKIES, Octets.hex("7f000002"));
        var here = Pair.server(Pair.SETTINGS, 9);
        assertThat(here.on(new Input.Datagram(second, 0)).state().isIdle()).isFalse();
        assertThat(elsewhere.on(new Input.Datagram(second, 0)).state().isIdle()).isTrue();
    }

    @Test
    void a_server_of_a_known_client_takes_a_hello_in_parts_and_asks_for_no_cookie() {
        var known = Association.serverOfKnownClient(Pair.SETTINGS, Entropy.of(2));
        var pair = new Pair(Pair.client(Pair.SETTINGS, 1), known);
        var hello = sent(pair.client.on(new Input.Begin(0)).effects()).getFirst();
        pair.client = pair.client.on(new Input.Begin(0)).state();
        for (int copies = 0; copies < inParts(hello).size(); copies++)
            pair.client = pair.client.on(new Input.Tick(pair.client.deadline())).state();
        for (Octets part : inParts(hello)) {
            assertThat(pair.server.isEstablished()).isFalse();
            pair.on(Role.SERVER, new Input.Datagram(part, 0));
            assertThat(pair.server.isIdle()).isFalse();
        }
        pair.deliver();
        assertThat(pair.isEstablished()).isTrue();
        assertThat(pair.clientEffects)
                .doesNotContain(new Effect.MessageHeard(MessageName.HELLO_VERIFY_REQUEST));
    }

    @Test
    void a_server_of_a_known_client_keeps_nothing_but_hellos() {
        var known = Association.serverOfKnownClient(Pair.SETTINGS, Entropy.of(2));
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        for (Octets datagram : sent(pair.clientEffects))
            assertThat(known.on(new Input.Datagram(datagram, 0)).state().isIdle())
                    .isEqualTo(datagram.at(RECORD_HEADER) != CLIENT_HELLO);
    }

    private static List<Octets> sent(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).datagram())
                .toList();
    }

    /** A datagram with one whole message, in several smaller ones, their records from 0 on. */
    private static List<Octets> inParts(Octets datagram) {
        var content = datagram.slice(RECORD_HEADER, datagram.length());
        var packing = new Packing(Records.start(), 80);
        if (FragmentCodec.decode(content) instanceof Decoded.Value(var parts))
            packing.add(new FlightItem.Handshake(Epoch.UNPROTECTED, parts.getFirst()));
        assertThat(packing.datagrams()).hasSizeGreaterThan(1);
        return packing.datagrams();
    }

    private static void assertNeverCompletes(
            UnaryOperator<Octets> toServer, UnaryOperator<Octets> toClient, int bit) {
        var pair =
                new Pair(
                        Pair.client(Pair.SETTINGS, 1),
                        Pair.server(Pair.SETTINGS, 2),
                        toServer,
                        toClient);
        pair.run();
        assertThat(pair.client.isEstablished()).as("client, bit %d", bit).isFalse();
        assertThat(pair.server.isEstablished()).as("server, bit %d", bit).isFalse();
    }

    /** Flips a bit behind the record header of the n-th message of that type. */
    private static UnaryOperator<Octets> flipping(int type, int which, int bit) {
        var seen = new AtomicInteger();
        return datagram -> {
            if (!starts(datagram, type) || seen.getAndIncrement() != which) return datagram;
            return flipped(datagram, 8 * RECORD_HEADER + bit);
        };
    }

    private static int hello(int type, int which) {
        return Pair.of(Pair.SETTINGS, Pair.SETTINGS).run().datagrams.stream()
                .filter(datagram -> starts(datagram, type))
                .skip(which)
                .mapToInt(datagram -> RECORD_HEADER + datagram.at(11) * 256 + datagram.at(12))
                .findFirst()
                .orElseThrow();
    }

    private static boolean starts(Octets datagram, int type) {
        return datagram.at(0) == 22 && datagram.at(4) == 0 && datagram.at(RECORD_HEADER) == type;
    }

    private static Octets flipped(Octets datagram, int bit) {
        byte[] bytes = datagram.toArray();
        bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return Octets.of(bytes);
    }

    /** Something that starts like a record. */
    private static Octets noise(Random random) {
        byte[] bytes = new byte[random.nextInt(1, 200)];
        random.nextBytes(bytes);
        bytes[0] = (byte) (20 + random.nextInt(5));
        if (bytes.length > 4 && random.nextBoolean()) {
            bytes[1] = (byte) 0xfe;
            bytes[2] = (byte) 0xfd;
            bytes[3] = 0;
            bytes[4] = (byte) random.nextInt(3);
        }
        if (bytes.length > RECORD_HEADER && random.nextBoolean()) {
            bytes[11] = 0;
            bytes[12] = (byte) (bytes.length - RECORD_HEADER);
        }
        return Octets.of(bytes);
    }

    private static Octets damaged(Pair pair, Random random) {
        return damaged(pair.datagrams.get(random.nextInt(pair.datagrams.size())), random);
    }

    private static Octets damaged(Octets datagram, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> flipped(datagram, random.nextInt(8 * datagram.length()));
            case 1 -> datagram.slice(0, random.nextInt(datagram.length()));
            default -> Octets.concat(datagram, noise(random));
        };
    }
}
