package dtlskeying.properties.cli;

import dtlskeying.properties.dtls13.OneEpoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Locale;

/** {@code open dtls13}: the content that a record protects, or why there is none. */
@Command(
        name = "dtls13",
        description =
                "What a DTLS 1.3 record protects, or the clause by which it is refused"
                        + " (RFC 9147 section 4).",
        footer = {
            "",
            "Example:",
            "  dtls-keying open dtls13 --suite TLS_AES_128_GCM_SHA256 --json --secret \\",
            "    4ab12ae4022fc013eca21abb071e13aa24a150e3876c660fe0ed10a8eebd8f17 \\",
            "    2fa2580015f5bd33f27b72780e351fa00703fb9f658c689f95ae"
        })
final class OpenDtls13 extends OneRecord {
    @Option(
            names = "--next",
            paramLabel = "N",
            defaultValue = "0",
            description = "One more than the highest number opened so far (default: 0).")
    private long next;

    @Parameters(paramLabel = "RECORD", description = "The record in hex, header and all.")
    private Octets record;

    @Override
    public Integer call() {
        var step =
                OneEpoch.reading(suite(), secret(), epoch(), number("--next", next), sizes())
                        .receive(record);
        if (step.effects().isEmpty()) throw misuse("there is no record in no bytes");
        if (!(step.effects().getLast() instanceof Effect.Accepted(var opened)))
            return refuse(step.effects().getLast().clause());
        String type = opened.type().name().toLowerCase(Locale.ROOT);
        return print(
                opened.content(),
                Json.object()
                        .put("epoch", opened.number().epoch().number())
                        .put("sequence", opened.number().sequence())
                        .put("type", type)
                        .put("content", opened.content().toHex()));
    }
}
