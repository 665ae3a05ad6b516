package dtlskeying.impl.crypto;

import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.spec.Octets;

import org.bouncycastle.math.ec.rfc7748.X25519;

/** Key agreement on Curve25519 (RFC 7748 §6.1). */
final class X25519Exchange implements NamedGroup.Exchange {
    @Override
    public Secret privateKey(Entropy entropy) {
        return entropy.secret("scalar", X25519.SCALAR_SIZE);
    }

    @Override
    public Octets share(Secret privateKey) {
        byte[] share = new byte[X25519.POINT_SIZE];
        X25519.scalarMultBase(privateKey.peek(), 0, share, 0);
        return Octets.of(share);
    }

    @Override
    public Agreement agree(Secret privateKey, Octets peerShare) {
        if (peerShare.length() != X25519.POINT_SIZE)
            return new Agreement.InvalidShare(
                    "a share of %d bytes, not 32".formatted(peerShare.length()));
        byte[] secret = new byte[X25519.POINT_SIZE];
        boolean useful =
                X25519.calculateAgreement(privateKey.peek(), 0, peerShare.toArray(), 0, secret, 0);
        return useful
                ? new Agreement.Agreed(Secret.owning(secret))
                : new Agreement.InvalidShare("a share of small order");
    }
}
