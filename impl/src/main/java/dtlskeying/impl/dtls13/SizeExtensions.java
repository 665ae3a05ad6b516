package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.RECORD_SIZE_LIMIT_IS_AT_LEAST_64;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LIMITS_ARE_IN_RANGE;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.SIZES_ARE_ANSWERED_ALONE;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.LargeRecordSizeLimit;
import dtlskeying.impl.dtls13.message.RecordSizeLimit;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one end says about the size of records, and what it makes of what the other says: by
 * record_size_limit (RFC 8449 §4), or by large_record_size_limit
 * (draft-ietf-tls-super-jumbo-record-limit §3).
 *
 * @param recordSize the most bytes of content, type and padding that it takes, 64 to 16,385
 * @param large whether it wants to take more, which it then says instead
 */
public record SizeExtensions(int recordSize, LargeRecords large) {
    /** What one end makes of the other's extensions. */
    public sealed interface Outcome {
        /** Records may be as long as this. */
        record Agreed(RecordSizes sizes) implements Outcome {}

        /** The handshake cannot go on. */
        record Refused(Unsound why) implements Outcome {}
    }

    static SizeExtensions of(Settings settings) {
        return new SizeExtensions(settings.recordSize(), settings.large());
    }

    /** What a client says: one thing. */
    @Cites({"large-records/3/f", "large-records/3/h"})
    public Extension offer() {
        return large.wanted() ? ofLarge() : ofUsual();
    }

    /** What a server answers that has agreed to these sizes: one thing, or nothing. */
    @Cites("large-records/3/g")
    public List<Extension> answer(RecordSizes agreed, Extensions offer) {
        if (agreed.lengths() == LengthForm.VARIABLE) return List.of(ofLarge());
        return offer.has(ExtensionType.RECORD_SIZE_LIMIT) ? List.of(ofUsual()) : List.of();
    }

    private Extension ofLarge() {
        return new LargeRecordSizeLimit(large.limit()).toExtension(large.extension());
    }

    private Extension ofUsual() {
        return new RecordSizeLimit(recordSize).toExtension();
    }

    /** What a server makes of the client's hello: of two extensions the larger counts. */
    @Cites("large-records/3/h")
    public Outcome offered(Extensions said) {
        return large.wanted() && said.has(large.extension()) ? large(said) : usual(said);
    }

    /** What a client makes of the server's answer to its offer. */
    public Outcome answered(Extensions said) {
        if (!isAlone(said)) return refused(ILLEGAL_PARAMETER, SIZES_ARE_ANSWERED_ALONE);
        return offered(said);
    }

    /** Whether a server says one thing about sizes at most. */
    boolean isAlone(Extensions said) {
        var all =
                Stream.of(
                        large.extension(),
                        ExtensionType.RECORD_SIZE_LIMIT,
                        ExtensionType.MAX_FRAGMENT_LENGTH);
        return all.filter(said::has).count() < 2;
    }

    private Outcome large(Extensions said) {
        return switch (LargeRecordSizeLimit.decode(said.find(large.extension()).orElseThrow())) {
            case Decoded.Malformed<LargeRecordSizeLimit> _ ->
                    refused(DECODE_ERROR, MESSAGES_ARE_WELL_FORMED);
            case Decoded.Value<LargeRecordSizeLimit>(var theirs) when !theirs.isInRange() ->
                    refused(ILLEGAL_PARAMETER, LIMITS_ARE_IN_RANGE);
            case Decoded.Value<LargeRecordSizeLimit>(var theirs) ->
                    agreed(large.limit(), (int) theirs.limit(), LengthForm.VARIABLE);
        };
    }

    /**
     * A limit counts in its direction only, and only if both ends have the extension: then this
     * end's own limit holds as well.
     */
    private Outcome usual(Extensions said) {
        Optional<Octets> limit = said.find(ExtensionType.RECORD_SIZE_LIMIT);
        if (limit.isEmpty()) return new Outcome.Agreed(RecordSizes.USUAL);
        return switch (RecordSizeLimit.decode(limit.get())) {
            case Decoded.Malformed<RecordSizeLimit> _ ->
                    refused(DECODE_ERROR, MESSAGES_ARE_WELL_FORMED);
            case Decoded.Value<RecordSizeLimit>(var theirs)
                    when theirs.limit() < RecordSizeLimit.LEAST ->
                    refused(ILLEGAL_PARAMETER, RECORD_SIZE_LIMIT_IS_AT_LEAST_64);
            case Decoded.Value<RecordSizeLimit>(var theirs) ->
                    agreed(
                            recordSize,
                            Math.min(theirs.limit(), RecordsSpec.LONGEST),
                            LengthForm.FIXED);
        };
    }

    private static Outcome agreed(int read, int write, LengthForm lengths) {
        return new Outcome.Agreed(new RecordSizes(read, write, lengths));
    }

    private static Outcome refused(Alert alert, Clause clause) {
        return new Outcome.Refused(new Unsound(alert, clause));
    }
}
