package dtlskeying.properties.vectors;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls13.ExportedAuthenticator;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.dtls13.message.Authenticator;
import dtlskeying.impl.dtls13.message.AuthenticatorRequest;
import dtlskeying.impl.dtls13.message.Certificate;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Authenticators whose proof holds (RFC 9261 §5), and which no end of ours would make. */
public final class CraftedProof {
    private static final String SIGNED_AS = " ".repeat(64) + "Exported Authenticator\0";

    private CraftedProof() {}

    /** Signed in that scheme, whether the request takes it or not. */
    public static Octets inScheme(
            ExportedAuthenticator epoch,
            AuthenticatorRequest request,
            Settings settings,
            SignatureScheme scheme) {
        var certificate = Certificate.of(request.context(), settings.identity().chain());
        return prove(epoch, request, certificate, settings, scheme);
    }

    /** With an extension of that type, and no bytes in it, in the first certificate. */
    public static Octets withExtension(
            ExportedAuthenticator epoch,
            AuthenticatorRequest request,
            Settings settings,
            SignatureScheme scheme,
            int type) {
        var extensions = Extensions.of(new Extension(type, Octets.EMPTY));
        Octets first = settings.identity().chain().certificates().getFirst();
        var certificate =
                new Certificate(
                        request.context(), List.of(new Certificate.Entry(first, extensions)));
        return prove(epoch, request, certificate, settings, scheme);
    }

    private static Octets prove(
            ExportedAuthenticator epoch,
            AuthenticatorRequest request,
            Certificate certificate,
            Settings settings,
            SignatureScheme scheme) {
        Role sender = request.asker().peer();
        Octets shown =
                Octets.concat(
                        epoch.handshakeContext(sender),
                        request.encode(),
                        Authenticator.message(HandshakeType.CERTIFICATE, certificate.encode()));
        Octets content =
                Octets.concat(
                        Octets.of(SIGNED_AS.getBytes(StandardCharsets.US_ASCII)),
                        epoch.suite().hash().digest(shown));
        Octets signature = settings.identity().sign(scheme, content, Entropy.of(7));
        var verify = new CertificateVerify(scheme.code(), signature);
        Octets signed = Authenticator.message(HandshakeType.CERTIFICATE_VERIFY, verify.encode());
        Octets verifyData =
                epoch.suite()
                        .hash()
                        .hmac(
                                epoch.finishedKey(sender),
                                epoch.suite().hash().digest(Octets.concat(shown, signed)));
        return new Authenticator.Proof(certificate, verify, verifyData).encode();
    }
}
