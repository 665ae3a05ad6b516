package dtlskeying.properties.shim.bc;

import dtlskeying.properties.shim.Driven;
import dtlskeying.properties.shim.Notice;
import dtlskeying.properties.shim.Reaction;
import dtlskeying.properties.shim.Unimplemented;
import dtlskeying.properties.shim.Wishes;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSRequest;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DTLSVerifier;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/** One end of Bouncy Castle, on a thread that runs only while its driver stands still. */
public final class BouncyCastleEnd implements Driven {
    private static final byte[] CLIENT = {1}; // the server has one client, of whatever address

    private final Role role;
    private final Party party;
    private final Wire wire = new Wire();
    private DTLSTransport transport;
    private Thread thread;

    /** An end that has done nothing yet; a server listens from its first call on. */
    public BouncyCastleEnd(Role role, Wishes wishes) {
        this.role = role;
        this.party = new Party(wishes, wire);
    }

    @Override
    public Octets certificate() {
        return party.certificate();
    }

    @Override
    public Reaction begin() {
        return settled();
    }

    @Override
    public Reaction receive(Octets datagram) {
        wire.arrive(datagram);
        return settled();
    }

    @Override
    public Reaction advance(long milliseconds) {
        VirtualClock.advance(milliseconds);
        return thread == null ? new Reaction(List.of(), Reaction.NO_TIMER) : settled();
    }

    @Override
    public Reaction send(Octets packet) throws Unimplemented {
        throw new Unimplemented("app_send");
    }

    @Override
    public Reaction rekey() throws Unimplemented {
        throw new Unimplemented("rekey");
    }

    /** The thread waits for a datagram, so that nobody else is in the transport. */
    @Override
    public Reaction shut() {
        try {
            if (transport != null) transport.close();
        } catch (IOException failed) {
            wire.tell(new Notice.Failed(reason(failed)));
        }
        wire.tell(new Notice.Closed());
        return settled();
    }

    @Override
    public void close() {
        wire.cut();
    }

    private Reaction settled() {
        if (thread == null) thread = Thread.ofVirtual().start(this::run);
        try {
            return wire.settled();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Bouncy Castle was running");
        }
    }

    private void run() {
        try {
            transport = role == Role.CLIENT ? connect() : accept();
            byte[] data = new byte[transport.getReceiveLimit()];
            while (transport.receive(data, 0, data.length, 0) >= -1)
                ; // reading answers what the other end sends again
        } catch (InterruptedIOException cut) {
            // the driver has closed it
        } catch (IOException | RuntimeException failed) {
            wire.tell(new Notice.Failed(reason(failed)));
        } finally {
            wire.end();
        }
    }

    private static String reason(Exception failed) {
        return failed.getClass().getSimpleName() + ": " + failed.getMessage();
    }

    private DTLSTransport connect() throws IOException {
        return new DTLSClientProtocol().connect(new Client(party), wire);
    }

    private DTLSTransport accept() throws IOException {
        return new DTLSServerProtocol().accept(new Server(party), wire, verified());
    }

    /** Answers hellos with HelloVerifyRequest until one brings its cookie. */
    private DTLSRequest verified() throws IOException {
        var verifier = new DTLSVerifier(party.crypto());
        byte[] datagram = new byte[wire.getReceiveLimit()];
        while (true) {
            int length = wire.receive(datagram, 0, datagram.length, 0);
            DTLSRequest request = verifier.verifyRequest(CLIENT, datagram, 0, length, wire);
            if (request != null) return request;
        }
    }
}
