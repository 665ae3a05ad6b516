package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Octets;

import picocli.CommandLine.Option;

/** A command that is given a suite of DTLS 1.3 and one traffic secret. */
abstract class Dtls13Verb extends Verb {
    @Option(
            names = "--suite",
            required = true,
            paramLabel = "NAME",
            description = "The cipher suite: TLS_AES_128_GCM_SHA256 or 0x1301.")
    private CipherSuite suite;

    @Option(
            names = "--secret",
            required = true,
            paramLabel = "HEX",
            description = "The traffic secret of the epoch, for what the sender sends.")
    private Octets secret;

    final CipherSuite suite() {
        return suite;
    }

    final Secret secret() {
        if (secret.length() != suite.hash().length())
            throw misuse(
                    "--secret: %s takes %d bytes, not %d"
                            .formatted(suite, suite.hash().length(), secret.length()));
        return Secret.of(secret);
    }
}
