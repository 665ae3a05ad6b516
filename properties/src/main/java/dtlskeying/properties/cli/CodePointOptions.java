package dtlskeying.properties.cli;

import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.LargeRecords;

import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Numbers of DTLS extensions that nobody has assigned yet: a peer whose authors have chosen others
 * can be met under those.
 */
final class CodePointOptions {
    private static final String EKU_FLAG = "eku-flag";
    private static final String EKU_TYPE = "eku-type";
    private static final String LARGE_RECORDS = "large-records";

    @Option(
            names = "--code-point",
            paramLabel = "NAME=NUMBER",
            description = {
                "A number that is not assigned yet, decimal or 0x..., as the peer has it, too:",
                "eku-flag, of extended_key_update in tls_flags, 0 to 2039 (default: 100);",
                "eku-type, of its handshake messages, 0 to 253 (default: 253);",
                "large-records, of the extension large_record_size_limit, 0 to 65535"
                        + " (default: 0xff4c)."
            })
    private Map<String, String> given = new LinkedHashMap<>();

    /** Extended key updates under these numbers. */
    ExtendedUpdates updates(boolean wanted) {
        check();
        int flag = number(EKU_FLAG, ExtendedUpdates.DEFAULT_FLAG);
        int type = number(EKU_TYPE, ExtendedUpdates.DEFAULT_MESSAGE_TYPE);
        return valid(() -> new ExtendedUpdates(wanted, flag, type));
    }

    /** Large records under this number. */
    LargeRecords numbering(LargeRecords large) {
        check();
        int extension = number(LARGE_RECORDS, LargeRecords.DEFAULT_EXTENSION);
        return valid(() -> large.numbered(extension));
    }

    private void check() {
        for (String name : given.keySet())
            if (!name.equals(EKU_FLAG) && !name.equals(EKU_TYPE) && !name.equals(LARGE_RECORDS))
                throw new Misuse(
                        "--code-point %s: the names are %s, %s and %s"
                                .formatted(name, EKU_FLAG, EKU_TYPE, LARGE_RECORDS));
    }

    private int number(String name, int otherwise) {
        String text = given.get(name);
        if (text == null) return otherwise;
        try {
            return Integer.decode(text);
        } catch (NumberFormatException notOne) {
            throw new Misuse("--code-point %s: %s is no number".formatted(name, text), notOne);
        }
    }

    private static <T> T valid(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException unfit) {
            throw new Misuse("--code-point: " + unfit.getMessage(), unfit);
        }
    }
}
