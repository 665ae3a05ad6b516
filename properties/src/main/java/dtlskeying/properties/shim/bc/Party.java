package dtlskeying.properties.shim.bc;

import dtlskeying.properties.shim.Notice;
import dtlskeying.properties.shim.Wishes;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;

/** What a client and a server made of Bouncy Castle have in common. */
final class Party {
    /** A handshake that does not end in half an hour of virtual time never will. */
    static final int PATIENCE = 30 * 60_000;

    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2049-12-31T00:00:00Z");

    private final Wishes wishes;
    private final Wire wire;
    private final BcTlsCrypto crypto;
    private final KeyPair keys;
    private final Octets certificate;

    Party(Wishes wishes, Wire wire) {
        this.wishes = wishes;
        this.wire = wire;
        this.crypto = new BcTlsCrypto();
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            this.keys = generator.generateKeyPair();
            this.certificate = selfSigned(keys);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("no certificate for Bouncy Castle", e);
        }
    }

    private static Octets selfSigned(KeyPair keys) throws OperatorCreationException, IOException {
        var name = new X500Name("CN=Bouncy Castle");
        var builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(FROM),
                        Date.from(TO),
                        name,
                        keys.getPublic());
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
        return Octets.of(builder.build(signer).getEncoded());
    }

    BcTlsCrypto crypto() {
        return crypto;
    }

    Octets certificate() {
        return certificate;
    }

    UseSRTPData offer() {
        int[] codes = wishes.profiles().stream().mapToInt(ProtectionProfile::code).toArray();
        return new UseSRTPData(codes, wishes.mki().value().toArray());
    }

    /** The first of our profiles that is offered, with the MKI of the offer; null if none is. */
    UseSRTPData answer(UseSRTPData offer) {
        for (var profile : wishes.profiles())
            for (int code : offer.getProtectionProfiles())
                if (code == profile.code())
                    return new UseSRTPData(new int[] {code}, offer.getMki());
        return null;
    }

    /** Signs by our key. */
    TlsCredentialedSigner signer(TlsContext context) throws IOException {
        var chain =
                new Certificate(
                        new TlsCertificate[] {crypto.createCertificate(certificate.toArray())});
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                PrivateKeyFactory.createKey(keys.getPrivate().getEncoded()),
                chain,
                new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    /** Refuses a peer that shows another certificate than the one that was announced. */
    void authenticate(Certificate chain) throws IOException {
        if (chain.isEmpty() || !isExpected(chain.getCertificateAt(0).getEncoded()))
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }

    private boolean isExpected(byte[] leaf) {
        if (wishes.peer().isEmpty()) return true;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(leaf);
            return MessageDigest.isEqual(digest, wishes.peer().toArray());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Called before the secrets of the handshake are cleared. */
    void completed(TlsContext context, UseSRTPData answer) {
        if (answer == null) {
            wire.tell(
                    new Notice.Established(
                            1, Notice.Established.WITHOUT_SRTP, Octets.EMPTY, Octets.EMPTY));
            return;
        }
        int profile = answer.getProtectionProfiles()[0];
        wire.tell(
                new Notice.Established(
                        1, profile, Octets.of(answer.getMki()), exported(context, profile)));
    }

    private static Octets exported(TlsContext context, int profile) {
        if (!ProtectionProfile.isKnown(profile)) return Octets.EMPTY;
        int length = ProtectionProfile.ofCode(profile).exportLength();
        return Octets.of(context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, length));
    }

    void alerted(short level, short description) {
        wire.tell(new Notice.Alerted(level == AlertLevel.fatal, description));
    }
}
