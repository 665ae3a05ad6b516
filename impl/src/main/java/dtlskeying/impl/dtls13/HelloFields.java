package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.PROTOCOL_VERSION;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.COMPRESSION_IS_NULL;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SERVER_HAS_SELECTED_1_3;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SESSION_ID_ECHO_IS_THE_OFFERED_ONE;
import static dtlskeying.spec.dtls13.ClientHandshakeSpec.Claim.SUITE_WAS_OFFERED;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.message.SupportedVersions;

import java.util.Optional;

/**
 * A client's look at what ServerHello and HelloRetryRequest have in common (RFC 8446 §4.1.3).
 *
 * @param settings what this client takes
 * @param offer the hello that is answered
 * @param answer the server's
 */
record HelloFields(Settings settings, ClientHello offer, ServerHello answer) {
    Checked<CipherSuite> outcome() {
        return Checked.required(
                        answer.extensions().find(ExtensionType.SUPPORTED_VERSIONS),
                        SupportedVersions::decodeSelected,
                        PROTOCOL_VERSION,
                        SERVER_HAS_SELECTED_1_3)
                .then(version ->
                        Checked.require(
                                version.equals(ProtocolVersion.DTLS_1_3)
                                        && answer.version().equals(ProtocolVersion.DTLS_1_2),
                                ILLEGAL_PARAMETER,
                                SERVER_HAS_SELECTED_1_3))
                .then(_ ->
                        Checked.require(
                                answer.sessionId().equals(offer.sessionId()),
                                ILLEGAL_PARAMETER,
                                SESSION_ID_ECHO_IS_THE_OFFERED_ONE))
                .then(_ ->
                        Checked.require(
                                answer.compressionMethod() == 0,
                                ILLEGAL_PARAMETER,
                                COMPRESSION_IS_NULL))
                .then(_ -> suite());
    }

    private Checked<CipherSuite> suite() {
        Optional<CipherSuite> suite =
                CipherSuite.find(answer.cipherSuite()).filter(settings.suites()::contains);
        return suite.isEmpty()
                ? Checked.refused(ILLEGAL_PARAMETER, SUITE_WAS_OFFERED)
                : Checked.passed(suite.get());
    }
}
