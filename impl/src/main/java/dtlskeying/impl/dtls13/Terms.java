package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.spec.Octets;

/**
 * What both hellos settle.
 *
 * @param clientRandom 32 bytes
 * @param serverRandom 32 bytes
 * @param suite the cipher suite
 * @param group the group of the key exchange
 */
record Terms(Octets clientRandom, Octets serverRandom, CipherSuite suite, KeyShareGroup group) {}
