package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.MISSING_EXTENSION;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SERVER_SENDS_A_SHARE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SHARE_ANSWERS_A_SHARE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.SHARE_IS_VALID_IN_ITS_GROUP;

import dtlskeying.impl.crypto.KeyShareGroup.Offer;
import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.ClientOffer.Offered;
import dtlskeying.impl.dtls13.message.KeyShareEntry;

/**
 * A client's look at a ServerHello: everything in it has to answer something on offer.
 *
 * @param settings what this client takes
 * @param offered the hello that is answered
 * @param answer the server's hello
 */
record ServerHelloCheck(Settings settings, Offered offered, ServerHello answer) {
    /** What a sound hello settles. */
    record Settled(Terms terms, Secret shared) {}

    Checked<Settled> outcome() {
        return Place.SERVER_HELLO
                .answers(settings, offered.hello().extensions(), answer.extensions())
                .then(_ -> new HelloFields(settings, offered.hello(), answer).outcome())
                .then(this::share);
    }

    private Checked<Settled> share(CipherSuite suite) {
        return Checked.required(
                        answer.extensions().find(ExtensionType.KEY_SHARE),
                        KeyShareEntry::decode,
                        MISSING_EXTENSION,
                        SERVER_SENDS_A_SHARE)
                .then(entry ->
                        offered.shares().stream()
                                .filter(own -> own.group().code() == entry.group())
                                .findFirst()
                                .map(own -> agree(suite, own, entry))
                                .orElseGet(() ->
                                        Checked.refused(ILLEGAL_PARAMETER, SHARE_ANSWERS_A_SHARE)));
    }

    private Checked<Settled> agree(CipherSuite suite, Offer own, KeyShareEntry entry) {
        return switch (own.complete(entry.keyExchange())) {
            case Agreement.InvalidShare _ ->
                    Checked.refused(ILLEGAL_PARAMETER, SHARE_IS_VALID_IN_ITS_GROUP);
            case Agreement.Agreed(var shared) ->
                    Checked.passed(
                            new Settled(
                                    new Terms(
                                            offered.hello().random(),
                                            answer.random(),
                                            suite,
                                            own.group()),
                                    shared));
        };
    }
}
