package dtlskeying.impl.crypto;

import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.spec.Octets;

import org.bouncycastle.math.ec.ECPoint;

import java.math.BigInteger;

/**
 * Key agreement on a curve of SEC 2 (SEC 1 §3.3.1), shares as uncompressed points.
 *
 * @param curve a curve of prime order, where every point but infinity is of full order
 */
record CurveExchange(Curve curve) implements NamedGroup.Exchange {
    @Override
    public Secret privateKey(Entropy entropy) {
        return curve.secret(curve.scalar(entropy));
    }

    @Override
    public Octets share(Secret privateKey) {
        BigInteger scalar = new BigInteger(1, privateKey.peek());
        return Octets.of(curve.publicPoint(scalar).getEncoded(false));
    }

    @Override
    public Agreement agree(Secret privateKey, Octets peerShare) {
        BigInteger scalar = new BigInteger(1, privateKey.peek());
        return curve.decode(peerShare)
                .<Agreement>map(point -> new Agreement.Agreed(agreed(point, scalar)))
                .orElseGet(() -> new Agreement.InvalidShare("no uncompressed point of the curve"));
    }

    private static Secret agreed(ECPoint peer, BigInteger scalar) {
        ECPoint point = peer.multiply(scalar).normalize();
        return Secret.owning(point.getAffineXCoord().getEncoded());
    }
}
