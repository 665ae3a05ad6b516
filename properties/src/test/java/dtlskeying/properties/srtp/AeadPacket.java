package dtlskeying.properties.srtp;

import dtlskeying.model.srtp.SrtpAeadModel;
import dtlskeying.properties.srtp.PacketCode.Session;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.PacketKind;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A packet of an AEAD profile, made once more from RFC 7714 with what the JDK has.
 *
 * @param plain before protection
 * @param word E flag and index of an SRTCP packet
 * @param nonce of GCM, 12 bytes
 * @param associated what is covered but not encrypted
 */
record AeadPacket(Session session, Octets plain, long word, Octets nonce, Octets associated) {
    private static final long E = 1L << 31;

    /** As the model has it; SRTCP with E set. */
    static AeadPacket of(Session session, long index, Octets plain) {
        return with(session, index, plain, E | index);
    }

    /** SRTCP with E clear. */
    static AeadPacket clear(Session session, long index, Octets plain) {
        return with(session, index, plain, index);
    }

    private static AeadPacket with(Session session, long index, Octets plain, long word) {
        return new AeadPacket(
                session,
                plain,
                word,
                model(session).nonce(plain, index, salt(session)),
                model(session).associated(plain, word));
    }

    /** The same under the nonce of another index. */
    AeadPacket withNonceOf(long index) {
        Octets other = model(session).nonce(plain, index, salt(session));
        return new AeadPacket(session, plain, word, other, associated);
    }

    AeadPacket withAssociated(Octets other) {
        return new AeadPacket(session, plain, word, nonce, other);
    }

    /** The bytes on the wire. */
    Octets octets() {
        int clear = model(session).clearLength(plain, word);
        return Octets.concat(
                plain.slice(0, clear),
                encrypted(plain.slice(clear, plain.length())),
                wordOctets(),
                session.mki().value());
    }

    private Octets wordOctets() {
        return session.kind() == PacketKind.RTCP
                ? Octets.hex(String.format("%08x", word))
                : Octets.EMPTY;
    }

    /** With the tag at its end. */
    private Octets encrypted(Octets secret) {
        Octets key = session.keys().of(session.kind()).encryption().octets();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key.toArray(), "AES"),
                    new GCMParameterSpec(128, nonce.toArray()));
            cipher.updateAAD(associated.toArray());
            return Octets.of(cipher.doFinal(secret.toArray()));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static SrtpAeadModel model(Session session) {
        return new SrtpAeadModel(session.layout());
    }

    private static Octets salt(Session session) {
        return session.keys().of(session.kind()).salt().octets();
    }
}
