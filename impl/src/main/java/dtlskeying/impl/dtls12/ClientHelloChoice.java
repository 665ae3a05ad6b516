package dtlskeying.impl.dtls12;

import static dtlskeying.impl.dtls12.HelloOutcome.reject;
import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.Alert.HANDSHAKE_FAILURE;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.PROTOCOL_VERSION;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.POINTS_ARE_UNCOMPRESSED;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMING_HELLO_LISTS_THE_SUITE;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.SERVER_KEEPS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_HAS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_OFFERS_1_2;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_OFFERS_A_KNOWN_SUITE;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_OFFERS_NULL_COMPRESSION;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_SHARES_A_GROUP;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_SHOWS_EMPTY_RENEGOTIATED_CONNECTION;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_SHOWS_ITS_VERIFY_DATA;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_SUPPORTS_SECURE_RENEGOTIATION;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_TAKES_OUR_SIGNATURES;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.dtls.DowngradeMark;
import dtlskeying.impl.dtls.SrtpExtension;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.EcPointFormats;
import dtlskeying.impl.dtls.message.ExtendedMasterSecret;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.RenegotiationInfo;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.message.SignatureAlgorithms;
import dtlskeying.impl.dtls.message.SupportedGroups;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.Decoded.Malformed;
import dtlskeying.impl.dtls.wire.Decoded.Value;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A server's choice from the client's hello.
 *
 * @param settings what this server takes
 * @param entropy for its random and its name for the session
 * @param earlier the handshakes before this one
 * @param sessions those that it takes up again
 * @param offer the client's hello
 */
