package dtlskeying.properties.observe;

import static dtlskeying.impl.dtls.message.ExtensionType.KEY_SHARE;
import static dtlskeying.impl.dtls.message.ExtensionType.RENEGOTIATION_INFO;
import static dtlskeying.impl.dtls.message.RenegotiationInfo.EMPTY_RENEGOTIATION_INFO_SCSV;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.impl.dtls13.message.KeyShares;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls12.ClientHandshakeSpec;
import dtlskeying.spec.dtls13.HandshakeSpec;
import dtlskeying.spec.srtp.UseSrtpSpec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What anybody who has the client's hello can see to be wrong with the server's: a suite, a
 * compression method, an extension or a share that was not on offer.
 */
final class ServerFaults {
    private static final int SERVER_HELLO = HandshakeType.SERVER_HELLO.code();
    private static final int ENCRYPTED_EXTENSIONS = 8;

    /** Which a server may set in DTLS 1.3 without having been asked: in a retry (RFC 8446). */
    private static final int COOKIE = ExtensionType.COOKIE;

    private ServerFaults() {}

    /** All of them, in the order of the messages. */
    static List<Fault> in(Exchange exchange) {
        var faults = new ArrayList<Fault>();
        var hellos = exchange.clientHellos();
        if (hellos.isEmpty()) return faults;
        exchange.answer()
                .ifPresent(answer ->
                        faults.addAll(
                                Exchange.is13(answer)
                                        ? in13(hellos.getLast(), answer)
                                        : in12(hellos.getLast(), answer)));
        exchange.encryptedExtensions()
                .flatMap(it -> unasked(hellos.getLast(), it))
                .map(it ->
                        new Fault(
                                ENCRYPTED_EXTENSIONS,
                                "EncryptedExtensions with the extension %d, which was not on offer"
                                        .formatted(it),
                                Alert.UNSUPPORTED_EXTENSION,
                                HandshakeSpec.Claim.EXTENSIONS_ANSWER_AN_OFFER))
                .ifPresent(faults::add);
        return faults;
    }

    private static List<Fault> in12(ClientHello offer, ServerHello answer) {
        var faults = new ArrayList<Fault>();
        if (!offer.cipherSuites().contains(answer.cipherSuite()))
            faults.add(foreignSuite(answer, ClientHandshakeSpec.Claim.SUITE_WAS_OFFERED));
        if (!offer.compressionMethods().contains(answer.compressionMethod()))
            faults.add(compression(answer, ClientHandshakeSpec.Claim.COMPRESSION_IS_NULL));
        unasked(offer, answer.extensions())
                .map(it -> unasked(it, UseSrtpSpec.Claim.UNSOLICITED_EXTENSION_IS_REFUSED))
                .ifPresent(faults::add);
        return faults;
    }

    private static List<Fault> in13(ClientHello offer, ServerHello answer) {
        var faults = new ArrayList<Fault>();
        var suite = dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SUITE_WAS_OFFERED;
        if (!offer.cipherSuites().contains(answer.cipherSuite()))
            faults.add(foreignSuite(answer, suite));
        if (answer.compressionMethod() != 0)
            faults.add(
                    compression(
                            answer,
                            dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.COMPRESSION_IS_NULL));
        if (!answer.sessionId().isEmpty() && !answer.sessionId().equals(offer.sessionId()))
            faults.add(
                    hello(
                            "a session id that the client has not sent",
                            Alert.ILLEGAL_PARAMETER,
                            dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim
                                    .SESSION_ID_ECHO_IS_THE_OFFERED_ONE));
        unasked(offer, answer.extensions())
                .map(it -> unasked(it, HandshakeSpec.Claim.EXTENSIONS_ANSWER_AN_OFFER))
                .ifPresent(faults::add);
        foreignShare(offer, answer).ifPresent(faults::add);
        return faults;
    }

    private static Optional<Fault> foreignShare(ClientHello offer, ServerHello answer) {
        var offered =
                offer.extensions()
                        .find(KEY_SHARE)
                        .flatMap(it -> Exchange.decoded(KeyShares.decode(it)));
        var chosen =
                answer.extensions()
                        .find(KEY_SHARE)
                        .flatMap(it -> Exchange.decoded(KeyShareEntry.decode(it)));
        if (offered.isEmpty() || chosen.isEmpty()) return Optional.empty();
        if (offered.get().groups().contains(chosen.get().group())) return Optional.empty();
        return Optional.of(
                hello(
                        "a share of group 0x%04x, of which the client has sent none"
                                .formatted(chosen.get().group()),
                        Alert.ILLEGAL_PARAMETER,
                        dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SHARE_ANSWERS_A_SHARE));
    }

    /** The first extension that answers nothing. */
    private static Optional<Integer> unasked(ClientHello offer, Extensions answers) {
        return answers.list().stream()
                .map(Extension::type)
                .filter(type -> type != COOKIE && !isAsked(offer, type))
                .findFirst();
    }

    private static boolean isAsked(ClientHello offer, int type) {
        boolean isSignalled = offer.cipherSuites().contains(EMPTY_RENEGOTIATION_INFO_SCSV);
        return offer.extensions().has(type) || type == RENEGOTIATION_INFO && isSignalled;
    }

    private static Fault foreignSuite(ServerHello answer, Clause clause) {
        return hello(
                "the suite 0x%04x, which was not on offer".formatted(answer.cipherSuite()),
                Alert.ILLEGAL_PARAMETER,
                clause);
    }

    private static Fault compression(ServerHello answer, Clause clause) {
        return hello(
                "the compression method " + answer.compressionMethod(),
                Alert.ILLEGAL_PARAMETER,
                clause);
    }

    private static Fault unasked(int type, Clause clause) {
        return hello(
                "the extension %d, which was not on offer".formatted(type),
                Alert.UNSUPPORTED_EXTENSION,
                clause);
    }

    private static Fault hello(String what, Alert alert, Clause clause) {
        return new Fault(SERVER_HELLO, "ServerHello with " + what, alert, clause);
    }
}
