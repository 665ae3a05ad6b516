package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.impl.dtls12.message.HandshakeMessage;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

/**
 * The keys of one DTLS 1.2 session (RFC 5246 §6.3, §7.4.9, §8.1; RFC 7627 §4; RFC 5705).
 *
 * @param suite whose pseudorandom function and key lengths count
 * @param masterSecret 48 bytes
 */
public record KeySchedule(CipherSuite suite, Secret masterSecret) {
    private static final int MASTER_SECRET_LENGTH = 48;

    public KeySchedule {
        if (masterSecret.length() != MASTER_SECRET_LENGTH)
            throw new IllegalArgumentException(
                    "a master secret has 48 bytes, not " + masterSecret.length());
    }

    /**
     * The extended master secret (RFC 7627 §4).
     *
     * @param sessionHash the hash of all messages up to and with the ClientKeyExchange
     */
    public static KeySchedule extended(CipherSuite suite, Secret premaster, Octets sessionHash) {
        return derive(suite, premaster, "extended master secret", sessionHash);
    }

    /** The master secret of a peer without that extension (RFC 5246 §8.1); randoms of 32 bytes. */
    public static KeySchedule plain(
            CipherSuite suite, Secret premaster, Octets clientRandom, Octets serverRandom) {
        Octets seed = Octets.concat(clientRandom, serverRandom);
        return derive(suite, premaster, "master secret", seed);
    }

    /**
     * The keys of the records, from the randoms of the handshake, 32 bytes each (RFC 5246 §6.3: the
     * server's comes first here).
     */
    public KeyBlock keyBlock(Octets clientRandom, Octets serverRandom) {
        int key = suite.aead().keyLength();
        int iv = suite.fixedIvLength();
        Octets seed = Octets.concat(serverRandom, clientRandom);
        Secret block = suite.prf().derive(masterSecret, "key expansion", seed, 2 * (key + iv));
        return new KeyBlock(
                block.slice(0, key),
                block.slice(key, 2 * key),
                block.slice(2 * key, 2 * key + iv),
                block.slice(2 * key + iv, 2 * (key + iv)));
    }

    /**
     * What a Finished holds, 12 bytes (RFC 5246 §7.4.9).
     *
     * @param sender who sends the Finished
     * @param transcriptHash the hash of all messages before it, with their 12-byte headers
     */
    public Octets verifyData(Role sender, Octets transcriptHash) {
        String label = sender.text() + " finished";
        return suite.prf()
                .derive(masterSecret, label, transcriptHash, HandshakeMessage.VERIFY_DATA_LENGTH)
                .octets();
    }

    /** Keying material for somebody else, without a context (RFC 5705 §4). */
    public Secret export(String label, Octets clientRandom, Octets serverRandom, int length) {
        Octets seed = Octets.concat(clientRandom, serverRandom);
        return suite.prf().derive(masterSecret, label, seed, length);
    }

    /**
     * Keying material for somebody else, with a context, which may be empty and is then still not
     * the same as none (RFC 5705 §4).
     *
     * @throws IllegalArgumentException if the context is longer than 65,535 bytes
     */
    public Secret export(
            String label, Octets clientRandom, Octets serverRandom, Octets context, int length) {
        Octets tail = new WireWriter().vector16(context).toOctets();
        Octets seed = Octets.concat(clientRandom, serverRandom, tail);
        return suite.prf().derive(masterSecret, label, seed, length);
    }

    private static KeySchedule derive(
            CipherSuite suite, Secret premaster, String label, Octets seed) {
        return new KeySchedule(
                suite, suite.prf().derive(premaster, label, seed, MASTER_SECRET_LENGTH));
    }

    /**
     * The keys of the records, each for what its side sends.
     *
     * @param clientKey for what the client sends
     * @param serverKey for what the server sends
     * @param clientIv the fixed part of the client's nonces
     * @param serverIv the fixed part of the server's nonces
     */
    public record KeyBlock(Secret clientKey, Secret serverKey, Secret clientIv, Secret serverIv) {
        /** The key for what this side sends. */
        public Secret key(Role sender) {
            return sender == Role.CLIENT ? clientKey : serverKey;
        }

        /** The fixed part of the nonces for what this side sends. */
        public Secret iv(Role sender) {
            return sender == Role.CLIENT ? clientIv : serverIv;
        }
    }
}
