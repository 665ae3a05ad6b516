package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Set;

/** Who we are and whom we believe. */
final class IdentityOptions {
    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "Our certificate and its chain, PEM (default: one made for this run).")
    private Path cert;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Its private key, PEM (default: the same file).")
    private Path key;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Certificates that we believe, PEM.")
    private Path trust;

    @Option(
            names = "--fingerprint",
            paramLabel = "HASH",
            description = "The peer's certificate, as sha-256 AB:CD:... or AB:CD:... alone.")
    private Fingerprint fingerprint;

    /** Our identity, from files or made from {@code entropy}. */
    Identity identity(String name, Entropy entropy) {
        if (cert == null && key != null) throw new Misuse("--key needs --cert");
        if (cert == null) return Identity.demonstration(name, entropy, KeyKind.EC_P256);
        Path keyFile = key == null ? cert : key;
        String certificates = TextFile.read(cert);
        String privateKey = TextFile.read(keyFile);
        try {
            return Identity.ofPem(certificates, privateKey);
        } catch (IllegalArgumentException unfit) {
            String files = keyFile.equals(cert) ? cert.toString() : cert + ", " + keyFile;
            throw new Misuse(files + ": " + unfit.getMessage());
        }
    }

    /** Whether the peer's certificate is judged at all. */
    boolean isPeerKnown() {
        return trust != null || fingerprint != null;
    }

    /** Whom we believe; everybody, if nothing was said. */
    Trust trust() {
        if (trust != null && fingerprint != null)
            throw new Misuse("--trust and --fingerprint exclude each other");
        if (fingerprint != null) return new Trust.Fingerprints(Set.of(fingerprint));
        if (trust == null) return new Trust.Anyone();
        try {
            return Trust.Anchors.ofPem(TextFile.read(trust));
        } catch (IllegalArgumentException unfit) {
            throw new Misuse(trust + ": " + unfit.getMessage());
        }
    }
}
