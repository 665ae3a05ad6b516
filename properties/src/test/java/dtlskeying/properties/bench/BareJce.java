package dtlskeying.properties.bench;

import dtlskeying.impl.srtp.SessionKeys;

import java.security.GeneralSecurityException;

/** The least that JCE must do for one SRTP packet: no index, no replay list, no checks of ours. */
interface BareJce {
    /** Encrypts and tags {@code size} bytes into {@code target}; how many that makes. */
    int seal(int index, byte[] packet, int header, int size, byte[] target)
            throws GeneralSecurityException;

    /** Checks and decrypts a packet that was {@code size} bytes long. */
    int open(int index, byte[] packet, int header, int size, byte[] target)
            throws GeneralSecurityException;

    /** The fastest way that we know for the profile of these keys. */
    static BareJce of(SessionKeys keys) throws GeneralSecurityException {
        return keys.profile().isAead()
                ? new BareGcm(keys.rtp())
                : new BareCounterMode(keys.rtp(), keys.profile().rtpTagLength());
    }
}
