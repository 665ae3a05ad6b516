package dtlskeying.impl.srtp;

import dtlskeying.spec.srtp.SrtpTransformSpec.Claim;

/** Refusals as the negative results of {@link SrtpSender} and {@link SrtpReceiver}. */
public final class SrtpRefusal {
    private static final Claim[] CLAIMS = Claim.values();

    private SrtpRefusal() {}

    /** The negative number that stands for a refusal by this claim. */
    public static int code(Claim claim) {
        return -1 - claim.ordinal();
    }

    /**
     * The claim by which a packet was refused.
     *
     * @param result a negative result of a protect or unprotect call
     * @throws IllegalArgumentException if it is the length of a packet or no result at all
     */
    public static Claim claim(int result) {
        if (result >= 0 || result < -CLAIMS.length)
            throw new IllegalArgumentException(result + " is no refusal");
        return CLAIMS[-1 - result];
    }
}
