package dtlskeying.properties.observe;

import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.impl.dtls13.message.LargeRecordSizeLimit;
import dtlskeying.impl.dtls13.message.RecordSizeLimit;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls13.LargeRecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.Optional;

/**
 * How long the records of one end may be, by what its peer has said (RFC 8449 §4,
 * large_record_size_limit under its usual number).
 *
 * @param usual the most bytes of content, type and padding before the keys of traffic
 * @param traffic the same under the keys of traffic
 */
record SaidSizes(int usual, int traffic) {
    /** Not all that was said was seen: anything is possible. */
    private static final SaidSizes UNKNOWN =
            new SaidSizes(LargeRecordsSpec.LARGEST, LargeRecordsSpec.LARGEST);

    static SaidSizes of(Exchange exchange, Role sender) {
        var offer = exchange.offer().map(it -> it.extensions());
        var answer = exchange.encryptedExtensions();
        if (offer.isEmpty() || answer.isEmpty()) return UNKNOWN;
        var its = sender == Role.CLIENT ? answer.get() : offer.get();
        var own = sender == Role.CLIENT ? offer.get() : answer.get();
        boolean isLarge = large(its).isPresent() && large(own).isPresent();
        if (isLarge) return new SaidSizes(RecordsSpec.LONGEST, large(its).get());
        boolean isAgreed =
                its.has(ExtensionType.RECORD_SIZE_LIMIT)
                        && own.has(ExtensionType.RECORD_SIZE_LIMIT);
        int limit = isAgreed ? usual(its) : RecordsSpec.LONGEST;
        return new SaidSizes(limit, limit);
    }

    private static Optional<Integer> large(Extensions said) {
        return said.find(LargeRecords.DEFAULT_EXTENSION)
                .flatMap(data -> Exchange.decoded(LargeRecordSizeLimit.decode(data)))
                .filter(LargeRecordSizeLimit::isInRange)
                .map(it -> (int) it.limit());
    }

    private static int usual(Extensions said) {
        return said.find(ExtensionType.RECORD_SIZE_LIMIT)
                .flatMap(data -> Exchange.decoded(RecordSizeLimit.decode(data)))
                .map(it -> Math.min(it.limit(), RecordsSpec.LONGEST))
                .orElse(RecordsSpec.LONGEST);
    }

    /** The most bytes of content, type and padding in a record of that epoch. */
    int longest(Epoch epoch) {
        return epoch.compareTo(Epoch.FIRST_OF_TRAFFIC) < 0 ? usual : traffic;
    }
}
