package dtlskeying.impl.crypto;

import java.security.SecureRandom;

/** Entropy in the shape that JCA and Bouncy Castle ask for: a stream that starts anew each time. */
final class EntropyRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final transient Entropy entropy;
    private long drawn;

    EntropyRandom(Entropy entropy) {
        super(null, null);
        this.entropy = entropy;
    }

    @Override
    public void nextBytes(byte[] target) {
        for (int at = 0; at < target.length; at += Entropy.MAX_LENGTH) {
            int length = Math.min(Entropy.MAX_LENGTH, target.length - at);
            byte[] bytes = entropy.secret("draw " + drawn++, length).peek();
            System.arraycopy(bytes, 0, target, at, length);
        }
    }

    @Override
    public byte[] generateSeed(int length) {
        byte[] seed = new byte[length];
        nextBytes(seed);
        return seed;
    }
}
