package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTP;

import dtlskeying.properties.srtp.PacketCode.Session;
import dtlskeying.spec.Octets;

import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tags of the HMAC profiles, made once more from RFC 3711 §4.2 with what the JDK has. */
final class Macs {
    private Macs() {}

    /** HMAC-SHA1 of these bytes under the session's authentication key, all 20 bytes. */
    static Octets of(Session session, Octets... covered) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            Octets key = session.keys().of(session.kind()).authentication().octets();
            mac.init(new SecretKeySpec(key.toArray(), "HmacSHA1"));
            return Octets.of(mac.doFinal(Octets.concat(covered).toArray()));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The bytes of a protected packet that are covered by its tag, save the roll-over counter. */
    static Octets covered(Session session, Octets whole) {
        return whole.slice(0, whole.length() - tagLength(session) - session.mki().length());
    }

    /** The same packet with another tag, cut to its length. */
    static Octets tagged(Session session, Octets whole, Octets tag) {
        int length = tagLength(session);
        return Octets.concat(whole.slice(0, whole.length() - length), tag.slice(0, length));
    }

    /** The tag that the packet should have. */
    static Octets right(Session session, long index, Octets whole) {
        return session.kind() == RTP
                ? of(session, covered(session, whole), rollover(index))
                : of(session, covered(session, whole));
    }

    /** An authentic SRTCP packet that is not encrypted. */
    static Octets clear(Session session, int index, Octets plain) {
        Octets covered = Octets.concat(plain, Octets.hex(String.format("%08x", index)));
        Octets tag = of(session, covered).slice(0, tagLength(session));
        return Octets.concat(covered, session.mki().value(), tag);
    }

    static Octets rollover(long index) {
        return Octets.hex(String.format("%08x", index >> 16));
    }

    private static int tagLength(Session session) {
        return session.kind() == RTP
                ? session.profile().rtpTagLength()
                : session.profile().rtcpTagLength();
    }
}
