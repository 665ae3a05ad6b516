package dtlskeying.properties.interop;

import static org.bouncycastle.tls.CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM;
import static org.bouncycastle.tls.CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
import static org.bouncycastle.tls.CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384;
import static org.bouncycastle.tls.CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256;
import static org.bouncycastle.tls.CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
import static org.bouncycastle.tls.CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384;
import static org.bouncycastle.tls.CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256;

import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;

import java.io.IOException;
import java.util.Hashtable;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A DTLS 1.2 server of Bouncy Castle that answers use_srtp as it is told, also against the rules,
 * and trusts one certificate.
 */
final class BouncyCastleServer extends DefaultTlsServer {
    private final Credential own;
    private final Credential trusted;
    private final UnaryOperator<UseSRTPData> answers;
    private final CompletableFuture<Outcome> outcome;
    private UseSRTPData answer;

    BouncyCastleServer(
            Credential own,
            Credential trusted,
            UnaryOperator<UseSRTPData> answers,
            CompletableFuture<Outcome> outcome) {
        super(BouncyCastle.crypto());
        this.own = own;
        this.trusted = trusted;
        this.answers = answers;
        this.outcome = outcome;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    /**
     * Bouncy Castle picks a suite without a look at the certificate: only fitting ones are named.
     */
    @Override
    protected int[] getSupportedCipherSuites() {
        return switch (own.kind()) {
            case ECDSA, ECDSA_P384, ED25519 ->
                    new int[] {
                        TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
                        TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                        TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
                        TLS_ECDHE_ECDSA_WITH_AES_128_CCM
                    };
            case RSA ->
                    new int[] {
                        TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
                        TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
                        TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
                    };
        };
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return BouncyCastlePeer.HANDSHAKE_MILLIS;
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return BouncyCastle.signer(context, own);
    }

    @Override
    protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
        return BouncyCastle.signer(context, own);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        var kinds = new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(kinds, BouncyCastle.signatures(), null);
    }

    @Override
    public void notifyClientCertificate(Certificate shown) throws IOException {
        BouncyCastle.authenticate(shown, trusted);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offer = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offer != null) answer = answers.apply(offer);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        return answer == null ? extensions : BouncyCastle.with(answer, extensions);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        outcome.complete(BouncyCastle.outcome(context, answer));
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        outcome.complete(new Outcome.Failed(AlertDescription.getName(description)));
    }
}
