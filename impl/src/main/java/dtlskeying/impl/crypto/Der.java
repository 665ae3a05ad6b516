package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;

import java.io.IOException;

/** Writing ASN.1. */
final class Der {
    private Der() {}

    static Octets encode(ASN1Object object) {
        try {
            return Octets.of(object.getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new AssertionError("no output is in between", e);
        }
    }
}
