package dtlskeying.properties.interop;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.ResumableSession;
import dtlskeying.impl.dtls12.SessionCache;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Optional;

/**
 * Our associations at one end of loopback, one after the other, with the sessions that they hand
 * on. It belongs to the thread that calls it.
 */
final class ResumingPeer implements AutoCloseable {
    private static final String LABEL = "EXTRACTOR-dtls_srtp";
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int LARGEST_DATAGRAM = 65_535;

    private final Settings settings;
    private final DatagramSocket socket;
    private final long origin = System.nanoTime();
    private Association association;
    private SessionCache sessions = SessionCache.ofCapacity(4);
    private Optional<ResumableSession> session = Optional.empty();
    private Optional<Clause> reason = Optional.empty();
    private InetSocketAddress peer;

    ResumingPeer(Settings settings) throws IOException {
        this.settings = settings;
        this.socket = new DatagramSocket(loopback(0));
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Shakes hands with the server on that port, and offers the session of the last time. */
    Outcome connect(int server) throws IOException {
        peer = loopback(server);
        association =
                session.map(known -> Association.resuming(settings, known, Draws.entropy()))
                        .orElseGet(() -> Association.client(settings, Draws.entropy()));
        take(new Input.Begin(now()));
        return complete();
    }

    /** Shakes hands with the next client that comes, which may offer a session of ours. */
    Outcome accept() throws IOException {
        peer = null;
        var cookies = new Cookies(Secret.of(Octets.hex("00112233")));
        association =
                Association.server(settings, Draws.entropy(), cookies, Octets.EMPTY)
                        .knowing(sessions);
        return complete();
    }

    /** The rule by which the last association has failed. */
    Clause reason() {
        return reason.orElseThrow();
    }

    boolean isResumed() {
        return association.isResumed();
    }

    /** Says close_notify, and answers for a moment whoever has not got our last flight. */
    void finish() throws IOException {
        take(new Input.Close(now()));
    }

    private Outcome complete() throws IOException {
        long until = now() + PATIENCE_MILLIS;
        while (!association.isEstablished()) {
            if (association.isOver() || now() > until) return new Outcome.Failed("not complete");
            receive(Math.min(until, association.deadline()));
        }
        session = association.resumable();
        var srtp = (DataProtection.Srtp) association.dataProtection();
        return new Outcome.Agreed(
                srtp.profile(),
                srtp.mki(),
                association.export(LABEL, srtp.profile().exportLength()).octets());
    }

    private void receive(long until) throws IOException {
        var packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        socket.setSoTimeout((int) Math.max(1, until - now()));
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            take(new Input.Tick(now()));
            return;
        }
        peer = (InetSocketAddress) packet.getSocketAddress();
        var bytes = Octets.of(packet.getData(), 0, packet.getLength());
        take(new Input.Datagram(bytes, now()));
    }

    private void take(Input input) throws IOException {
        Step<Association, Effect> step = association.on(input);
        association = step.state();
        sessions = sessions.after(association, step.effects(), now());
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.Failed(var clause)) reason = Optional.of(clause);
            if (effect instanceof Effect.Send(var datagram))
                socket.send(new DatagramPacket(datagram.toArray(), datagram.length(), peer));
        }
    }

    private long now() {
        return (System.nanoTime() - origin) / 1_000_000;
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() {
        socket.close();
    }
}
