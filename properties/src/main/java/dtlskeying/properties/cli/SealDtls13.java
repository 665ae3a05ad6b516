package dtlskeying.properties.cli;

import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.properties.dtls13.OneEpoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code seal dtls13}: content becomes a protected record. */
@Command(
        name = "dtls13",
        description = "The DTLS 1.3 record that protects some content (RFC 9147 section 4).",
        footer = {
            "",
            "Example:",
            "  dtls-keying seal dtls13 --suite TLS_AES_128_GCM_SHA256 --secret \\",
            "    a9185352f61134f1d24eaa4a930fff2edca40ce8c06420848deb27699e9baf2c 70696e67"
        })
final class SealDtls13 extends OneRecord {
    @Option(
            names = "--sequence",
            paramLabel = "N",
            defaultValue = "0",
            description = "The record's sequence number (default: 0).")
    private long sequence;

    @Option(
            names = "--type",
            paramLabel = "NAME",
            defaultValue = "application_data",
            description = "alert, handshake, application_data or ack (default: application_data).")
    private ContentType type;

    @Option(
            names = "--padding",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many zeros follow the content type (default: 0).")
    private int padding;

    @Option(names = "--short-number", description = "One byte of sequence number, not two.")
    private boolean shortNumber;

    @Option(names = "--no-length", description = "No length: the record ends its datagram.")
    private boolean noLength;

    @Parameters(paramLabel = "CONTENT", description = "The content in hex.")
    private Octets content;

    @Override
    public Integer call() {
        if (padding < 0) throw misuse("--padding is 0 or more, not " + padding);
        var step =
                OneEpoch.writing(
                                suite(), secret(), epoch(), number("--sequence", sequence), sizes())
                        .send(
                                epoch(),
                                type,
                                content,
                                padding,
                                new HeaderForm(!shortNumber, !noLength));
        for (Effect effect : step.effects())
            if (effect instanceof Effect.Written(_, var record))
                return print(record, Json.object().put("record", record.toHex()));
        return refuse(step.effects().getLast().clause());
    }
}
