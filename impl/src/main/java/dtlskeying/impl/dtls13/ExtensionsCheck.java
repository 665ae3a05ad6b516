package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.RECORD_SIZE_LIMIT_IS_AT_LEAST_64;

import dtlskeying.impl.dtls.SrtpExtension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls13.message.RecordSizeLimit;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.List;

/**
 * One end's look at those extensions of the peer that have nothing to do with keys: use_srtp,
 * record_size_limit and tls_flags.
 *
 * @param settings what this end takes
 * @param said the extensions of the hello, or the encrypted ones of the answer
 */
record ExtensionsCheck(Settings settings, Extensions said) {
    /** What is settled; a server answers with these bytes for use_srtp, if there are any. */
    record Settled(Extras extras, Octets srtpAnswer) {}

    /** What a client makes of the server's answer. */
    Checked<Extras> answered() {
        var srtp = new SrtpExtension(settings.srtp(), List.of());
        return checked(srtp.answered(said.find(ExtensionType.USE_SRTP)))
                .then(data ->
                        flags(settings.flags().answered(said.find(ExtensionType.TLS_FLAGS)))
                                .then(flags -> extras(data.data(), flags)));
    }

    /** What a server makes of the client's offer. */
    Checked<Settled> offered() {
        var srtp = new SrtpExtension(settings.srtp(), List.of());
        return checked(srtp.offered(said.find(ExtensionType.USE_SRTP)))
                .then(data ->
                        flags(settings.flags().offered(said.find(ExtensionType.TLS_FLAGS)))
                                .then(flags -> extras(data.data(), flags))
                                .map(extras -> new Settled(extras, data.answer())));
    }

    /**
     * A limit counts in its direction only, and only if both ends have the extension: then this
     * end's own limit holds as well.
     */
    private Checked<Extras> extras(DataProtection data, Flags flags) {
        return Checked.optional(said.find(ExtensionType.RECORD_SIZE_LIMIT), RecordSizeLimit::decode)
                .then(limit ->
                        Checked.require(
                                        limit.isEmpty()
                                                || limit.get().limit() >= RecordSizeLimit.LEAST,
                                        ILLEGAL_PARAMETER,
                                        RECORD_SIZE_LIMIT_IS_AT_LEAST_64)
                                .map(_ ->
                                        limit.map(theirs -> limited(data, theirs, flags))
                                                .orElseGet(() -> unlimited(data, flags))));
    }

    private Extras limited(DataProtection data, RecordSizeLimit theirs, Flags flags) {
        int writeSize = Math.min(theirs.limit(), RecordsSpec.LONGEST);
        return new Extras(data, settings.recordSize(), writeSize, flags);
    }

    private static Extras unlimited(DataProtection data, Flags flags) {
        return new Extras(data, RecordsSpec.LONGEST, RecordsSpec.LONGEST, flags);
    }

    private static Checked<SrtpExtension.Outcome.Agreed> checked(SrtpExtension.Outcome outcome) {
        return switch (outcome) {
            case SrtpExtension.Outcome.Refused(var why) -> new Checked.Refused<>(why);
            case SrtpExtension.Outcome.Agreed agreed -> Checked.passed(agreed);
        };
    }

    private static Checked<Flags> flags(Flags.Outcome outcome) {
        return switch (outcome) {
            case Flags.Outcome.Refused(var why) -> new Checked.Refused<>(why);
            case Flags.Outcome.Agreed(var flags) -> Checked.passed(flags);
        };
    }
}
