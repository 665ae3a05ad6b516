package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.RETRY_CHANGES_THE_HELLO;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.RETRY_GROUP_WAS_OFFERED_WITHOUT_SHARE;

import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls13.ClientOffer.Offered;
import dtlskeying.impl.dtls13.message.Cookie;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.impl.dtls13.message.KeyShareEntry;

import java.util.Optional;

/**
 * A client's look at a HelloRetryRequest (RFC 8446 §4.1.4).
 *
 * @param settings what this client takes
 * @param offered the hello that is answered
 * @param request the server's wish
 */
record RetryCheck(Settings settings, Offered offered, HelloRetryRequest request) {
    /** What the server wants of the next hello; it wants something. */
    record Wish(CipherSuite suite, Optional<KeyShareGroup> group, Optional<Cookie> cookie) {}

    Checked<Wish> outcome() {
        var hello = request.hello();
        return Place.HELLO_RETRY_REQUEST
                .answers(settings, offered.hello().extensions(), hello.extensions())
                .then(_ -> new HelloFields(settings, offered.hello(), hello).outcome())
                .then(suite -> wish(suite, hello.extensions()));
    }

    private Checked<Wish> wish(CipherSuite suite, Extensions said) {
        return Checked.optional(said.find(ExtensionType.COOKIE), Cookie::decode)
                .then(cookie -> group(said).map(group -> new Wish(suite, group, cookie)))
                .then(wish ->
                        wish.group().isEmpty() && wish.cookie().isEmpty()
                                ? Checked.refused(ILLEGAL_PARAMETER, RETRY_CHANGES_THE_HELLO)
                                : Checked.passed(wish));
    }

    private Checked<Optional<KeyShareGroup>> group(Extensions said) {
        return Checked.optional(
                        said.find(ExtensionType.KEY_SHARE), KeyShareEntry::decodeSelectedGroup)
                .then(code ->
                        code.isEmpty()
                                ? Checked.passed(Optional.empty())
                                : offeredWithoutShare(code.get()));
    }

    private Checked<Optional<KeyShareGroup>> offeredWithoutShare(int code) {
        boolean hasShare =
                offered.shares().stream().anyMatch(offer -> offer.group().code() == code);
        var group = KeyShareGroup.find(code).filter(settings.groups()::contains);
        return group.isEmpty() || hasShare
                ? Checked.refused(ILLEGAL_PARAMETER, RETRY_GROUP_WAS_OFFERED_WITHOUT_SHARE)
                : Checked.passed(group);
    }
}
