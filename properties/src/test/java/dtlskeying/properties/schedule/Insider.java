package dtlskeying.properties.schedule;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.KeySchedule;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A peer that has the keys and does not keep to the rules: AES-GCM once more, with the JDK. */
final class Insider {
    private static final int TAG_BITS = 128;
    private static final long SEQUENCE = 1L << 20;

    private Insider() {}

    /** A record of epoch 1, sealed by that end's keys of the handshake that is complete here. */
    static Octets record(World complete, Role sender, ContentType type, Octets content) {
        var client = complete.client().dtls();
        String[] words = client.keyLogLine().split(" ");
        var master = Secret.of(Octets.hex(words[2]));
        var keys =
                new KeySchedule(client.cipherSuite(), master)
                        .keyBlock(Octets.hex(words[1]), serverRandom(complete));
        long number = RecordHeader.number(new Epoch(1), SEQUENCE);
        Octets explicit = Octets.of(ByteBuffer.allocate(8).putLong(number).array());
        Octets nonce = Octets.concat(keys.iv(sender).octets(), explicit);
        Octets header = Octets.of(header(number, type, content.length()));
        Octets sealed = seal(keys.key(sender).octets(), nonce, header, content);
        return Records.record(type, 1, SEQUENCE, Octets.concat(explicit, sealed));
    }

    private static byte[] header(long number, ContentType type, int length) {
        return ByteBuffer.allocate(13)
                .putLong(number)
                .put((byte) type.code())
                .putShort((short) DtlsCiphertext.DTLS_1_2)
                .putShort((short) length)
                .array();
    }

    private static Octets seal(Octets key, Octets nonce, Octets header, Octets content) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key.toArray(), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce.toArray()));
            cipher.updateAAD(header.toArray());
            return Octets.of(cipher.doFinal(content.toArray()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has AES-GCM", e);
        }
    }

    private static Octets serverRandom(World world) {
        return world.traffic().sent().values().stream()
                .flatMap(datagram -> Hellos.serverRandom(datagram).stream())
                .findFirst()
                .orElseThrow();
    }
}
