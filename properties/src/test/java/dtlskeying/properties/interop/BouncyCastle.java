package dtlskeying.properties.interop;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;

/** What a client and a server made of Bouncy Castle's TLS have in common. */
final class BouncyCastle {
    private BouncyCastle() {}

    /** Its own cryptography, so that nothing is shared with the engine under test. */
    static BcTlsCrypto crypto() {
        return new BcTlsCrypto();
    }

    /** Signs by the credential's key. */
    static TlsCredentialedSigner signer(TlsContext context, Credential own) throws IOException {
        var crypto = (BcTlsCrypto) context.getCrypto();
        var chain =
                new Certificate(
                        new TlsCertificate[] {
                            crypto.createCertificate(own.certificate().toArray())
                        });
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                PrivateKeyFactory.createKey(own.privateKey().toArray()),
                chain,
                new SignatureAndHashAlgorithm(HashAlgorithm.sha256, signature(own.kind())));
    }

    private static short signature(Credential.Kind kind) {
        return switch (kind) {
            case ECDSA, ECDSA_P384 -> SignatureAlgorithm.ecdsa;
            case ED25519 -> SignatureAlgorithm.ed25519;
            case RSA -> SignatureAlgorithm.rsa;
        };
    }

    /** Refuses a peer that shows another certificate than the trusted one. */
    static void authenticate(Certificate chain, Credential trusted) throws IOException {
        if (chain.isEmpty() || !trusted.certificate().equals(first(chain)))
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }

    private static Octets first(Certificate chain) throws IOException {
        return Octets.of(chain.getCertificateAt(0).getEncoded());
    }

    /** Adds use_srtp to a hello's extensions. */
    static Hashtable<?, ?> with(UseSRTPData data, Hashtable<?, ?> extensions) throws IOException {
        Hashtable<?, ?> all = TlsExtensionsUtils.ensureExtensionsInitialised(extensions);
        TlsSRTPUtils.addUseSRTPExtension(all, data);
        return all;
    }

    /** What the completed handshake agreed; called before its secrets are cleared. */
    static Outcome outcome(TlsContext context, UseSRTPData answer) {
        if (answer == null) return new Outcome.WithoutSrtp();
        var profile = ProtectionProfile.ofCode(answer.getProtectionProfiles()[0]);
        byte[] exported =
                context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, profile.exportLength());
        return new Outcome.Agreed(
                profile, new Mki(Octets.of(answer.getMki())), Octets.of(exported));
    }

    /** Kinds of signature that either end of these tests can make and check. */
    static Vector<SignatureAndHashAlgorithm> signatures() {
        var all = new Vector<SignatureAndHashAlgorithm>();
        all.add(new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
        all.add(new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.rsa));
        return all;
    }
}
