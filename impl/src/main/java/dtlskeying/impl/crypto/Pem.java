package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

/** Certificates and private keys from the text of PEM files (RFC 7468). */
final class Pem {
    private Pem() {}

    /** All certificates, in DER, in their order. */
    static List<Octets> certificates(String text) {
        var certificates = new ArrayList<Octets>();
        for (Object object : objects(text))
            if (object instanceof X509CertificateHolder holder)
                certificates.add(Der.encode(holder.toASN1Structure()));
        if (certificates.isEmpty())
            throw new IllegalArgumentException("there is no BEGIN CERTIFICATE in the PEM text");
        return certificates;
    }

    /** The first private key, of PKCS#8, SEC 1 or PKCS#1. */
    static PrivateKeyInfo privateKey(String text) {
        for (Object object : objects(text))
            switch (object) {
                case PrivateKeyInfo info -> {
                    return info;
                }
                case PEMKeyPair pair -> {
                    return pair.getPrivateKeyInfo();
                }
                case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
                        throw new IllegalArgumentException(
                                "the private key is encrypted; give it in the clear");
                default -> {}
            }
        throw new IllegalArgumentException("there is no private key in the PEM text");
    }

    private static List<Object> objects(String text) {
        var objects = new ArrayList<Object>();
        try (var parser = new PEMParser(new StringReader(text))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject())
                objects.add(next);
            return objects;
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("not PEM text: " + e.getMessage(), e);
        }
    }
}
