package dtlskeying.properties.cli;

import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.RecordSizes;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.LargeRecordsSpec;
import dtlskeying.spec.dtls13.RecordNumber;

import picocli.CommandLine.Option;

import tools.jackson.databind.node.ObjectNode;

/** What {@code seal dtls13} and {@code open dtls13} share: the keys of one epoch. */
abstract class OneRecord extends Dtls13Verb {
    private static final long LARGEST_EPOCH = (1L << 48) - 1;

    /** More than any command line holds, and little enough for the memory. */
    private static final int LARGEST_HERE = 1 << 24;

    @Option(
            names = "--epoch",
            paramLabel = "N",
            defaultValue = "3",
            description = "The epoch, from 2 on (default: 3).")
    private long epoch;

    @Option(
            names = "--large-records",
            paramLabel = "N",
            description =
                    "Large records of up to N bytes are agreed on, 64 to 16777216: those of"
                            + " traffic have variable lengths.")
    private Integer large;

    @Option(names = "--json", description = "Print one JSON object instead of plain hex.")
    private boolean json;

    final Epoch epoch() {
        if (epoch < 2 || epoch > LARGEST_EPOCH)
            throw misuse("--epoch is from 2 to 2^48-1, not " + epoch);
        return new Epoch(epoch);
    }

    /** What is agreed on about sizes, the same both ways. */
    final RecordSizes sizes() {
        if (large == null) return RecordSizes.USUAL;
        if (large < LargeRecordsSpec.LEAST || large > LARGEST_HERE)
            throw misuse("--large-records is from 64 to " + LARGEST_HERE + ", not " + large);
        return new RecordSizes(large, large, LengthForm.VARIABLE);
    }

    final long number(String option, long number) {
        if (number < 0 || number > RecordNumber.LAST_SEQUENCE)
            throw misuse(option + " is from 0 to 2^48-1, not " + number);
        return number;
    }

    final int print(Octets plain, ObjectNode details) {
        out().println(json ? Json.line(details.put("verdict", "done")) : plain);
        return Exit.DONE;
    }

    final int refuse(Clause clause) {
        err().println("refused by " + clause.id() + ": " + clause.summary());
        if (json)
            out().println(
                            Json.line(
                                    Json.object()
                                            .put("verdict", "refused")
                                            .put("clause", clause.id())
                                            .put("summary", clause.summary())));
        return Exit.REFUSED;
    }
}
