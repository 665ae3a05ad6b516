package dtlskeying.properties.tour;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
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
import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.properties.tour.Tour.Recorded;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec;
import dtlskeying.spec.trace.TraceEvent;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TraceHeader;
import dtlskeying.spec.trace.TracePacket;
import dtlskeying.spec.trace.TracePacket.Way;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Two clients and one port (§5.1.2): each has an association, and then both send as the same
 * source. The steps are those of a second {@link SsrcMapping}, told what the port's has been told.
 */
final class SharedSource {
    private static final Settings SETTINGS =
            Settings.of(
                    Identity.demonstration("tour", Entropy.of(0), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));
    private static final SessionSettings SESSION = SessionSettings.of(Media.MULTIPLEXED);
    private static final SsrcMappingSpec.Limits LIMITS = new SsrcMappingSpec.Limits(3, 10, 8, 6);
    private static final Ssrc SOURCE = new Ssrc(0x70_0a_57);
    private static final long DELAY = 10;

    private final SharedPort port;
    private final List<SrtpEndpoint> clients = new ArrayList<>();
    private final List<TraceEvent> events = new ArrayList<>();
    private final List<TracePacket> packets = new ArrayList<>();
    private final Set<String> keyLog = new LinkedHashSet<>();
    private SsrcMapping mirror = SsrcMapping.start(LIMITS);
    private long now;

    private SharedSource() {
        var cookies = new Cookies(Entropy.of(7).secret("cookies", 32));
        port =
                new SharedPort(
                        address ->
                                new SrtpEndpoint(
                                        Association.server(
                                                SETTINGS,
                                                Entropy.of(100 + address.at(0)),
                                                cookies,
                                                address),
                                        SESSION),
                        LIMITS);
    }

    /** What happens. */
    static Recorded recorded() {
        var run = new SharedSource();
        run.handshake();
        run.handshake();
        run.media(1, 1);
        run.media(2, 1);
        run.media(1, 2);
        run.close(1);
        run.media(2, 2);
        return run.result();
    }

    private Recorded result() {
        var header =
                new TraceHeader(
                        "draft-ietf-avt-dtls-srtp-03",
                        "dtls-keying/0.1",
                        List.of("effects", "reasons", "wire"),
                        TraceHeader.Time.VIRTUAL);
        var trace = new TraceFile(header, events, packets, List.of());
        return new Recorded(trace, String.join("\n", keyLog) + "\n");
    }

    private void handshake() {
        int number = clients.size() + 1;
        var client = new SrtpEndpoint(Association.client(SETTINGS, Entropy.of(number)), SESSION);
        clients.add(client);
        client.use(SOURCE);
        toPort(number, client.on(new AssociationSpec.Input.Begin(now)));
        now += DELAY;
    }

    private void media(int client, int sequence) {
        var plain = ByteBuffer.allocate(20).put((byte) 0x80).put((byte) 96);
        plain.putShort((short) sequence).putInt(160 * sequence).putInt(SOURCE.value());
        var packet = Octets.of(plain.array());
        toPort(client, clients.get(client - 1).send(PacketKind.RTP, packet, now));
    }

    private void close(int client) {
        toPort(client, clients.get(client - 1).on(new AssociationSpec.Input.Close(now)));
    }

    /** What a client has sent arrives, and so does what it is answered. */
    private void toPort(int client, List<EndpointEvent> done) {
        for (EndpointEvent event : done) {
            if (event instanceof EndpointEvent.Keyed(var association, _, _))
                keyLog.addAll(association.keyLogLines());
            for (Octets datagram : event.datagrams()) {
                carried(Role.CLIENT, datagram);
                var told = port.arrive(Octets.of((byte) client), datagram, now);
                mirrored(datagram, told);
                for (Told each : told)
                    if (each instanceof Told.Of(_, _, var answer))
                        for (Octets back : answer.datagrams()) toClient(client, back);
            }
        }
    }

    private void toClient(int client, Octets datagram) {
        carried(Role.SERVER, datagram);
        var input = new AssociationSpec.Input.Datagram(datagram, now);
        toPort(client, clients.get(client - 1).on(input));
    }

    private void carried(Role from, Octets datagram) {
        String name = TracePacket.digest(datagram) + "#0";
        packets.add(new TracePacket(from.text(), now, Way.TX, name, datagram));
        now += DELAY;
        packets.add(new TracePacket(from.peer().text(), now, Way.RX, name, Octets.EMPTY));
    }

    /** The same is told to the mapping that the trace is of. */
    private void mirrored(Octets datagram, List<Told> told) {
        int opener = 0;
        for (Told each : told)
            if (each instanceof Told.Of(var number, _, EndpointEvent.Opened _)) opener = number;
        if (datagram.at(0) >= 128) step(new SsrcMappingSpec.Input.Arrived(SOURCE, true, opener));
        for (Told each : told) {
            if (!(each instanceof Told.Of(var number, _, var event))) continue;
            if (event instanceof EndpointEvent.Keyed)
                step(new SsrcMappingSpec.Input.Opened(number));
            boolean isOver =
                    event instanceof EndpointEvent.Stepped(_, var effects)
                            && effects.stream()
                                    .anyMatch(AssociationSpec.Effect.Closed.class::isInstance);
            if (isOver) step(new SsrcMappingSpec.Input.Closed(number));
        }
    }

    private void step(SsrcMappingSpec.Input input) {
        var step = mirror.on(input);
        mirror = step.state();
        long n = events.size();
        String end = Role.SERVER.text();
        events.add(
                new TraceEvent(
                        n, end, now, "srtp/SsrcMapping", input, List.copyOf(step.effects())));
    }
}
