package dtlskeying.spec.dtls;

import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

/** What protects the data of an association. */
public sealed interface DataProtection {
    /** SRTP does, with keys exported from the handshake. */
    record Srtp(ProtectionProfile profile, Mki mki) implements DataProtection {}

    /** The records of DTLS do. */
    record Records() implements DataProtection {}
}
