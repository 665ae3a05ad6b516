package dtlskeying.impl.dtls.message;

import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * The extension {@code signature_algorithms} (RFC 5246 §7.4.1.4.1). A pair of hash and signature is
 * read as one number, as RFC 8446 §4.2.3 does.
 *
 * @param schemes 1 to 32,767 code points in order of preference, known or not
 */
public record SignatureAlgorithms(List<Integer> schemes) {
    public SignatureAlgorithms {
        schemes = CodePoints.checked(schemes, 1, 0x7fff, 0xffff);
    }

    /** These schemes, best first. */
    public static SignatureAlgorithms of(List<SignatureScheme> schemes) {
        return new SignatureAlgorithms(schemes.stream().map(SignatureScheme::code).toList());
    }

    /** Whether this scheme is among them. */
    public boolean has(SignatureScheme scheme) {
        return schemes.contains(scheme.code());
    }

    /** Reads the content of the extension. */
    public static Decoded<SignatureAlgorithms> decode(Octets data) {
        return WireReader.decode(data, in -> new SignatureAlgorithms(CodePoints.read16(in)));
    }

    /** The extension on the wire. */
    public Extension toExtension() {
        var out = new WireWriter();
        CodePoints.write16(out, schemes);
        return new Extension(ExtensionType.SIGNATURE_ALGORITHMS, out.toOctets());
    }
}
