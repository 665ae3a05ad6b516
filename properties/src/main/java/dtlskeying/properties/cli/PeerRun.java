package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.impl.udp.Observer;
import dtlskeying.impl.udp.UdpEndpoint;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.PacketKind;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** One end of ours against a peer over UDP: handshakes, media, close. */
final class PeerRun implements Observer {
    /** How long to wait for more packets, or for a lost last flight to be asked for again. */
    private static final long QUIET = 1_500;

    private final Course course;
    private final PeerFlightPrinter flights;
    private final KeyPrinter keys;
    private final Recorder recorder;
    private final int packets;
    private final RekeyPlan plan;
    private final boolean isEcho;
    private int started;

    /** A run that sends so many packets; {@code recorder} may be null. */
    PeerRun(Role role, int packets, RekeyPlan plan, FlightPrinter printer, Recorder recorder) {
        this(role, packets, false, plan, printer, recorder);
    }

    /** A run that sends back what comes; {@code recorder} may be null. */
    static PeerRun echo(Role role, FlightPrinter printer, Recorder recorder) {
        return new PeerRun(role, 0, true, new RekeyPlan(role, 0, 1), printer, recorder);
    }

    private PeerRun(
            Role role,
            int packets,
            boolean isEcho,
            RekeyPlan plan,
            FlightPrinter printer,
            Recorder recorder) {
        this.course = new Course(role);
        this.packets = packets;
        this.isEcho = isEcho;
        this.plan = plan;
        this.flights = new PeerFlightPrinter(printer, role);
        this.keys = new KeyPrinter(printer);
        this.recorder = recorder;
    }

    /** Runs to the end; whatever goes wrong with the peer becomes the verdict. */
    RunReport run(PeerOpening opening, PrintWriter out, Duration limit) {
        try (UdpEndpoint endpoint = opening.open(this, out)) {
            endpoint.use(Signal.source(course.role()));
            endpoint.handshake(limit);
            if (course.hasAgreed() && isEcho) echo(endpoint, limit);
            else if (course.hasAgreed()) exchange(endpoint, limit);
            else course.troubled("the handshake is complete, but the peer does not want SRTP");
        } catch (IOException failed) {
            course.troubled(failed.getMessage());
        }
        flights.flush();
        if (missing() > 0 && course.hasAgreed())
            course.troubled("%d of the handshakes are not complete".formatted(missing()));
        return RunReport.of(course);
    }

    @Override
    public void happened(EndpointEvent event, long now) {
        if (event instanceof EndpointEvent.Stepped(var input, var effects))
            flights.stepped(effects, input.now());
        if (KeyPrinter.speaksOf(event)) {
            flights.flush();
            keys.print(now, course.role(), event);
        }
        course.happened(event);
        if (recorder != null) recorder.happened(now, course.role(), List.of(event));
    }

    @Override
    public void received(Octets datagram, long now) {
        if (recorder != null) recorder.arrived(course.role(), now, datagram);
        if (isMedia(datagram)) flights.media(course.role().peer(), datagram, now);
        else flights.received(datagram, now);
    }

    @Override
    public void sent(Octets datagram, long now) {
        if (isMedia(datagram)) flights.media(course.role(), datagram, now);
    }

    private void exchange(UdpEndpoint endpoint, Duration limit) throws IOException {
        long start = now();
        long end = start + packets * Signal.INTERVAL + limit.toMillis();
        long quietSince = start;
        while (!endpoint.association().isOver() && now() < end) {
            int sent = course.sent();
            int before = progress();
            long due = start + sent * Signal.INTERVAL;
            rehandshakeIfDue(endpoint, sent);
            if (sent < packets && now() >= due) {
                if (!endpoint.send(PacketKind.RTP, course.nextPacket())) return;
                quietSince = now();
                continue;
            }
            if (sent == packets && isEnough(now() - quietSince)) return;
            long until = sent < packets ? due : quietSince + QUIET;
            endpoint.receive(Duration.ofMillis(Math.max(1, until - now())));
            if (progress() > before || missing() > 0 && sent == packets) quietSince = now();
        }
    }

    private void echo(UdpEndpoint endpoint, Duration limit) throws IOException {
        long heard = now();
        while (!endpoint.association().isOver() && now() - heard < limit.toMillis()) {
            var packet = endpoint.receive(Duration.ofMillis(Signal.INTERVAL));
            if (packet.isEmpty() || packet.get().kind() != PacketKind.RTP) continue;
            heard = now();
            Octets answer = Signal.answer(course.role(), course.sent(), packet.get().bytes());
            if (!endpoint.send(PacketKind.RTP, answer)) return;
        }
    }

    /** One at a time; those that are left when the media is at its end follow without it. */
    private void rehandshakeIfDue(UdpEndpoint endpoint, int sent) throws IOException {
        boolean isIdle = endpoint.association().isEstablished();
        if (!isIdle || endpoint.association().isRehandshaking()) return;
        if (plan.starter() != course.role()) return;
        if (!plan.isDue(started, sent == packets ? Integer.MAX_VALUE : sent)) return;
        started++;
        endpoint.rehandshake(endpoint.association().nextMki());
    }

    private int progress() {
        return course.received() + course.agreements().size();
    }

    private int missing() {
        return plan.count() + 1 - course.agreements().size();
    }

    /** A client has had the last flight; a server cannot know whether its own arrived. */
    private boolean isEnough(long quiet) {
        if (missing() > 0) return false;
        if (quiet >= QUIET) return true;
        return course.received() >= packets && course.role() == Role.CLIENT;
    }

    /** §5.1.2, figure 7: whether a datagram is an SRTP or SRTCP packet. */
    private static boolean isMedia(Octets datagram) {
        return FirstBytes.FIGURE_7.pathOf(datagram) instanceof FirstBytes.Path.Media;
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
