package dtlskeying.properties.cli;

import dtlskeying.impl.udp.Observer;
import dtlskeying.impl.udp.UdpEndpoint;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls12.AssociationSpec.Effect;
import dtlskeying.spec.dtls12.AssociationSpec.Input;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One end of ours against a peer over UDP: handshake, media, close. */
final class PeerRun implements Observer {
    /** How long to wait for more packets, or for a lost last flight to be asked for again. */
    private static final long QUIET = 1_500;

    private final Course course;
    private final FlightPrinter printer;
    private final PeerFlightPrinter flights;
    private final Recorder recorder;
    private final int packets;
    private final Deque<Effect.Completed> completed = new ArrayDeque<>();

    /** A run that sends so many packets; {@code recorder} may be null. */
    PeerRun(Role role, int packets, FlightPrinter printer, Recorder recorder) {
        this.course = new Course(role);
        this.packets = packets;
        this.printer = printer;
        this.flights = new PeerFlightPrinter(printer, role);
        this.recorder = recorder;
    }

    /** Runs to the end; whatever goes wrong with the peer becomes the verdict. */
    RunReport run(PeerOpening opening, PrintWriter out, Duration limit) {
        try (UdpEndpoint endpoint = opening.open(this, out)) {
            endpoint.handshake(limit);
            note(endpoint);
            if (course.hasAgreed()) exchange(endpoint, limit);
            else course.troubled("the handshake is complete, but the peer does not want SRTP");
        } catch (IOException failed) {
            course.troubled(failed.getMessage());
        }
        flights.flush();
        return RunReport.of(course);
    }

    @Override
    public void stepped(Input input, List<Effect> effects) {
        flights.stepped(effects, input.now());
        for (Effect effect : effects)
            if (effect instanceof Effect.Completed each) completed.add(each);
            else course.heard(effect);
        if (recorder != null) recorder.stepped(input.now(), course.role(), input, effects);
    }

    @Override
    public void received(Octets datagram, long now) {
        if (MediaEnd.isMedia(datagram)) flights.media(course.role().peer(), datagram, now);
        else flights.received(datagram, now);
    }

    @Override
    public void sent(Octets datagram, long now) {
        if (MediaEnd.isMedia(datagram)) flights.media(course.role(), datagram, now);
    }

    private void exchange(UdpEndpoint endpoint, Duration limit) throws IOException {
        long start = now();
        long end = start + packets * Signal.INTERVAL + limit.toMillis();
        long quietSince = start;
        while (!endpoint.association().isOver() && now() < end) {
            int sent = course.sent();
            int received = course.received();
            long due = start + sent * Signal.INTERVAL;
            if (sent < packets && now() >= due) {
                endpoint.send(course.media().send());
                quietSince = now();
                continue;
            }
            if (sent == packets && isEnough(now() - quietSince)) return;
            long until = sent < packets ? due : quietSince + QUIET;
            Optional<Octets> packet =
                    endpoint.receive(Duration.ofMillis(Math.max(1, until - now())));
            note(endpoint);
            packet.ifPresent(course.media()::receive);
            if (course.received() > received) quietSince = now();
        }
    }

    /** A client has had the last flight; a server cannot know whether its own arrived. */
    private boolean isEnough(long quiet) {
        if (quiet >= QUIET) return true;
        return course.received() >= packets && course.role() == Role.CLIENT;
    }

    private void note(UdpEndpoint endpoint) {
        for (Effect.Completed each; (each = completed.poll()) != null; ) {
            if (each.data() instanceof DataProtection.Srtp srtp)
                course.agreed(endpoint.association(), srtp, each.peerCertificates());
            if (recorder != null) recorder.secret(endpoint.association().keyLogLine());
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
