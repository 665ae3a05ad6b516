package dtlskeying.properties.vectors;

import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.model.srtp.SrtpAeadModel;
import dtlskeying.model.srtp.SrtpLayoutModel;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.PacketKind;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * An SRTCP packet with E clear, which a receiver has to take and our sender never makes (RFC 3711
 * §3.4, RFC 7714 §9.3).
 */
final class ClearSrtcp {
    private static final int TAG_BITS = 128;

    private ClearSrtcp() {}

    /** The packet, authenticated under this index and not encrypted. */
    static Octets of(PacketGroup session, long index, Octets plain) {
        Octets word = Octets.hex("%08x".formatted(index));
        Octets mki = session.mki().value();
        Octets covered = Octets.concat(plain, word);
        if (session.keys().profile().isAead())
            return Octets.concat(plain, aeadTag(session, index, plain), word, mki);
        return Octets.concat(covered, mki, hmac(session.keys(), covered));
    }

    private static Octets aeadTag(PacketGroup session, long index, Octets plain) {
        SessionKeys.Keys keys = session.keys().rtcp();
        var model =
                new SrtpAeadModel(
                        new SrtpLayoutModel(
                                session.keys().profile(), PacketKind.RTCP, session.mki()));
        byte[] nonce = model.nonce(plain, index, keys.salt().octets()).toArray();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(keys.encryption().octets().toArray(), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(model.associated(plain, index).toArray());
            return Octets.of(cipher.doFinal());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Octets hmac(SessionKeys keys, Octets covered) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            byte[] key = keys.rtcp().authentication().octets().toArray();
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            byte[] tag = mac.doFinal(covered.toArray());
            return Octets.of(tag, 0, keys.profile().rtcpTagLength());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
