package dtlskeying.properties.interop;

import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSRequest;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DTLSVerifier;
import org.bouncycastle.tls.DatagramSender;
import org.bouncycastle.tls.UDPTransport;
import org.bouncycastle.tls.UseSRTPData;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Bouncy Castle at one end of a loopback UDP flow, in either role, on a thread of its own. */
final class BouncyCastlePeer implements AutoCloseable {
    static final int HANDSHAKE_MILLIS = 15_000;
    private static final int MTU = 1400;
    private static final int POLL_MILLIS = 100;

    private final DatagramSocket socket;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private BouncyCastlePeer() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** A client of the server on that port of loopback. */
    static BouncyCastlePeer client(
            int port, Credential own, Credential trusted, UseSRTPData offer) {
        return start(peer -> peer.connect(port, own, trusted, offer));
    }

    /** A server; {@code answers} maps an offered use_srtp to the answer, or to null for none. */
    static BouncyCastlePeer server(
            Credential own, Credential trusted, UnaryOperator<UseSRTPData> answers) {
        return start(peer -> peer.accept(own, trusted, answers));
    }

    /** An offer of these profiles, best first. */
    static UseSRTPData offer(Mki mki, ProtectionProfile... profiles) {
        int[] codes = List.of(profiles).stream().mapToInt(ProtectionProfile::code).toArray();
        return new UseSRTPData(codes, mki.value().toArray());
    }

    /** A server that follows the rules: one profile, and the MKI that the client offered. */
    static UnaryOperator<UseSRTPData> choosing(ProtectionProfile profile) {
        return offer -> new UseSRTPData(new int[] {profile.code()}, offer.getMki());
    }

    /** The port of loopback that it has. */
    int port() {
        return socket.getLocalPort();
    }

    /** How the handshake ended; waits for that, with a bound. */
    Outcome outcome() {
        try {
            return outcome.get(2 * HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("Bouncy Castle reported no outcome", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    private interface Handshake {
        DTLSTransport of(BouncyCastlePeer peer) throws IOException;
    }

    private static BouncyCastlePeer start(Handshake handshake) {
        try {
            var peer = new BouncyCastlePeer();
            Thread.ofVirtual().start(() -> peer.run(handshake));
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Handshake handshake) {
        try {
            DTLSTransport transport = handshake.of(this);
            byte[] data = new byte[transport.getReceiveLimit()];
            while (!socket.isClosed()) receive(transport, data);
        } catch (IOException | RuntimeException e) {
            outcome.complete(new Outcome.Failed(e.toString()));
        }
    }

    /** Reading answers what the other end retransmits. */
    private static void receive(DTLSTransport transport, byte[] data) throws IOException {
        try {
            transport.receive(data, 0, data.length, POLL_MILLIS);
        } catch (InterruptedIOException e) {
            // Nothing came in this time.
        }
    }

    private DTLSTransport connect(int port, Credential own, Credential trusted, UseSRTPData offer)
            throws IOException {
        socket.connect(InetAddress.getLoopbackAddress(), port);
        return new DTLSClientProtocol()
                .connect(
                        new BouncyCastleClient(own, trusted, offer, outcome),
                        new UDPTransport(socket, MTU));
    }

    private DTLSTransport accept(
            Credential own, Credential trusted, UnaryOperator<UseSRTPData> answers)
            throws IOException {
        DTLSRequest request = verifiedHello();
        return new DTLSServerProtocol()
                .accept(
                        new BouncyCastleServer(own, trusted, answers, outcome),
                        new UDPTransport(socket, MTU),
                        request);
    }

    /** Answers hellos with HelloVerifyRequest until one brings its cookie. */
    private DTLSRequest verifiedHello() throws IOException {
        var verifier = new DTLSVerifier(BouncyCastle.crypto());
        var packet = new DatagramPacket(new byte[MTU], MTU);
        while (true) {
            packet.setLength(MTU);
            socket.receive(packet);
            DTLSRequest request =
                    verifier.verifyRequest(
                            packet.getAddress().getAddress(),
                            packet.getData(),
                            0,
                            packet.getLength(),
                            senderTo(packet.getSocketAddress()));
            if (request == null) continue;
            socket.connect(packet.getSocketAddress());
            return request;
        }
    }

    private DatagramSender senderTo(SocketAddress client) {
        return new DatagramSender() {
            @Override
            public int getSendLimit() {
                return MTU;
            }

            @Override
            public void send(byte[] bytes, int offset, int length) throws IOException {
                socket.send(new DatagramPacket(bytes, offset, length, client));
            }
        };
    }
}
