package dtlskeying.impl.crypto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The PEM files that OpenSSL made for these tests. */
final class PemFile {
    private PemFile() {}

    static String read(String name) {
        try (var file = PemFile.class.getResourceAsStream(name + ".pem")) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
