package dtlskeying.impl.dtls12;

import static dtlskeying.impl.dtls12.HelloOutcome.reject;
import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.Alert.HANDSHAKE_FAILURE;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.PROTOCOL_VERSION;
import static dtlskeying.spec.Alert.UNSUPPORTED_EXTENSION;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.COMPRESSION_IS_NULL;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_HAS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_HAS_NEGOTIATED_1_2;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_SHOWS_BOTH_VERIFY_DATA;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_SHOWS_EMPTY_RENEGOTIATED_CONNECTION;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_SUPPORTS_SECURE_RENEGOTIATION;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SUITE_WAS_OFFERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.POINTS_ARE_UNCOMPRESSED;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.CLIENT_KEEPS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMED_SESSION_KEEPS_ITS_SUITE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNSOLICITED_EXTENSION_IS_REFUSED;

import dtlskeying.impl.dtls.SrtpExtension;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.EcPointFormats;
import dtlskeying.impl.dtls.message.ExtendedMasterSecret;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.RenegotiationInfo;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded.Malformed;
import dtlskeying.impl.dtls.wire.Decoded.Value;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.DataProtection;

/**
 * A client's look at the server's hello: everything in it has to answer something on offer.
 *
 * @param settings what this client takes
 * @param earlier the handshakes before this one
 * @param session what the hello offers to take up again
 * @param offer the hello that is answered
 * @param answer the server's hello
 */
record ServerHelloCheck(
        Settings settings,
        EarlierHandshakes earlier,
        SessionOffer session,
        ClientHello offer,
        ServerHello answer) {

    HelloOutcome outcome() {
        if (!answer.version().equals(ProtocolVersion.DTLS_1_2))
            return reject(PROTOCOL_VERSION, SERVER_HAS_NEGOTIATED_1_2);
        if (!offer.cipherSuites().contains(answer.cipherSuite()))
            return reject(ILLEGAL_PARAMETER, SUITE_WAS_OFFERED);
        if (session instanceof SessionOffer.Of(var earlierSession)
                && isResumed()
                && answer.cipherSuite() != earlierSession.keys().suite().code())
            return reject(ILLEGAL_PARAMETER, RESUMED_SESSION_KEEPS_ITS_SUITE);
        if (answer.compressionMethod() != 0) return reject(ILLEGAL_PARAMETER, COMPRESSION_IS_NULL);
        return CipherSuite.find(answer.cipherSuite())
                .map(this::extensions)
                .orElseGet(() -> reject(ILLEGAL_PARAMETER, SUITE_WAS_OFFERED));
    }

    private boolean isResumed() {
        return !session.id().isEmpty() && session.id().equals(answer.sessionId());
    }

    private HelloOutcome extensions(CipherSuite suite) {
        for (var extension : answer.extensions().list())
            if (!offer.extensions().has(extension.type()) || isOf13(extension.type()))
                return reject(UNSUPPORTED_EXTENSION, UNSOLICITED_EXTENSION_IS_REFUSED);
        return renegotiation(suite);
    }

    /** A hello that offers both versions has extensions that 1.2 knows nothing of. */
    private static boolean isOf13(int type) {
        return type == ExtensionType.SUPPORTED_VERSIONS
                || type == ExtensionType.KEY_SHARE
                || type == ExtensionType.COOKIE;
    }

    private HelloOutcome renegotiation(CipherSuite suite) {
        var data = answer.extensions().find(ExtensionType.RENEGOTIATION_INFO);
        if (data.isEmpty()) return reject(HANDSHAKE_FAILURE, SERVER_SUPPORTS_SECURE_RENEGOTIATION);
        return switch (RenegotiationInfo.decode(data.get())) {
            case Malformed<RenegotiationInfo> _ -> unreadable();
            case Value<RenegotiationInfo>(var info)
                    when !info.renegotiatedConnection().equals(earlier.shownByServer()) ->
                    reject(HANDSHAKE_FAILURE, connectionClaim());
            case Value<RenegotiationInfo> _ -> masterSecret(suite);
        };
    }

    private Clause connectionClaim() {
        return earlier.count() == 0
                ? SERVER_SHOWS_EMPTY_RENEGOTIATED_CONNECTION
                : SERVER_SHOWS_BOTH_VERIFY_DATA;
    }

    private HelloOutcome masterSecret(CipherSuite suite) {
        var data = answer.extensions().find(ExtensionType.EXTENDED_MASTER_SECRET);
        if (data.isEmpty())
            return reject(
                    HANDSHAKE_FAILURE,
                    isResumed()
                            ? CLIENT_KEEPS_EXTENDED_MASTER_SECRET
                            : SERVER_HAS_EXTENDED_MASTER_SECRET);
        return switch (ExtendedMasterSecret.decode(data.get())) {
            case Malformed<ExtendedMasterSecret> _ -> unreadable();
            case Value<ExtendedMasterSecret> _ -> pointFormats(suite);
        };
    }

    private HelloOutcome pointFormats(CipherSuite suite) {
        var data = answer.extensions().find(ExtensionType.EC_POINT_FORMATS);
        if (data.isEmpty()) return srtp(suite);
        return switch (EcPointFormats.decode(data.get())) {
            case Malformed<EcPointFormats> _ -> unreadable();
            case Value<EcPointFormats>(var formats) when !formats.hasUncompressed() ->
                    reject(ILLEGAL_PARAMETER, POINTS_ARE_UNCOMPRESSED);
            case Value<EcPointFormats> _ -> srtp(suite);
        };
    }

    private HelloOutcome srtp(CipherSuite suite) {
        var data = answer.extensions().find(ExtensionType.USE_SRTP);
        return switch (new SrtpExtension(settings.srtp(), earlier.mkis()).answered(data)) {
            case SrtpExtension.Outcome.Refused(var why) -> new HelloOutcome.Rejected(why);
            case SrtpExtension.Outcome.Agreed(var protection, _) -> agreed(suite, protection);
        };
    }

    private HelloOutcome agreed(CipherSuite suite, DataProtection data) {
        var terms = new Terms(offer.random(), answer.random(), answer.sessionId(), suite, data);
        return session instanceof SessionOffer.Of(var earlierSession) && isResumed()
                ? new HelloOutcome.Resumed(Session.again(terms, earlierSession), answer)
                : new HelloOutcome.Accepted(terms);
    }

    private static HelloOutcome unreadable() {
        return reject(DECODE_ERROR, UNREADABLE_MESSAGE_IS_REFUSED);
    }
}
