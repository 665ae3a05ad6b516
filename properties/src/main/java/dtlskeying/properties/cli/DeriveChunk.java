package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUse;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.node.ObjectNode;

import java.util.Locale;

/** {@code derive chunk}: §4, the keys of the DTLS chunk from the exporter secret of an epoch. */
@Command(
        name = "chunk",
        description =
                "Keys of the SCTP DTLS chunk for both ends, from the exporter secret of an epoch"
                        + " (draft-tuexen-tsvwg-dtls-chunk-key-management-00 section 4; its formulas"
                        + " are decision 7).",
        footer = {
            "",
            "Example:",
            "  dtls-keying derive chunk --suite TLS_AES_128_GCM_SHA256 --epoch 3 \\",
            "    --exporter-secret $(printf '5a%%.0s' $(seq 32)) \\",
            "    --client-parameter 8006000a0000000101c0 --server-parameter 8006000a0000000202c0"
        })
final class DeriveChunk extends Verb {
    @Option(
            names = "--exporter-secret",
            required = true,
            paramLabel = "HEX",
            description = "The exporter secret of the epoch, as long as the suite's hash.")
    private Octets exporterSecret;

    @Option(
            names = "--epoch",
            required = true,
            paramLabel = "N",
            description = "The epoch: 3 is the first.")
    private long epoch;

    @Option(
            names = "--client-parameter",
            required = true,
            paramLabel = "HEX",
            description =
                    "The DTLS Key Management parameter of the client of the key management, as it"
                            + " was on the wire: header and value, no padding.")
    private Octets clientParameter;

    @Option(
            names = "--server-parameter",
            required = true,
            paramLabel = "HEX",
            description = "That of its server.")
    private Octets serverParameter;

    @Option(
            names = "--suite",
            required = true,
            paramLabel = "NAME",
            description = "${COMPLETION-CANDIDATES}.")
    private CipherSuite suite;

    @Override
    public Integer call() {
        ChunkKeys keys = keys();
        Epoch of = OneChunk.epoch(this, epoch);
        ObjectNode json = Json.object();
        for (Role writer : Role.values()) {
            ObjectNode uses = Json.object();
            for (KeyUse use : KeyUse.values())
                uses.set(use.name().toLowerCase(Locale.ROOT), parts(keys.of(of, writer, use)));
            json.set(writer.text(), uses);
        }
        out().println(Json.line(json));
        return Exit.DONE;
    }

    private ChunkKeys keys() {
        try {
            return new ChunkKeys(
                    suite, Secret.of(exporterSecret), clientParameter, serverParameter);
        } catch (IllegalArgumentException wrongLength) {
            throw misuse("--exporter-secret: " + wrongLength.getMessage());
        }
    }

    private static ObjectNode parts(TrafficKeys keys) {
        return Json.object()
                .put("key", keys.key().octets().toHex())
                .put("sn", keys.numberKey().octets().toHex())
                .put("iv", keys.iv().octets().toHex());
    }
}
