package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.UNSUPPORTED_EXTENSION;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.EXTENSIONS_ANSWER_AN_OFFER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.EXTENSIONS_STAND_IN_THEIR_MESSAGES;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.spec.Cites;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;

/** The messages that answer with extensions, and which of those that we know may stand there. */
@Cites({"rfc8446/4.2/a", "rfc8446/4.2/b"})
enum Place {
    SERVER_HELLO(ExtensionType.SUPPORTED_VERSIONS, ExtensionType.KEY_SHARE),
    HELLO_RETRY_REQUEST(
            ExtensionType.SUPPORTED_VERSIONS, ExtensionType.COOKIE, ExtensionType.KEY_SHARE),
    ENCRYPTED_EXTENSIONS(
            ExtensionType.SUPPORTED_GROUPS,
            ExtensionType.USE_SRTP,
            ExtensionType.RECORD_SIZE_LIMIT,
            ExtensionType.TLS_FLAGS),
    CERTIFICATE_REQUEST(ExtensionType.SIGNATURE_ALGORITHMS),
    CERTIFICATE();

    private final Set<Integer> own;

    Place(Integer... own) {
        this.own = Set.of(own);
    }

    /**
     * Whether each of these answers an offer, and stands where it belongs.
     *
     * @param settings which say by what number large records are asked for
     */
    Checked<Void> answers(Settings settings, Extensions offer, Extensions said) {
        return check(
                settings,
                said,
                type -> offer.has(type) || this == HELLO_RETRY_REQUEST && isOwn(settings, type));
    }

    /** Whether each of these, which answer nothing, stands where it may. */
    Checked<Void> asks(Settings settings, Extensions said) {
        return check(settings, said, _ -> true);
    }

    private Checked<Void> check(Settings settings, Extensions said, Predicate<Integer> isExpected) {
        for (Extension each : said.list()) {
            if (!isExpected.test(each.type()))
                return Checked.refused(UNSUPPORTED_EXTENSION, EXTENSIONS_ANSWER_AN_OFFER);
            if (!isOwn(settings, each.type()) && isKnown(settings, each.type()))
                return Checked.refused(ILLEGAL_PARAMETER, EXTENSIONS_STAND_IN_THEIR_MESSAGES);
        }
        return Checked.passed(null);
    }

    private boolean isOwn(Settings settings, int type) {
        boolean isLarge = settings.large().wanted() && type == settings.large().extension();
        return own.contains(type) || this == ENCRYPTED_EXTENSIONS && isLarge;
    }

    private static boolean isKnown(Settings settings, int type) {
        return Arrays.stream(values()).anyMatch(place -> place.isOwn(settings, type));
    }
}
