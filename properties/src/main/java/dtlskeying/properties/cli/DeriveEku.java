package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExtendedKeySchedule;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.node.ObjectNode;

/** {@code derive eku}: the next generation of keys by an extended key update. */
@Command(
        name = "eku",
        description =
                "The next generation of keys of DTLS 1.3 by an extended key update"
                        + " (draft-ietf-tls-extended-key-update sections 7 and 10; messages are"
                        + " hashed with the header of TLS, and a transcript hash is not hashed"
                        + " again).",
        footer = {
            "",
            "Example:",
            "  dtls-keying derive eku --suite TLS_AES_128_GCM_SHA256 \\",
            "    --main-secret $(printf '5a%%.0s' $(seq 32)) \\",
            "    --transcript-hash $(printf 'a5%%.0s' $(seq 32)) \\",
            "    --request fd00002500001d0020$(printf '01%%.0s' $(seq 32)) \\",
            "    --response fd00002501001d0020$(printf '02%%.0s' $(seq 32)) \\",
            "    --shared-secret $(printf '03%%.0s' $(seq 32))"
        })
final class DeriveEku extends Verb {
    private static final int HEADER = 4;

    @Option(
            names = "--suite",
            required = true,
            paramLabel = "NAME",
            description = "The cipher suite: TLS_AES_128_GCM_SHA256 or 0x1301.")
    private CipherSuite suite;

    @Option(
            names = "--main-secret",
            required = true,
            paramLabel = "HEX",
            description = "The main secret of the last generation, as long as the suite's hash.")
    private Octets mainSecret;

    @Option(
            names = "--transcript-hash",
            required = true,
            paramLabel = "HEX",
            description =
                    "The transcript hash of the last generation; after the handshake, that up to and"
                            + " with the client's Finished.")
    private Octets transcriptHash;

    @Option(
            names = "--request",
            required = true,
            paramLabel = "HEX",
            description = "The request: type (1 byte), length (3), body.")
    private Octets request;

    @Option(
            names = "--response",
            required = true,
            paramLabel = "HEX",
            description = "The response: type (1 byte), length (3), body.")
    private Octets response;

    @Option(
            names = "--shared-secret",
            required = true,
            paramLabel = "HEX",
            description = "The result of the exchange, as its group encodes it in a handshake.")
    private Octets sharedSecret;

    @Override
    public Integer call() {
        requireLength("--main-secret", mainSecret);
        requireLength("--transcript-hash", transcriptHash);
        requireMessage("--request", request);
        requireMessage("--response", response);
        if (sharedSecret.isEmpty()) throw misuse("--shared-secret has one byte or more");
        var extended = ExtendedKeySchedule.of(suite);
        Secret main = extended.main(extended.salt(Secret.of(mainSecret)), Secret.of(sharedSecret));
        Octets hash = extended.transcriptHash(transcriptHash, request, response);
        out().println(Json.line(json(main, hash)));
        return Exit.DONE;
    }

    private ObjectNode json(Secret main, Octets hash) {
        var schedule = KeySchedule.of(suite);
        Secret client = schedule.applicationTraffic(Role.CLIENT, main, hash);
        Secret server = schedule.applicationTraffic(Role.SERVER, main, hash);
        ObjectNode json =
                Json.object()
                        .put("mainSecret", main.octets().toHex())
                        .put("transcriptHash", hash.toHex())
                        .put("clientTrafficSecret", client.octets().toHex())
                        .put("serverTrafficSecret", server.octets().toHex())
                        .put("exporterSecret", schedule.exporter(main, hash).octets().toHex());
        json.set("client", keys(client));
        json.set("server", keys(server));
        return json;
    }

    private ObjectNode keys(Secret traffic) {
        var keys = KeySchedule.of(suite).keys(suite.aead(), traffic);
        return Json.object()
                .put("key", keys.key().octets().toHex())
                .put("iv", keys.iv().octets().toHex())
                .put("sn", keys.numberKey().octets().toHex());
    }

    private void requireLength(String option, Octets value) {
        if (value.length() != suite.hash().length())
            throw misuse(
                    "%s: %s takes %d bytes, not %d"
                            .formatted(option, suite, suite.hash().length(), value.length()));
    }

    private void requireMessage(String option, Octets message) {
        boolean isWhole =
                message.length() > HEADER
                        && message.length() - HEADER
                                == (message.at(1) << 16 | message.at(2) << 8 | message.at(3));
        if (!isWhole)
            throw misuse(
                    option
                            + ": a message starts with its type and the three bytes of its length,"
                            + " and ends with its body");
    }
}
