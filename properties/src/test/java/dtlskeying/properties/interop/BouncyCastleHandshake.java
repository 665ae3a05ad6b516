package dtlskeying.properties.interop;

import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DatagramTransport;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Full mutual handshakes of DTLS 1.2 between two ends of Bouncy Castle with certificates for ECDSA
 * on P-256, in memory. Each end blocks, so the server has a thread of its own.
 */
public final class BouncyCastleHandshake {
    private static final int MTU = 1400;
    private static final ProtectionProfile PROFILE = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

    private final Parties parties = Parties.of(Credential.Kind.ECDSA);

    /** Two ends that know each other's certificate. */
    public BouncyCastleHandshake() {}

    /** One handshake; bits of what both have exported. */
    public int run() throws Exception {
        var toServer = new LinkedBlockingQueue<byte[]>();
        var toClient = new LinkedBlockingQueue<byte[]>();
        var accepted = new CompletableFuture<Outcome>();
        var server = Thread.ofVirtual().start(() -> accept(accepted, toServer, toClient));
        var connected = new CompletableFuture<Outcome>();
        new DTLSClientProtocol()
                .connect(
                        new BouncyCastleClient(
                                parties.client(),
                                parties.server(),
                                BouncyCastlePeer.offer(Mki.NONE, PROFILE),
                                connected),
                        new Memory(toClient, toServer));
        server.join();
        if (!connected.get().equals(accepted.get()))
            throw new AssertionError(connected.get() + " and " + accepted.get());
        return connected.get().hashCode();
    }

    private void accept(
            CompletableFuture<Outcome> outcome,
            BlockingQueue<byte[]> in,
            BlockingQueue<byte[]> out) {
        try {
            var server =
                    new BouncyCastleServer(
                            parties.server(),
                            parties.client(),
                            BouncyCastlePeer.choosing(PROFILE),
                            outcome);
            new DTLSServerProtocol().accept(server, new Memory(in, out));
        } catch (IOException e) {
            throw new AssertionError("Bouncy Castle disagrees with itself", e);
        }
    }

    private record Memory(BlockingQueue<byte[]> in, BlockingQueue<byte[]> out)
            implements DatagramTransport {
        @Override
        public int getReceiveLimit() {
            return MTU;
        }

        @Override
        public int getSendLimit() {
            return MTU;
        }

        @Override
        public int receive(byte[] target, int offset, int length, int waitMillis)
                throws IOException {
            try {
                byte[] datagram = in.poll(waitMillis, TimeUnit.MILLISECONDS);
                if (datagram == null) return -1;
                System.arraycopy(datagram, 0, target, offset, datagram.length);
                return datagram.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void send(byte[] source, int offset, int length) {
            out.add(Arrays.copyOfRange(source, offset, offset + length));
        }

        @Override
        public void close() {}
    }
}