record ClientHelloChoice(
        Settings settings,
        Entropy entropy,
        EarlierHandshakes earlier,
        SessionCache sessions,
        ClientHello offer) {
    private static final int RANDOM_LENGTH = 32;
    private static final int SESSION_ID_LENGTH = 32;

    HelloOutcome outcome() {
        if (!offer.version().isAtLeast(ProtocolVersion.DTLS_1_2))
            return reject(PROTOCOL_VERSION, CLIENT_OFFERS_1_2);
        if (!offer.compressionMethods().contains(0))
            return reject(ILLEGAL_PARAMETER, CLIENT_OFFERS_NULL_COMPRESSION);
        return renegotiation();
    }

    private HelloOutcome renegotiation() {
        var data = extension(ExtensionType.RENEGOTIATION_INFO);
        if (hasScsv() && earlier.count() > 0)
            return reject(HANDSHAKE_FAILURE, CLIENT_SHOWS_ITS_VERIFY_DATA);
        if (data.isEmpty() && !(hasScsv() && earlier.count() == 0))
            return reject(HANDSHAKE_FAILURE, CLIENT_SUPPORTS_SECURE_RENEGOTIATION);
        return optional(
                data,
                RenegotiationInfo::decode,
                info ->
                        info.renegotiatedConnection().equals(earlier.shownByClient())
                                ? masterSecret()
                                : reject(HANDSHAKE_FAILURE, connectionClaim()),
                this::masterSecret);
    }

    private boolean hasScsv() {
        return offer.cipherSuites().contains(RenegotiationInfo.EMPTY_RENEGOTIATION_INFO_SCSV);
    }

    private Clause connectionClaim() {
        return earlier.count() == 0
                ? CLIENT_SHOWS_EMPTY_RENEGOTIATED_CONNECTION
                : CLIENT_SHOWS_ITS_VERIFY_DATA;
    }

    private HelloOutcome masterSecret() {
        return optional(
                extension(ExtensionType.EXTENDED_MASTER_SECRET),
                ExtendedMasterSecret::decode,
                _ -> known().map(this::resumption).orElseGet(this::pointFormats),
                () ->
                        reject(
                                HANDSHAKE_FAILURE,
                                known().isPresent()
                                        ? SERVER_KEEPS_EXTENDED_MASTER_SECRET
                                        : CLIENT_HAS_EXTENDED_MASTER_SECRET));
    }

    /** The session on offer, if it is kept and still suits. */
    @Cites("rfc5246/7.4.1.3/c")
    private Optional<ResumableSession> known() {
        return sessions.find(offer.sessionId()).filter(session -> session.suits(settings));
    }

    /** What SRTP is to be is negotiated afresh; all else is as the session has it. */
    private HelloOutcome resumption(ResumableSession session) {
        CipherSuite suite = session.keys().suite();
        if (!offer.cipherSuites().contains(suite.code()))
            return reject(ILLEGAL_PARAMETER, RESUMING_HELLO_LISTS_THE_SUITE);
        return srtp(agreed -> resumed(session, agreed));
    }

    private HelloOutcome resumed(ResumableSession session, SrtpExtension.Outcome.Agreed srtp) {
        var terms = terms(session.id(), session.keys().suite(), srtp);
        return new HelloOutcome.Resumed(
                Session.again(terms, session), answer(terms, answerTo(srtp.answer())));
    }

    private HelloOutcome pointFormats() {
        return optional(
                extension(ExtensionType.EC_POINT_FORMATS),
                EcPointFormats::decode,
                formats ->
                        formats.hasUncompressed()
                                ? groups()
                                : reject(ILLEGAL_PARAMETER, POINTS_ARE_UNCOMPRESSED),
                this::groups);
    }

    /** A client that lists no groups leaves the choice to the server (RFC 8422 §4). */
    private HelloOutcome groups() {
        return optional(
                extension(ExtensionType.SUPPORTED_GROUPS),
                SupportedGroups::decode,
                list -> withGroup(settings.groups().stream().filter(list::has).findFirst()),
                () -> withGroup(Optional.of(settings.groups().getFirst())));
    }

    private HelloOutcome withGroup(Optional<NamedGroup> group) {
        if (group.isEmpty()) return reject(HANDSHAKE_FAILURE, CLIENT_SHARES_A_GROUP);
        return optional(
                extension(ExtensionType.SIGNATURE_ALGORITHMS),
                SignatureAlgorithms::decode,
                list -> withScheme(group.get(), list),
                () -> reject(HANDSHAKE_FAILURE, CLIENT_TAKES_OUR_SIGNATURES));
    }

    private HelloOutcome withScheme(NamedGroup group, SignatureAlgorithms list) {
        Optional<SignatureScheme> scheme =
                settings.schemes().stream()
                        .filter(each -> each.suits(settings.identity().kind()))
                        .filter(list::has)
                        .findFirst();
        if (scheme.isEmpty()) return reject(HANDSHAKE_FAILURE, CLIENT_TAKES_OUR_SIGNATURES);
        Optional<CipherSuite> suite =
                settings.suites().stream()
                        .filter(each -> each.suits(settings.identity().kind()))
                        .filter(each -> offer.cipherSuites().contains(each.code()))
                        .findFirst();
        if (suite.isEmpty()) return reject(HANDSHAKE_FAILURE, CLIENT_OFFERS_A_KNOWN_SUITE);
        return srtp(agreed -> chosen(suite.get(), group, scheme.get(), agreed));
    }

    private HelloOutcome srtp(Function<SrtpExtension.Outcome.Agreed, HelloOutcome> next) {
        var extension = new SrtpExtension(settings.srtp(), earlier.mkis());
        return switch (extension.offered(extension(ExtensionType.USE_SRTP))) {
            case SrtpExtension.Outcome.Refused(var why) -> new HelloOutcome.Rejected(why);
            case SrtpExtension.Outcome.Agreed agreed -> next.apply(agreed);
        };
    }

    private HelloOutcome chosen(
            CipherSuite suite,
            NamedGroup group,
            SignatureScheme scheme,
            SrtpExtension.Outcome.Agreed srtp) {
        var terms = terms(entropy.bytes("session id", SESSION_ID_LENGTH), suite, srtp);
        return new HelloOutcome.Chosen(
                terms, answer(terms, answerTo(srtp.answer())), group, scheme);
    }

    private Terms terms(Octets sessionId, CipherSuite suite, SrtpExtension.Outcome.Agreed srtp) {
        Octets random = random();
        return new Terms(offer.random(), random, sessionId, suite, srtp.data());
    }

    private static ServerHello answer(Terms terms, Extensions extensions) {
        return new ServerHello(
                ProtocolVersion.DTLS_1_2,
                terms.serverRandom(),
                terms.sessionId(),
                terms.suite().code(),
                0,
                extensions);
    }

    private Extensions answerTo(Octets srtp) {
        List<Extension> list = new ArrayList<>();
        list.add(new RenegotiationInfo(earlier.shownByServer()).toExtension());
        list.add(new ExtendedMasterSecret().toExtension());
        if (offer.extensions().has(ExtensionType.EC_POINT_FORMATS))
            list.add(EcPointFormats.UNCOMPRESSED.toExtension());
        if (!srtp.isEmpty()) list.add(new Extension(ExtensionType.USE_SRTP, srtp));
        return new Extensions(list);
    }

    private Optional<Octets> extension(int type) {
        return offer.extensions().find(type);
    }

    /** Goes on with an extension if it is there and readable, or without it if it is not there. */
    private static <T> HelloOutcome optional(
            Optional<Octets> data,
            Function<Octets, Decoded<T>> decode,
            Function<T, HelloOutcome> present,
            Supplier<HelloOutcome> absent) {
        if (data.isEmpty()) return absent.get();
        return switch (decode.apply(data.get())) {
            case Malformed<T> _ -> reject(DECODE_ERROR, UNREADABLE_MESSAGE_IS_REFUSED);
            case Value<T>(var value) -> present.apply(value);
        };
    }

    @Cites("rfc8446/4.1.3/d")
    private Octets random() {
        Octets random = entropy.bytes("server random", RANDOM_LENGTH);
        return settings.newest() == DtlsVersion.V1_3 ? DowngradeMark.TO_1_2.on(random) : random;
    }
}
