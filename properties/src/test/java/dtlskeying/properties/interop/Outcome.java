package dtlskeying.properties.interop;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

/** How a handshake ended for one of its two ends. */
sealed interface Outcome {
    /**
     * SRTP keys are in place.
     *
     * @param exported the material of §4.2: client key, server key, client salt, server salt
     */
    record Agreed(ProtectionProfile profile, Mki mki, Octets exported) implements Outcome {}

    /** The handshake completed, and SRTP is not used. */
    record WithoutSrtp() implements Outcome {}

    /** There is no association, for that reason in the words of the end that reports it. */
    record Failed(String reason) implements Outcome {}
}
