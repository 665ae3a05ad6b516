package dtlskeying.properties.interop;

import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;

import java.io.IOException;
import java.util.Hashtable;
import java.util.concurrent.CompletableFuture;

/** A DTLS 1.2 client of Bouncy Castle that offers one use_srtp and trusts one certificate. */
final class BouncyCastleClient extends DefaultTlsClient {
    private final Credential own;
    private final Credential trusted;
    private final UseSRTPData offer;
    private final CompletableFuture<Outcome> outcome;
    private UseSRTPData answer;

    BouncyCastleClient(
            Credential own,
            Credential trusted,
            UseSRTPData offer,
            CompletableFuture<Outcome> outcome) {
        super(BouncyCastle.crypto());
        this.own = own;
        this.trusted = trusted;
        this.offer = offer;
        this.outcome = outcome;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return BouncyCastlePeer.HANDSHAKE_MILLIS;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Hashtable getClientExtensions() throws IOException {
        return BouncyCastle.with(offer, super.getClientExtensions());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        answer = TlsSRTPUtils.getUseSRTPExtension(extensions);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
                BouncyCastle.authenticate(shown.getCertificate(), trusted);
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request)
                    throws IOException {
                return BouncyCastle.signer(context, own);
            }
        };
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
