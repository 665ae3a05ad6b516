package dtlskeying.properties.srtp;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;

import java.util.Arrays;
import java.util.Optional;

/** One end of a session as its laws see it, so that a bug can stand in its place. */
interface SessionEnd {
    ProtectionProfile PROFILE = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

    /** How an end is made. */
    @FunctionalInterface
    interface Maker {
        SessionEnd make(Role role, SessionSettings settings);
    }

    /** Handshakes with the same number give the same keys at both ends. */
    void completed(int handshake, Mki mki, long now);

    void tick(long now);

    /** The protected packet; nothing if it is refused. */
    Optional<byte[]> protect(PacketKind kind, byte[] packet);

    /** The handshake under whose keys the packet was opened; 0 if it is refused. */
    int open(PacketKind kind, byte[] packet);

    /** Whether new keys are asked for. */
    boolean asks();

    /** Ours. */
    static SessionEnd ours(Role role, SessionSettings settings) {
        var session = new SrtpSession(role, settings);
        session.use(new Ssrc(SrtpPair.SSRC));
        return new Ours(session);
    }

    /** Our session. */
    record Ours(SrtpSession session) implements SessionEnd {
        @Override
        public void completed(int handshake, Mki mki, long now) {
            var entropy = Entropy.of(handshake);
            session.completed(
                    handshake,
                    PROFILE,
                    mki,
                    (label, length) -> Secret.of(entropy.bytes(label, length)),
                    now);
        }

        @Override
        public void tick(long now) {
            session.tick(now);
        }

        @Override
        public Optional<byte[]> protect(PacketKind kind, byte[] packet) {
            byte[] target = new byte[packet.length + session.overhead(kind)];
            int length = session.protect(kind, packet, 0, packet.length, target, 0);
            return length < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(target, length));
        }

        @Override
        public int open(PacketKind kind, byte[] packet) {
            byte[] target = new byte[packet.length];
            int length = session.unprotect(kind, packet, 0, packet.length, target, 0);
            return length < 0 ? 0 : session.openedUnder();
        }

        @Override
        public boolean asks() {
            return session.takeRekeyRequest();
        }
    }

    /** An end that does everything as another one does; bugs replace some of it. */
    class Like implements SessionEnd {
        final SessionEnd healthy;

        Like(SessionEnd healthy) {
            this.healthy = healthy;
        }

        @Override
        public void completed(int handshake, Mki mki, long now) {
            healthy.completed(handshake, mki, now);
        }

        @Override
        public void tick(long now) {
            healthy.tick(now);
        }

        @Override
        public Optional<byte[]> protect(PacketKind kind, byte[] packet) {
            return healthy.protect(kind, packet);
        }

        @Override
        public int open(PacketKind kind, byte[] packet) {
            return healthy.open(kind, packet);
        }

        @Override
        public boolean asks() {
            return healthy.asks();
        }
    }
}
