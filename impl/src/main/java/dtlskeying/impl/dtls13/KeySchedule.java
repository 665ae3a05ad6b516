package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Aead;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Hkdf;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.nio.charset.StandardCharsets;

/**
 * The key schedule (RFC 8446 §7.1) with the labels of DTLS 1.3 (RFC 9147 §5.9), without PSKs: every
 * secret is as long as the hash, and so is every transcript hash given.
 *
 * @param hash the suite's
 * @param prefix of every label, in ASCII: {@value #DTLS_1_3}, or {@value #TLS_1_3} for TLS
 */
public record KeySchedule(Hash hash, String prefix) {
    /** Without a space, unlike that of TLS. */
    public static final String DTLS_1_3 = "dtls13";

    /** For the test vectors of TLS, which go through the same steps. */
    public static final String TLS_1_3 = "tls13 ";

    /** The schedule of a suite in DTLS 1.3. */
    @Cites("rfc9147/5.9/a")
    public static KeySchedule of(CipherSuite suite) {
        return new KeySchedule(suite.hash(), DTLS_1_3);
    }

    /** The early secret: there is no PSK. */
    public Secret early() {
        return Hkdf.extract(hash, zeros(), zeros());
    }

    /**
     * The handshake secret.
     *
     * @param shared the result of the key exchange, as its group encodes it
     */
    public Secret handshake(Secret shared) {
        return next(early(), shared);
    }

    /** The main secret, from the handshake secret. */
    public Secret main(Secret handshake) {
        return next(handshake, zeros());
    }

    /**
     * The secret that follows another one, when something new goes in: each step of the schedule,
     * and each extended key update.
     */
    @Cites("rfc8446/7.1/a")
    public Secret next(Secret secret, Secret input) {
        return Hkdf.extract(hash, derive(secret, "derived", hash.digest()), input);
    }

    /**
     * The secret of epoch 2 for what this side sends.
     *
     * @param transcriptHash up to and with the ServerHello
     */
    public Secret handshakeTraffic(Role sender, Secret handshake, Octets transcriptHash) {
        return derive(handshake, letter(sender) + " hs traffic", transcriptHash);
    }

    /**
     * The secret of epoch 3 for what this side sends.
     *
     * @param transcriptHash up to and with the server's Finished
     */
    public Secret applicationTraffic(Role sender, Secret main, Octets transcriptHash) {
        return derive(main, letter(sender) + " ap traffic", transcriptHash);
    }

    /** The secret of the epoch after this one's, by a KeyUpdate (RFC 8446 §7.2). */
    @Cites("rfc8446/7.2/a")
    public Secret updated(Secret traffic) {
        return expand(traffic, "traffic upd", Octets.EMPTY, hash.length());
    }

    /**
     * The secret that keying material is exported from.
     *
     * @param transcriptHash up to and with the server's Finished
     */
    public Secret exporter(Secret main, Octets transcriptHash) {
        return derive(main, "exp master", transcriptHash);
    }

    /**
     * What a Finished holds, as long as the hash (RFC 8446 §4.4.4).
     *
     * @param traffic the sender's secret of epoch 2
     * @param transcriptHash up to the message before the Finished
     */
    @Cites("rfc8446/7.1/b")
    public Octets verifyData(Secret traffic, Octets transcriptHash) {
        return hash.hmac(expand(traffic, "finished", Octets.EMPTY, hash.length()), transcriptHash);
    }

    /** What protects the records of the epoch with this secret. */
    @Cites({"rfc8446/7.3/a", "rfc9147/4.2.3/a"})
    public TrafficKeys keys(Aead aead, Secret traffic) {
        return new TrafficKeys(
                expand(traffic, "key", Octets.EMPTY, aead.keyLength()),
                expand(traffic, "iv", Octets.EMPTY, Aead.NONCE_LENGTH),
                expand(traffic, "sn", Octets.EMPTY, aead.keyLength()));
    }

    /**
     * Keying material for somebody else (RFC 8446 §7.5); an empty context is the same as none.
     *
     * @param exporter the secret of {@link #exporter}
     * @param label in ASCII, at most 249 bytes
     * @param length bytes, 0 to 255 times those of the hash
     */
    @Cites("rfc8446/7.5/a")
    public Secret export(Secret exporter, String label, Octets context, int length) {
        Secret labelled = derive(exporter, label, hash.digest());
        return expand(labelled, "exporter", hash.digest(context), length);
    }

    /** Derive-Secret with a transcript that is hashed already. */
    public Secret derive(Secret secret, String label, Octets transcriptHash) {
        return expand(secret, label, transcriptHash, hash.length());
    }

    /**
     * HKDF-Expand-Label.
     *
     * @throws IllegalArgumentException if the label with its prefix, or the context, is longer than
     *     255 bytes, or the length not 0 to 255 times that of the hash
     */
    public Secret expand(Secret secret, String label, Octets context, int length) {
        Octets labelled = Octets.of((prefix + label).getBytes(StandardCharsets.US_ASCII));
        Octets info = new WireWriter().uint16(length).vector8(labelled).vector8(context).toOctets();
        return Hkdf.expand(hash, secret, info, length);
    }

    private Secret zeros() {
        return Secret.of(new byte[hash.length()]);
    }

    private static String letter(Role sender) {
        return sender.text().substring(0, 1);
    }
}
