package dtlskeying.impl.srtp;

import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.KeyLifetimeSpec;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpTransformSpec;

import java.util.List;
import java.util.stream.Stream;

/** Refusals as the negative results of {@link SrtpSession}; those of {@link SrtpRefusal} too. */
public final class SessionRefusal {
    private static final List<Clause> CLAUSES =
            Stream.<Clause>concat(
                            Stream.of(SrtpTransformSpec.Claim.values()),
                            Stream.of(
                                    PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION,
                                    SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED,
                                    KeyLifetimeSpec.Claim.EXPIRED_KEYS_PROCESS_NOTHING,
                                    KeySetsSpec.Claim.THE_MKI_SELECTS_THE_SET,
                                    KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED))
                    .toList();

    static final int NO_KEYS_YET = code(PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION);
    static final int NOT_CARRIED = code(SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED);
    static final int EXPIRED = code(KeyLifetimeSpec.Claim.EXPIRED_KEYS_PROCESS_NOTHING);
    static final int NO_SUCH_MKI = code(KeySetsSpec.Claim.THE_MKI_SELECTS_THE_SET);
    static final int UNVERIFIED = code(KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED);

    private SessionRefusal() {}

    private static int code(Clause clause) {
        return -1 - CLAUSES.indexOf(clause);
    }

    /**
     * The clause by which a packet was refused.
     *
     * @param result a negative result of a protect or unprotect call
     * @throws IllegalArgumentException if it is the length of a packet or no result at all
     */
    public static Clause clause(int result) {
        if (result >= 0 || result < -CLAUSES.size())
            throw new IllegalArgumentException(result + " is no refusal");
        return CLAUSES.get(-1 - result);
    }
}
