package dtlskeying.properties.interop;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One SRTP session of libsrtp, in a process of its own: {@code src/test/peers/libsrtp_filter.c}.
 */
final class LibsrtpPeer implements AutoCloseable {
    private static final Path SOURCE =
            Path.of(
                    System.getProperty("repository.root", ".."),
                    "properties/src/test/peers/libsrtp_filter.c");

    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    private LibsrtpPeer(Process process) {
        this.process = process;
        this.requests = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** Compiles the filter into that directory; the reason why not, or an empty string. */
    static String build(Path directory) {
        List<String> command =
                List.of("gcc", "-O1", "-o", program(directory), SOURCE.toString(), "-lsrtp2");
        try {
            Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(gcc.getInputStream().readAllBytes());
            return gcc.waitFor() == 0 ? "" : "libsrtp_filter.c does not compile: " + output;
        } catch (IOException missing) {
            return "no gcc: " + missing.getMessage();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** A session that protects. */
    static LibsrtpPeer sender(Path directory, ProtectionProfile profile, Octets keySalt, Mki mki) {
        return start(directory, "protect", profile, keySalt, mki);
    }

    /** A session that unprotects. */
    static LibsrtpPeer receiver(
            Path directory, ProtectionProfile profile, Octets keySalt, Mki mki) {
        return start(directory, "unprotect", profile, keySalt, mki);
    }

    /** The other form of the packet in hex, or {@code error N}. */
    String pass(PacketKind kind, Octets packet) {
        try {
            requests.write(kind.name().toLowerCase(Locale.ROOT) + " " + packet.toHex() + "\n");
            requests.flush();
            String answer = answers.readLine();
            return answer == null ? "no answer" : answer;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static LibsrtpPeer start(
            Path directory, String verb, ProtectionProfile profile, Octets keySalt, Mki mki) {
        List<String> command = new ArrayList<>();
        command.add(program(directory));
        command.add(verb);
        command.add(Integer.toString(profile.code()));
        command.add(keySalt.toHex());
        if (!mki.isNone()) command.add(mki.value().toHex());
        try {
            return new LibsrtpPeer(
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String program(Path directory) {
        return directory.resolve("libsrtp_filter").toString();
    }
}
