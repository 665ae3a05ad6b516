package dtlskeying.properties.session;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.endpoint.SharedPort;
import dtlskeying.impl.endpoint.SharedPort.Told;
import dtlskeying.impl.endpoint.SrtpEndpoint;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Limits;

import net.jqwik.api.Example;
import net.jqwik.api.Tag;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** §5.1.2 and §7.4 at a port that several associations share, with real packets: P25 to P29. */
class SharedPortProperties {
    private static final Settings SETTINGS =
            Settings.of(
                    Identity.demonstration("port", Entropy.of(0), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));
    private static final SessionSettings SESSION = SessionSettings.of(Media.MULTIPLEXED);
    private static final Limits LIMITS = new Limits(3, 10, 8, 6);

    @Example
    @Tag("P25")
    void a_source_is_learned_by_its_first_genuine_packet_whatever_its_address_is() {
        var calls = new Calls(3);
        for (int client = 1; client <= 3; client++) {
            byte[] forged = calls.packet(client, 0x10 * client, 1).toArray();
            forged[forged.length - 1] ^= 1;
            assertThat(mapped(calls.arrives(client, Octets.of(forged))))
                    .noneMatch(Effect.Learned.class::isInstance);
            var told = calls.arrives(9, calls.packet(client, 0x10 * client, 2));
            assertThat(mapped(told))
                    .containsExactly(
                            new Effect.Learned(new Ssrc(0x10 * client), client),
                            new Effect.Accepted(client));
            assertThat(opened(told)).isEqualTo(client);
        }
    }

    @Example
    @Tag("P26")
    void the_first_source_wins_a_collision() {
        var calls = new Calls(2);
        calls.arrives(1, calls.packet(1, 7, 1));
        assertThat(opened(calls.arrives(2, calls.packet(2, 7, 1)))).isZero();
        assertThat(opened(calls.arrives(1, calls.packet(1, 7, 2)))).isEqualTo(1);
    }

    @Example
    @Tag("P28")
    void closing_makes_a_source_learnable_again() {
        var calls = new Calls(2);
        calls.arrives(1, calls.packet(1, 7, 1));
        assertThat(mapped(calls.port.close(1, calls.now)))
                .contains(
                        new Effect.Forgotten(
                                new Ssrc(7), SsrcMappingSpec.Claim.CLOSING_REMOVES_ENTRIES));
        assertThat(opened(calls.arrives(2, calls.packet(2, 7, 1)))).isEqualTo(2);
        assertThat(calls.port.association(1)).isEmpty();
    }

    @Example
    @Tag("P29")
    void a_source_that_keeps_failing_is_given_up_for_a_while() {
        var calls = new Calls(1);
        byte[] forged = calls.packet(1, 7, 1).toArray();
        forged[forged.length - 1] ^= 1;
        for (int i = 0; i < LIMITS.failures(); i++) calls.arrives(9, Octets.of(forged));
        assertThat(opened(calls.arrives(1, calls.packet(1, 7, 2)))).isZero();
        calls.now += 1000L * LIMITS.timeout();
        assertThat(opened(calls.arrives(1, calls.packet(1, 7, 3)))).isEqualTo(1);
    }

    @Example
    void under_a_flood_known_sources_go_first_and_others_wait_for_their_turn() {
        var calls = new Calls(1);
        calls.arrives(1, calls.packet(1, 7, 1));
        byte[] junk = calls.packet(1, 8, 1).toArray();
        for (int i = 0; i < 200; i++) {
            ByteBuffer.wrap(junk).putInt(8, 1000 + i);
            calls.arrives(9, Octets.of(junk));
        }
        var unknown = calls.packet(1, 9, 1);
        assertThat(opened(calls.arrives(8, unknown))).isZero();
        assertThat(opened(calls.arrives(8, calls.packet(1, 7, 2)))).isEqualTo(1);
        assertThat(opened(calls.arrives(1, calls.packet(1, 10, 1)))).isEqualTo(1);
    }

    private static List<Effect> mapped(List<Told> told) {
        return told.stream()
                .filter(Told.Mapped.class::isInstance)
                .map(each -> ((Told.Mapped) each).effect())
                .toList();
    }

    /** The association that has opened a packet; 0 if none has. */
    private static int opened(List<Told> told) {
        for (Told each : told)
            if (each instanceof Told.Of(var number, _, EndpointEvent.Opened _)) return number;
        return 0;
    }

    /** A port, and clients that have each completed a handshake with it; address is number. */
    private static final class Calls {
        final SharedPort port;
        final Map<Integer, SrtpEndpoint> clients = new TreeMap<>();
        long now = 1;

        Calls(int clients) {
            var cookies = new Cookies(Secret.of(Octets.hex("0011")));
            port =
                    new SharedPort(
                            address ->
                                    new SrtpEndpoint(
                                            Association.server(
                                                    SETTINGS,
                                                    Entropy.of(1000 + address.at(0)),
                                                    cookies,
                                                    address),
                                            SESSION),
                            LIMITS);
            for (int number = 1; number <= clients; number++) handshake(number);
        }

        private void handshake(int number) {
            var client =
                    new SrtpEndpoint(Association.client(SETTINGS, Entropy.of(number)), SESSION);
            clients.put(number, client);
            var toPort = datagrams(client.on(new Input.Begin(now)));
            while (!toPort.isEmpty()) {
                var back = new ArrayList<Octets>();
                for (Octets datagram : toPort)
                    for (Told told : arrives(number, datagram))
                        if (told instanceof Told.Of(_, _, var event))
                            back.addAll(event.datagrams());
                toPort = new ArrayList<>();
                for (Octets datagram : back)
                    toPort.addAll(datagrams(client.on(new Input.Datagram(datagram, now))));
            }
            assertThat(client.association().isEstablished()).isTrue();
            assertThat(port.association(number)).isPresent();
        }

        private static List<Octets> datagrams(List<EndpointEvent> events) {
            return new ArrayList<>(
                    events.stream().flatMap(event -> event.datagrams().stream()).toList());
        }

        List<Told> arrives(int address, Octets datagram) {
            return port.arrive(Octets.of((byte) address), datagram, now);
        }

        /** A packet of a client's source, protected. */
        Octets packet(int client, int source, int sequence) {
            var plain = ByteBuffer.allocate(20).put((byte) 0x80).put((byte) 96);
            plain.putShort((short) sequence).putInt(sequence).putInt(source);
            clients.get(client).use(new Ssrc(source));
            var events = clients.get(client).send(PacketKind.RTP, Octets.of(plain.array()), now);
            return events.getFirst().datagrams().getFirst();
        }
    }
}
