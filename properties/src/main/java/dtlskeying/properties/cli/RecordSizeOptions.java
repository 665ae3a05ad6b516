package dtlskeying.properties.cli;

import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.spec.dtls13.LargeRecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec;

import picocli.CommandLine.Option;

/** How long the records of DTLS 1.3 may be that an end takes. */
final class RecordSizeOptions {
    @Option(
            names = "--record-size-limit",
            paramLabel = "N",
            description =
                    "Take records of N bytes with type and padding, 64 to 16385 (default: 16385).")
    private int usual = RecordsSpec.LONGEST;

    @Option(
            names = "--large-records",
            paramLabel = "N",
            description =
                    "Want large_record_size_limit, 64 to 1073741568: records of traffic of up to N"
                            + " bytes, if the peer wants it, too.")
    private Integer large;

    /** These settings with those sizes. */
    Settings on(Settings settings, CodePointOptions numbers) {
        check("--record-size-limit", usual, RecordsSpec.LONGEST);
        var wish =
                large == null
                        ? LargeRecords.OFF
                        : LargeRecords.upTo(large(LargeRecordsSpec.LARGEST));
        return settings.withRecordSize(usual).withLarge(numbers.numbering(wish));
    }

    /** Refuses what a carrier of such messages cannot bring. */
    void checkWithin(int longest) {
        if (large != null) large(longest);
    }

    private int large(int most) {
        check("--large-records", large, most);
        return large;
    }

    private static void check(String option, int limit, int most) {
        if (limit < LargeRecordsSpec.LEAST || limit > most)
            throw new Misuse(
                    "%s is from %d to %d, not %d"
                            .formatted(option, LargeRecordsSpec.LEAST, most, limit));
    }
}
