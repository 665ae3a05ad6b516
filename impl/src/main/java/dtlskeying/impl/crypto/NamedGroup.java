package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.util.Arrays;
import java.util.Optional;

/** The groups of the ephemeral key agreement (RFC 8422 §5.1.1, RFC 8446 §4.2.7). */
public enum NamedGroup {
    X25519(0x001d, new X25519Exchange()),
    SECP256R1(0x0017, new CurveExchange(Curve.P256)),
    SECP384R1(0x0018, new CurveExchange(Curve.P384));

    private final int code;
    private final Exchange exchange;

    NamedGroup(int code, Exchange exchange) {
        this.code = code;
        this.exchange = exchange;
    }

    /** The code point, 0 to 65,535. */
    public int code() {
        return code;
    }

    /** The group with this code point, or nothing if we do not have it. */
    public static Optional<NamedGroup> find(int code) {
        return Arrays.stream(values()).filter(group -> group.code == code).findFirst();
    }

    /** An ephemeral key pair; the same entropy gives the same pair. */
    public KeyPair generate(Entropy entropy) {
        Secret key = exchange.privateKey(entropy.child("private key on " + name()));
        return new KeyPair(this, key, exchange.share(key));
    }

    Agreement agree(Secret privateKey, Octets peerShare) {
        return exchange.agree(privateKey, peerShare);
    }

    /** The arithmetic of a kind of group. */
    interface Exchange {
        Secret privateKey(Entropy entropy);

        Octets share(Secret privateKey);

        Agreement agree(Secret privateKey, Octets peerShare);
    }

    /**
     * One side's part of an agreement.
     *
     * @param group where it lives
     * @param privateKey what this side keeps
     * @param share what the other side gets: an uncompressed point, or a u-coordinate of 32 bytes
     */
    public record KeyPair(NamedGroup group, Secret privateKey, Octets share) {
        /** Agrees with the other side's share, which may be any bytes. */
        public Agreement agree(Octets peerShare) {
            return group.agree(privateKey, peerShare);
        }
    }

    /** What came of an agreement. */
    public sealed interface Agreement {
        /**
         * Both sides hold the same secret: the x-coordinate without the point, or the u-coordinate
         * (RFC 8422 §5.10, §5.11).
         */
        record Agreed(Secret secret) implements Agreement {}

        /**
         * The peer's share is not one: of a wrong length or form, not on the curve, or of small
         * order. The alert for it is {@code illegal_parameter}.
         */
        record InvalidShare(String reason) implements Agreement {}
    }
}
