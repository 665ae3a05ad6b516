package dtlskeying.impl.dtls12;

import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DataProtection;

/**
 * What both hellos settle.
 *
 * @param clientRandom 32 bytes
 * @param serverRandom 32 bytes
 * @param sessionId the server's name for the session, 0 to 32 bytes
 * @param suite the cipher suite
 * @param data what will protect the data
 */
record Terms(
        Octets clientRandom,
        Octets serverRandom,
        Octets sessionId,
        CipherSuite suite,
        DataProtection data) {}
