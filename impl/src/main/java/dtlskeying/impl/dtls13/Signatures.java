package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.crypto.SubjectPublicKey;
import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The signatures of CertificateVerify (RFC 8446 §4.4.3). */
public final class Signatures {
    /** These sign certificates only (RFC 8446 §4.2.3). */
    private static final Set<SignatureScheme> FOR_CERTIFICATES =
            EnumSet.of(
                    SignatureScheme.RSA_PKCS1_SHA256,
                    SignatureScheme.RSA_PKCS1_SHA384,
                    SignatureScheme.RSA_PKCS1_SHA512);

    private Signatures() {}

    /** What is signed: 64 spaces, who signs, a zero, and the hash of the transcript. */
    public static Octets content(Role signer, Octets transcriptHash) {
        return content("TLS 1.3, " + signer.text() + " CertificateVerify", transcriptHash);
    }

    /** The same with other words about what it is for. */
    static Octets content(String words, Octets transcriptHash) {
        String context = " ".repeat(64) + words + "\0";
        return Octets.concat(
                Octets.of(context.getBytes(StandardCharsets.US_ASCII)), transcriptHash);
    }

    /** The best of our schemes that a key of this kind signs in and that the peer takes. */
    static Optional<SignatureScheme> choose(
            List<SignatureScheme> ours, KeyKind kind, Predicate<SignatureScheme> theirs) {
        return ours.stream().filter(scheme -> suits(scheme, kind)).filter(theirs).findFirst();
    }

    /** The scheme of a proof, if it is one of ours that a key of this kind may sign in. */
    static Optional<SignatureScheme> schemeOf(
            CertificateVerify proof, List<SignatureScheme> ours, SubjectPublicKey key) {
        return SignatureScheme.find(proof.signatureScheme())
                .filter(ours::contains)
                .filter(scheme -> suits(scheme, key.kind()));
    }

    /** Whether a key of this kind can sign in one of these schemes. */
    static boolean canSign(List<SignatureScheme> ours, KeyKind kind) {
        return ours.stream().anyMatch(scheme -> suits(scheme, kind));
    }

    private static boolean suits(SignatureScheme scheme, KeyKind kind) {
        return scheme.kind() == kind && !FOR_CERTIFICATES.contains(scheme);
    }
}
