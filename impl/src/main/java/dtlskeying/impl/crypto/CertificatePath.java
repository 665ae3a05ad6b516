package dtlskeying.impl.crypto;

import dtlskeying.impl.crypto.Trust.Verdict;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;

/** Path validation as the JDK does it (RFC 5280 §6), without revocation. */
final class CertificatePath {
    private CertificatePath() {}

    static void requireAnchors(List<Octets> anchors) {
        if (anchors.isEmpty()) throw new IllegalArgumentException("there is no trust anchor");
        try {
            parse(anchors);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a trust anchor is no certificate", e);
        }
    }

    static Verdict judge(
            CertificateChain chain, List<Octets> anchors, Instant time, Verdict.Trusted trusted) {
        try {
            validate(parse(chain.certificates()), parse(anchors), time);
            return trusted;
        } catch (CertificateException e) {
            return new Verdict.Distrusted(Alert.BAD_CERTIFICATE, "no X.509 certificate in DER");
        } catch (CertPathValidatorException e) {
            return new Verdict.Distrusted(alertFor(e.getReason()), e.getMessage());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no provider validates paths", e);
        }
    }

    private static void validate(
            List<X509Certificate> path, List<X509Certificate> anchors, Instant time)
            throws GeneralSecurityException {
        var trusted = new HashSet<TrustAnchor>();
        for (X509Certificate anchor : anchors) trusted.add(new TrustAnchor(anchor, null));
        PKIXParameters parameters = new PKIXParameters(trusted);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(time));
        CertPathValidator.getInstance("PKIX")
                .validate(factory().generateCertPath(path), parameters);
    }

    private static Alert alertFor(CertPathValidatorException.Reason reason) {
        if (reason == BasicReason.EXPIRED || reason == BasicReason.NOT_YET_VALID)
            return Alert.CERTIFICATE_EXPIRED;
        return reason == PKIXReason.NO_TRUST_ANCHOR ? Alert.UNKNOWN_CA : Alert.BAD_CERTIFICATE;
    }

    private static List<X509Certificate> parse(List<Octets> certificates)
            throws CertificateException {
        var parsed = new ArrayList<X509Certificate>();
        for (Octets certificate : certificates) {
            var bytes = new ByteArrayInputStream(certificate.toArray());
            parsed.add((X509Certificate) factory().generateCertificate(bytes));
        }
        return parsed;
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }
}
