package dtlskeying.properties.shim;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** Both sides of {@code kmshim/1} over a connection on this machine. */
public final class Shim implements AutoCloseable {
    /** How a program ends that supports nothing of what it is asked for. */
    public static final int UNSUPPORTED = 89;

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int SLICE_MILLIS = 100;

    private final Process process;
    private final Socket connection;
    private final RemoteImplementation implementation;

    private Shim(Process process, Socket connection) throws IOException {
        this.process = process;
        this.connection = connection;
        this.implementation = new RemoteImplementation(frames(connection));
    }

    /**
     * Listens on a free port of this machine, starts a command of the shell that dials it, and says
     * hello.
     *
     * @param command in which {@code {port}} stands for the port
     * @throws IOException if it does not start, does not come within 20 s, or is no shim; the
     *     message says which
     */
    public static Shim start(String command) throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String line = command.replace("{port}", Integer.toString(listening.getLocalPort()));
            Process process =
                    new ProcessBuilder("sh", "-c", line)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            try {
                return new Shim(process, accepted(listening, process));
            } catch (IOException failed) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw failed;
            }
        }
    }

    private static Socket accepted(ServerSocket listening, Process process) throws IOException {
        listening.setSoTimeout(SLICE_MILLIS);
        for (int waited = 0; waited < PATIENCE_MILLIS; waited += SLICE_MILLIS)
            try {
                return listening.accept();
            } catch (SocketTimeoutException notYet) {
                if (!process.isAlive()) throw ended(process.exitValue());
            }
        throw new ShimFault("the shim does not come to its port");
    }

    private static ShimFault ended(int status) {
        return status == UNSUPPORTED
                ? new ShimFault("the shim supports nothing of this (exit status 89)")
                : new ShimFault("the shim has ended with exit status " + status);
    }

    /**
     * Dials the side that judges, and answers what it asks until it has enough.
     *
     * @throws IOException if nobody listens there, or what they say is no request
     */
    public static void serve(Implementation implementation, InetSocketAddress judge)
            throws IOException {
        try (var connection = new Socket()) {
            connection.connect(judge, PATIENCE_MILLIS);
            new ShimServing(implementation, frames(connection)).serve();
        }
    }

    private static ShimFrames frames(Socket connection) throws IOException {
        connection.setTcpNoDelay(true);
        return new ShimFrames(
                new BufferedInputStream(connection.getInputStream()),
                new BufferedOutputStream(connection.getOutputStream()));
    }

    /** What is behind the shim. */
    public Implementation implementation() {
        return implementation;
    }

    /** Says good-bye; who has not gone within a moment is ended. */
    @Override
    public void close() {
        try (connection) {
            implementation.bye();
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
