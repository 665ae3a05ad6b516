package dtlskeying.impl.dtls13;

import dtlskeying.impl.dtls.SrtpExtension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * One end's look at those extensions of the peer that have nothing to do with keys: use_srtp, those
 * about the size of records, and tls_flags.
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
                                .then(flags ->
                                        sizes(SizeExtensions.of(settings).answered(said))
                                                .map(sizes ->
                                                        new Extras(data.data(), sizes, flags))));
    }

    /** What a server makes of the client's offer. */
    Checked<Settled> offered() {
        var srtp = new SrtpExtension(settings.srtp(), List.of());
        return checked(srtp.offered(said.find(ExtensionType.USE_SRTP)))
                .then(data ->
                        flags(settings.flags().offered(said.find(ExtensionType.TLS_FLAGS)))
                                .then(flags ->
                                        sizes(SizeExtensions.of(settings).offered(said))
                                                .map(sizes ->
                                                        new Extras(data.data(), sizes, flags)))
                                .map(extras -> new Settled(extras, data.answer())));
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

    private Checked<RecordSizes> sizes(SizeExtensions.Outcome outcome) {
        return switch (outcome) {
            case SizeExtensions.Outcome.Refused(var why) -> new Checked.Refused<>(why);
            case SizeExtensions.Outcome.Agreed(var sizes) ->
                    Checked.passed(sizes.carriedBy(settings.carrier()));
        };
    }
}
