package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExportedAuthenticator;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code derive authenticator}: what exported authenticators of one end are keyed with. */
@Command(
        name = "authenticator",
        description =
                "What the exported authenticators of one end of DTLS 1.3 are bound to and keyed"
                        + " with, from the exporter secret of an epoch (RFC 9261 section 5.1).",
        footer = {
            "",
            "Example:",
            "  dtls-keying derive authenticator --suite TLS_AES_128_GCM_SHA256 --role server \\",
            "    --exporter-secret $(printf '5a%%.0s' $(seq 32))"
        })
final class DeriveAuthenticator extends Verb {
    @Option(
            names = "--suite",
            required = true,
            paramLabel = "NAME",
            description = "The cipher suite: TLS_AES_128_GCM_SHA256 or 0x1301.")
    private CipherSuite suite;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "client|server",
            description = "The end that makes the authenticators.")
    private String role;

    @Option(
            names = "--exporter-secret",
            required = true,
            paramLabel = "HEX",
            description = "The exporter secret of the epoch, as long as the suite's hash.")
    private Octets exporterSecret;

    @Override
    public Integer call() {
        var authenticator = authenticator();
        out().println(
                        Json.line(
                                Json.object()
                                        .put(
                                                "handshakeContext",
                                                authenticator.handshakeContext(role()).toHex())
                                        .put(
                                                "finishedKey",
                                                authenticator
                                                        .finishedKey(role())
                                                        .octets()
                                                        .toHex())));
        return Exit.DONE;
    }

    private Role role() {
        for (Role each : Role.values()) if (each.text().equals(role)) return each;
        throw misuse("--role is client or server, not " + role);
    }

    private ExportedAuthenticator authenticator() {
        try {
            return new ExportedAuthenticator(suite, Secret.of(exporterSecret));
        } catch (IllegalArgumentException wrongLength) {
            throw misuse("--exporter-secret: " + wrongLength.getMessage());
        }
    }
}
