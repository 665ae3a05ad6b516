package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.Ssrc;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The SRTP keys of one handshake, in the hands of somebody who keeps them and protects what they
 * like: nothing is remembered of the packets before.
 *
 * @param terms what was agreed
 * @param exported where all keys come from
 */
record MediaKeys(DataProtection.Srtp terms, Secret exported) {
    /** Bytes of the header of RTP up to the source. */
    private static final int SOURCE_AT = 8;

    /** Those of the latest handshake, complete or not; none without SRTP, or before its keys. */
    static Optional<MediaKeys> newest(Association association) {
        if (!(association.dataProtectionAhead().orElse(null) instanceof DataProtection.Srtp terms))
            return Optional.empty();
        int length = terms.profile().exportLength();
        return association
                .exportAhead(SrtpKeyDerivationSpec.LABEL, length)
                .map(exported -> new MediaKeys(terms, exported));
    }

    /** The same keys under another name. */
    MediaKeys with(Mki other) {
        return new MediaKeys(new DataProtection.Srtp(terms.profile(), other), exported);
    }

    /** An end that has these keys and no others, and has seen no packet. */
    SrtpSession session(Role role) {
        var session = new SrtpSession(role, SessionSettings.of(Media.MULTIPLEXED));
        session.completed(1, terms.profile(), terms.mki(), (_, _) -> exported, 0);
        return session;
    }

    /** The RTP packet as that end sends it. */
    Octets sealed(Role sender, Octets packet) {
        return sealed(session(sender), packet);
    }

    /** The RTP packet as that session sends it. */
    static Octets sealed(SrtpSession session, Octets packet) {
        session.use(new Ssrc(ByteBuffer.wrap(packet.toArray()).getInt(SOURCE_AT)));
        byte[] target = new byte[packet.length() + session.overhead(PacketKind.RTP)];
        int length =
                session.protect(PacketKind.RTP, packet.toArray(), 0, packet.length(), target, 0);
        if (length < 0) throw new AssertionError("a packet is not protected: " + length);
        return Octets.of(target, 0, length);
    }

    /** The RTP packet of a datagram for that end; none if these keys do not open it. */
    Optional<Octets> opened(Role receiver, Octets datagram) {
        byte[] bytes = datagram.toArray();
        int length = session(receiver).unprotect(PacketKind.RTP, bytes, 0, bytes.length, bytes, 0);
        return length < 0 ? Optional.empty() : Optional.of(Octets.of(bytes, 0, length));
    }
}
