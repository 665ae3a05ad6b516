package dtlskeying.properties.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The echo server of libusrsctp's examples: SCTP over UDP that knows nothing of the DTLS chunk, and
 * sends every message back.
 */
final class EchoServer implements AutoCloseable {
    /** Its port of SCTP. */
    static final int PORT = 7;

    private static final Path PROGRAM = Path.of("/usr/lib/usrsctp/echo_server");

    private final ForeignProcess process;
    private final InetSocketAddress address;

    private EchoServer(ForeignProcess process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    static void assumePresent() {
        assumeTrue(
                Files.isExecutable(PROGRAM),
                "there is no " + PROGRAM + "; apt install libusrsctp-examples");
    }

    /** Starts it at a port of UDP of its own; it learns the peer's. */
    static EchoServer start() {
        int port = freePort();
        var process = ForeignProcess.start(List.of(PROGRAM.toString(), String.valueOf(port)));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new EchoServer(process, address);
    }

    /** Where its UDP is. It may not be there yet: an INIT is sent again. */
    InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.close();
    }

    private static int freePort() {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
