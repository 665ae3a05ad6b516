package dtlskeying.properties.interop;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One SRTP session of libsrtp, in a process of its own: {@code src/test/peers/libsrtp_filter.c}.
 * Tests that need it are skipped, with the reason, where it cannot be compiled.
 */
final class LibsrtpPeer implements AutoCloseable {
    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    private LibsrtpPeer(Process process) {
        this.process = process;
        this.requests = process.outputWriter();
        this.answers = process.inputReader();
    }

    /** A session that protects. */
    static LibsrtpPeer sender(ProtectionProfile profile, Octets keySalt, Mki mki) {
        return start("protect", profile, keySalt, mki);
    }

    /** A session that unprotects. */
    static LibsrtpPeer receiver(ProtectionProfile profile, Octets keySalt, Mki mki) {
        return start("unprotect", profile, keySalt, mki);
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
            String verb, ProtectionProfile profile, Octets keySalt, Mki mki) {
        List<String> command = new ArrayList<>();
        command.add(CompiledPeer.compile("libsrtp_filter", "libsrtp2").toString());
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
}
