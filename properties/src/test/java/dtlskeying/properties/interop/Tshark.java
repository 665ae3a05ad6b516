package dtlskeying.properties.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Wireshark's dissectors, by the command line: what others see in a capture of ours. */
final class Tshark {
    private Tshark() {}

    static void assumePresent() {
        assumeTrue(
                CompiledPeer.succeeds("tshark", "--version"), "there is no tshark; apt install it");
    }

    /**
     * One line for each packet, with the values of these fields; several values of one field are
     * separated by commas.
     */
    static List<List<String>> fields(Path capture, List<String> options, String... fields) {
        var command = new ArrayList<>(List.of("tshark", "-r", capture.toString()));
        command.addAll(options);
        command.addAll(List.of("-T", "fields"));
        for (String field : fields) command.addAll(List.of("-e", field));
        return output(command).lines().map(line -> Arrays.asList(line.split("\t", -1))).toList();
    }

    /**
     * All fields of all packets, with their places, in XML.
     *
     * @param as what a port is taken for, such as {@code udp.port==4433,dtls}
     */
    static String pdml(Path capture, String as) {
        return output(List.of("tshark", "-r", capture.toString(), "-d", as, "-T", "pdml"));
    }

    private static String output(List<String> command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String printed = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) throw new AssertionError(command + " failed:\n" + printed);
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
