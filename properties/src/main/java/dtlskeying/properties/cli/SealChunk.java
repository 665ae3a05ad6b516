package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.SendContext;
import dtlskeying.spec.Octets;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.Arrays;

/** {@code seal chunk}: all chunks of an SCTP packet become one DTLS chunk. */
@Command(
        name = "chunk",
        description =
                "The DTLS chunk, with the zeros after it, that protects all chunks of an SCTP"
                        + " packet (draft-ietf-tsvwg-sctp-dtls-chunk-04 section 4.2).",
        footer = {
            "",
            "Example:",
            "  dtls-keying seal chunk --suite TLS_AES_128_GCM_SHA256 --epoch 3 --seq 0 \\",
            "    --key 000102030405060708090a0b0c0d0e0f --iv 000102030405060708090a0b \\",
            "    --sn 0f0e0d0c0b0a09080706050403020100 --chunks 0b000004"
        })
final class SealChunk extends OneChunk {
    @Option(
            names = "--chunks",
            required = true,
            paramLabel = "HEX",
            description = "The chunks, one after the other, each with its padding.")
    private Octets chunks;

    @Option(
            names = "--seq",
            required = true,
            paramLabel = "N",
            description = "The number of the chunk: 0 is the first of its key.")
    private long seq;

    @Override
    public Integer call() {
        SendContext context = context();
        int room = chunks.length() + SendContext.overhead(suite());
        byte[] buffer = Arrays.copyOf(chunks.toArray(), room);
        return print("chunk", buffer, context.seal(buffer, 0, chunks.length()));
    }

    private SendContext context() {
        try {
            return new SendContext(use(), epoch(), suite(), keys(), number("--seq", seq));
        } catch (IllegalArgumentException wrongLength) {
            throw misuse(wrongLength.getMessage());
        }
    }
}
