package dtlskeying.properties.shim.bc;

import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;

/** A DTLS 1.2 server of Bouncy Castle that answers use_srtp and asks for a certificate. */
final class Server extends DefaultTlsServer {
    private final Party party;
    private UseSRTPData answer;

    Server(Party party) {
        super(party.crypto());
        this.party = party;
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
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
        };
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return Party.PATIENCE;
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return party.signer(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        var kinds = new short[] {ClientCertificateType.ecdsa_sign};
        var schemes =
                new Vector<>(
                        List.of(
                                new SignatureAndHashAlgorithm(
                                        HashAlgorithm.sha256, SignatureAlgorithm.ecdsa)));
        return new CertificateRequest(kinds, schemes, null);
    }

    @Override
    public void notifyClientCertificate(Certificate shown) throws IOException {
        party.authenticate(shown);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offer = TlsSRTPUtils.getUseSRTPExtension(extensions);
        if (offer != null) answer = party.answer(offer);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        if (answer == null) return extensions;
        Hashtable all = TlsExtensionsUtils.ensureExtensionsInitialised(extensions);
        TlsSRTPUtils.addUseSRTPExtension(all, answer);
        return all;
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        party.completed(context, answer);
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        party.alerted(level, description);
    }
}
