package dtlskeying.impl.dtls13;

import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.spec.dtls13.LargeRecordsSpec;

import java.util.Set;

/**
 * Whether one end takes records of more than 2^14 bytes, and the number of the extension that says
 * so, which nobody has assigned yet (draft-ietf-tls-super-jumbo-record-limit §3). Both ends need
 * the same.
 *
 * @param wanted whether the extension is offered, or answered
 * @param limit the most bytes of content, type and padding that this end takes in a record of
 *     traffic, 64 to 2^30 - 256
 * @param extension its number, 0 to 65,535, of no other extension that we know
 */
public record LargeRecords(boolean wanted, int limit, int extension) {
    /** The extension where nobody says otherwise: of those for private use. */
    public static final int DEFAULT_EXTENSION = 0xff4c;

    private static final Set<Integer> TAKEN =
            Set.of(
                    ExtensionType.MAX_FRAGMENT_LENGTH,
                    ExtensionType.SUPPORTED_GROUPS,
                    ExtensionType.EC_POINT_FORMATS,
                    ExtensionType.SIGNATURE_ALGORITHMS,
                    ExtensionType.USE_SRTP,
                    ExtensionType.EXTENDED_MASTER_SECRET,
                    ExtensionType.RECORD_SIZE_LIMIT,
                    ExtensionType.SUPPORTED_VERSIONS,
                    ExtensionType.COOKIE,
                    ExtensionType.KEY_SHARE,
                    ExtensionType.TLS_FLAGS,
                    ExtensionType.RENEGOTIATION_INFO);

    /** They are not wanted. */
    public static final LargeRecords OFF =
            new LargeRecords(false, LargeRecordsSpec.LEAST, DEFAULT_EXTENSION);

    public LargeRecords {
        if (limit < LargeRecordsSpec.LEAST || limit > LargeRecordsSpec.LARGEST)
            throw new IllegalArgumentException(
                    "a limit of %d bytes is not from %d to %d"
                            .formatted(limit, LargeRecordsSpec.LEAST, LargeRecordsSpec.LARGEST));
        if (extension < 0 || extension > 0xffff || TAKEN.contains(extension))
            throw new IllegalArgumentException(
                    extension
                            + " is no free number of an extension: 0 to 65535 without those of"
                            + " DTLS that we use");
    }

    /** They are wanted up to that length, under the default number. */
    public static LargeRecords upTo(int limit) {
        return new LargeRecords(true, limit, DEFAULT_EXTENSION);
    }

    /** How records of traffic say their length, as far as is known before the hellos. */
    LengthForm lengths() {
        return wanted ? LengthForm.NONE : LengthForm.FIXED;
    }

    /** The same under another number. */
    public LargeRecords numbered(int other) {
        return new LargeRecords(wanted, limit, other);
    }
}
