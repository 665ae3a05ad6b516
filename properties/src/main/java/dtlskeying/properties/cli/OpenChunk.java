package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.ChunkProtection;
import dtlskeying.impl.chunk.ReceiveContext;
import dtlskeying.spec.Octets;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code open chunk}: the chunks that a DTLS chunk protects, or why there are none. */
@Command(
        name = "chunk",
        description =
                "The chunks that a DTLS chunk protects, or the clause by which it is refused"
                        + " (draft-ietf-tsvwg-sctp-dtls-chunk-04 section 4.2).",
        footer = {
            "",
            "Example:",
            "  dtls-keying open chunk --suite TLS_AES_128_GCM_SHA256 --epoch 3 \\",
            "    --key 000102030405060708090a0b0c0d0e0f --iv 000102030405060708090a0b \\",
            "    --sn 0f0e0d0c0b0a09080706050403020100 \\",
            "    --chunk 4100001d002b3276986ca7ca71873cc6593018487076498d87e88fa237000000"
        })
final class OpenChunk extends OneChunk {
    @Option(
            names = "--chunk",
            required = true,
            paramLabel = "HEX",
            description = "The DTLS chunk, with the zeros after it.")
    private Octets chunk;

    @Option(
            names = "--highest-seq",
            paramLabel = "N",
            description = "The highest number that was opened before; without it there was none.")
    private Long highestSeq;

    @Override
    public Integer call() {
        ReceiveContext context = context();
        if (highestSeq != null) context.sawBefore(number("--highest-seq", highestSeq));
        byte[] buffer = chunk.toArray();
        return print("chunks", buffer, context.open(buffer, 0, buffer.length));
    }

    private ReceiveContext context() {
        try {
            return new ReceiveContext(
                    use(), epoch(), suite(), keys(), ChunkProtection.DEFAULT_WINDOW);
        } catch (IllegalArgumentException wrongLength) {
            throw misuse(wrongLength.getMessage());
        }
    }
}
