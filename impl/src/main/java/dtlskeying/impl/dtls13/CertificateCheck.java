package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.DECRYPT_ERROR;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.UNSUPPORTED_CERTIFICATE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_IS_TRUSTED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_REQUEST_CONTEXT_IS_EMPTY;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_SUITS_THE_OFFERED_SCHEMES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.SIGNATURE_ALGORITHM_WAS_OFFERED;

import dtlskeying.impl.crypto.SubjectPublicKey;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls13.message.Certificate;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

/**
 * One end's look at the other's certificates, and at the proof for them (RFC 8446 §4.4.2, §4.4.3).
 *
 * @param settings whom this end trusts, and which signatures it takes
 * @param certificate the peer's message, with one certificate at least
 */
record CertificateCheck(Settings settings, Certificate certificate) {
    /**
     * The key to verify the proof with.
     *
     * @param asked the extensions that those of the certificates may answer
     */
    Checked<SubjectPublicKey> outcome(Extensions asked) {
        Checked<Void> checked =
                Checked.require(
                        certificate.context().isEmpty(),
                        ILLEGAL_PARAMETER,
                        CERTIFICATE_REQUEST_CONTEXT_IS_EMPTY);
        for (var entry : certificate.entries())
            checked =
                    checked.then(
                            _ -> Place.CERTIFICATE.answers(settings, asked, entry.extensions()));
        return checked.then(_ -> trusted());
    }

    private Checked<SubjectPublicKey> trusted() {
        return switch (settings.trust().judge(certificate.chain(), settings.today())) {
            case Trust.Verdict.Distrusted(var alert, _) ->
                    Checked.refused(alert, CERTIFICATE_IS_TRUSTED);
            case Trust.Verdict.Trusted(var key)
                    when !Signatures.canSign(settings.schemes(), key.kind()) ->
                    Checked.refused(UNSUPPORTED_CERTIFICATE, CERTIFICATE_SUITS_THE_OFFERED_SCHEMES);
            case Trust.Verdict.Trusted(var key) -> Checked.passed(key);
        };
    }

    /**
     * Whether the peer holds the private half of the key.
     *
     * @param transcriptHash up to and with its certificates
     */
    static Checked<Void> proof(
            Settings settings,
            SubjectPublicKey key,
            CertificateVerify proof,
            Role signer,
            Octets transcriptHash) {
        var scheme = Signatures.schemeOf(proof, settings.schemes(), key);
        if (scheme.isEmpty())
            return Checked.refused(ILLEGAL_PARAMETER, SIGNATURE_ALGORITHM_WAS_OFFERED);
        Octets content = Signatures.content(signer, transcriptHash);
        return Checked.require(
                key.verify(scheme.get(), content, proof.signature()),
                DECRYPT_ERROR,
                CERTIFICATE_VERIFY_COVERS_THE_TRANSCRIPT);
    }
}
