package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** A curve of SEC 2 with its arithmetic. */
enum Curve {
    P256(SECObjectIdentifiers.secp256r1, KeyKind.EC_P256),
    P384(SECObjectIdentifiers.secp384r1, KeyKind.EC_P384);

    private final ASN1ObjectIdentifier oid;
    private final KeyKind kind;
    private final ECNamedDomainParameters domain;

    Curve(ASN1ObjectIdentifier oid, KeyKind kind) {
        this.oid = oid;
        this.kind = kind;
        this.domain = new ECNamedDomainParameters(oid, CustomNamedCurves.getByOID(oid));
    }

    static Optional<Curve> find(ASN1ObjectIdentifier oid) {
        return Arrays.stream(values()).filter(curve -> curve.oid.equals(oid)).findFirst();
    }

    ASN1ObjectIdentifier oid() {
        return oid;
    }

    KeyKind kind() {
        return kind;
    }

    ECNamedDomainParameters domain() {
        return domain;
    }

    /** Bytes of a coordinate. */
    int fieldLength() {
        return (domain.getCurve().getFieldSize() + 7) / 8;
    }

    /** A private key, 1 to n - 1, drawn with 64 extra bits (FIPS 186-5, appendix A.2.1). */
    BigInteger scalar(Entropy entropy) {
        byte[] drawn = entropy.secret("scalar", fieldLength() + 8).peek();
        BigInteger span = domain.getN().subtract(BigInteger.ONE);
        return new BigInteger(1, drawn).mod(span).add(BigInteger.ONE);
    }

    /** A private key, 1 to n - 1, in the length of a coordinate. */
    Secret secret(BigInteger scalar) {
        return Secret.owning(BigIntegers.asUnsignedByteArray(fieldLength(), scalar));
    }

    /** The public key of a private one. */
    ECPoint publicPoint(BigInteger scalar) {
        return new FixedPointCombMultiplier().multiply(domain.getG(), scalar).normalize();
    }

    /** A point in its uncompressed form, or nothing if the bytes are not one of this curve. */
    Optional<ECPoint> decode(Octets point) {
        if (point.length() != 1 + 2 * fieldLength() || point.at(0) != 4) return Optional.empty();
        try {
            return Optional.of(
                    domain.validatePublicPoint(domain.getCurve().decodePoint(point.toArray())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
