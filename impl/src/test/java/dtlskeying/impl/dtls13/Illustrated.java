package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.RecordNumber;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A public handshake of which every byte and every key is known. */
final class Illustrated {
    static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;

    private static final List<String> LINES = lines();

    private Illustrated() {}

    /** One of its records, with what the page says about it. */
    record Recorded(Role sender, RecordNumber number, ContentType type, Octets bytes) {
        private static Recorded of(String line) {
            String[] words = line.split(" ");
            return new Recorded(
                    words[1].equals("client") ? Role.CLIENT : Role.SERVER,
                    RecordNumber.of(Long.parseLong(words[2]), Long.parseLong(words[3])),
                    ContentType.ofCode(Integer.parseInt(words[4])),
                    Octets.hex(words[5]));
        }
    }

    static Octets octets(String name) {
        return LINES.stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Octets.hex(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    static Secret secret(String name) {
        return Secret.of(octets(name));
    }

    /** Its records, in the order in which they were sent. */
    static List<Recorded> records() {
        return LINES.stream().filter(line -> line.startsWith("record ")).map(Recorded::of).toList();
    }

    private static List<String> lines() {
        try (var stream = Illustrated.class.getResourceAsStream("illustrated.txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
