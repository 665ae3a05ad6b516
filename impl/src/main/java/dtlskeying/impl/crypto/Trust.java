package dtlskeying.impl.crypto;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Whom one side believes to be who they are, by their certificates. */
public sealed interface Trust {
    /** Judges a chain at a given time; the chain may be any bytes. */
    Verdict judge(CertificateChain chain, Instant time);

    /** Who holds a certificate with one of these fingerprints, whatever else it says (RFC 8122). */
    record Fingerprints(Set<Fingerprint> accepted) implements Trust {
        public Fingerprints {
            accepted = Set.copyOf(accepted);
        }

        @Override
        public Verdict judge(CertificateChain chain, Instant time) {
            if (chain.isEmpty() || accepted.stream().anyMatch(each -> each.matches(chain.leaf())))
                return Certificates.leafKey(chain);
            return new Verdict.Distrusted(
                    Alert.BAD_CERTIFICATE,
                    "the certificate is "
                            + chain.fingerprint(Hash.SHA256)
                            + ", which is not expected");
        }
    }

    /**
     * Who can show a path to one of these certificates that is valid at the time (RFC 5280 §6).
     * Revocation and names are not looked at.
     *
     * @param anchors X.509 in DER
     */
    record Anchors(List<Octets> anchors) implements Trust {
        public Anchors {
            anchors = List.copyOf(anchors);
            CertificatePath.requireAnchors(anchors);
        }

        /**
         * The certificates of a PEM file.
         *
         * @throws IllegalArgumentException if it has none, or one is no certificate
         */
        public static Anchors ofPem(String text) {
            return new Anchors(Pem.certificates(text));
        }

        @Override
        public Verdict judge(CertificateChain chain, Instant time) {
            return switch (Certificates.leafKey(chain)) {
                case Verdict.Trusted trusted ->
                        CertificatePath.judge(chain, anchors, time, trusted);
                case Verdict.Distrusted same -> same;
            };
        }
    }

    /** Anyone at all who holds the key of a certificate: for demonstrations only. */
    record Anyone() implements Trust {
        @Override
        public Verdict judge(CertificateChain chain, Instant time) {
            return Certificates.leafKey(chain);
        }
    }

    /** What came of a judgement. */
    sealed interface Verdict {
        /** Believed, once the peer has proved that it holds the private half of this key. */
        record Trusted(SubjectPublicKey key) implements Verdict {}

        /** Not believed; the alert is for the peer, the reason for our own side. */
        record Distrusted(Alert alert, String reason) implements Verdict {}
    }
}
