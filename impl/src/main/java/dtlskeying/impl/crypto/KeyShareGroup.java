package dtlskeying.impl.crypto;

import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.spec.Octets;

import java.util.Arrays;
import java.util.Optional;

/**
 * The groups of DTLS 1.3's key exchange (RFC 8446 §4.2.7, draft-ietf-tls-ecdhe-mlkem), seen as
 * encapsulation: one end offers a share, the other answers it, and both hold a secret. It makes no
 * difference to their user whether the two shares are of one kind.
 */
public enum KeyShareGroup {
    X25519(new Agreeing(NamedGroup.X25519)),
    SECP256R1(new Agreeing(NamedGroup.SECP256R1)),
    SECP384R1(new Agreeing(NamedGroup.SECP384R1)),
    /** ML-KEM-768 and X25519 in one: safe as long as one of the two is. */
    X25519MLKEM768(new HybridExchange(0x11ec, NamedGroup.X25519));

    private final Exchange exchange;

    KeyShareGroup(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The code point, 0 to 65,535. */
    public int code() {
        return exchange.code();
    }

    /** The group with this code point, or nothing if we do not have it. */
    public static Optional<KeyShareGroup> find(int code) {
        return Arrays.stream(values()).filter(group -> group.code() == code).findFirst();
    }

    /** A share and what it takes to use the answer; the same entropy gives the same. */
    public Offer offer(Entropy entropy) {
        return exchange.offer(this, entropy.child("offer in " + name()));
    }

    /** Answers a share, which may be any bytes; the same entropy gives the same answer. */
    public Answer answer(Octets share, Entropy entropy) {
        return exchange.answer(share, entropy.child("answer in " + name()));
    }

    /** The arithmetic of a kind of group. */
    sealed interface Exchange permits Agreeing, HybridExchange {
        int code();

        Offer offer(KeyShareGroup group, Entropy entropy);

        Answer answer(Octets share, Entropy entropy);

        Agreement complete(Secret privateKey, Octets answer);
    }

    /**
     * The offering end's part.
     *
     * @param group where it lives
     * @param privateKey what this end keeps
     * @param share what the other end gets
     */
    public record Offer(KeyShareGroup group, Secret privateKey, Octets share) {
        /** Takes the other end's answer, which may be any bytes. */
        public Agreement complete(Octets answer) {
            return group.exchange.complete(privateKey, answer);
        }
    }

    /** What an answering end makes of a share. */
    public sealed interface Answer {
        /** The share that goes back, and the secret that both ends will hold. */
        record Given(Octets share, Secret secret) implements Answer {}

        /** The peer's share is none of its group. The alert for it is illegal_parameter. */
        record InvalidShare(String reason) implements Answer {}
    }

    /** A group in which both ends do the same. */
    private record Agreeing(NamedGroup group) implements Exchange {
        @Override
        public int code() {
            return group.code();
        }

        @Override
        public Offer offer(KeyShareGroup offered, Entropy entropy) {
            var pair = group.generate(entropy);
            return new Offer(offered, pair.privateKey(), pair.share());
        }

        @Override
        public Answer answer(Octets share, Entropy entropy) {
            var pair = group.generate(entropy);
            return switch (pair.agree(share)) {
                case Agreement.Agreed(var secret) -> new Answer.Given(pair.share(), secret);
                case Agreement.InvalidShare(var reason) -> new Answer.InvalidShare(reason);
            };
        }

        @Override
        public Agreement complete(Secret privateKey, Octets answer) {
            return group.agree(privateKey, answer);
        }
    }
}
