package dtlskeying.properties.srtp;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.impl.srtp.SrtpPackets;
import dtlskeying.impl.srtp.SrtpPackets.Result;
import dtlskeying.model.srtp.SrtpLayoutModel;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.function.UnaryOperator;

/** What an end does with the bytes of one packet, as functions that a bug can wrap. */
interface PacketCode {
    /** Protects a packet under an index. */
    Result protect(Session session, long index, Octets packet);

    /** Opens a packet; of the index, only the roll-over counter counts. */
    Result open(Session session, long index, Octets packet);

    /** Under which keys, and with which MKI. */
    record Session(ProtectionProfile profile, PacketKind kind, Mki mki, Octets key, Octets salt) {
        /** The session keys of both kinds. */
        SessionKeys keys() {
            return SrtpKdf.derive(profile, Secret.of(key), Secret.of(salt));
        }

        /** What its packets look like. */
        SrtpLayoutModel layout() {
            return new SrtpLayoutModel(profile, kind, mki);
        }

        Session withMki(Mki other) {
            return new Session(profile, kind, other, key, salt);
        }

        Session withProfile(ProtectionProfile other) {
            return new Session(other, kind, mki, key, salt);
        }

        Session withSalt(Octets other) {
            return new Session(profile, kind, mki, key, other);
        }
    }

    /** Ours. */
    PacketCode HEALTHY = under((session, index) -> session.keys());

    /** Whose keys an index has. */
    interface Keys {
        SessionKeys of(Session session, long index);
    }

    /** Ours, under those keys. */
    static PacketCode under(Keys keys) {
        return new PacketCode() {
            @Override
            public Result protect(Session session, long index, Octets packet) {
                SessionKeys all = keys.of(session, index);
                return switch (session.kind()) {
                    case RTP -> SrtpPackets.protectRtp(all, session.mki(), index >> 16, packet);
                    case RTCP -> SrtpPackets.protectRtcp(all, session.mki(), index, packet);
                };
            }

            @Override
            public Result open(Session session, long index, Octets packet) {
                SessionKeys all = keys.of(session, index);
                return switch (session.kind()) {
                    case RTP -> SrtpPackets.unprotectRtp(all, session.mki(), index >> 16, packet);
                    case RTCP -> SrtpPackets.unprotectRtcp(all, session.mki(), packet);
                };
            }
        };
    }

    /** Ours, in other sessions than those that were agreed. */
    static PacketCode in(UnaryOperator<Session> change) {
        return new PacketCode() {
            @Override
            public Result protect(Session session, long index, Octets packet) {
                return HEALTHY.protect(change.apply(session), index, packet);
            }

            @Override
            public Result open(Session session, long index, Octets packet) {
                return HEALTHY.open(change.apply(session), index, packet);
            }
        };
    }

    /** Protects or opens, where the other function is ours. */
    interface Half {
        Result on(Session session, long index, Octets packet);
    }

    /** A sender that is not ours. */
    static PacketCode protecting(Half sick) {
        return new PacketCode() {
            @Override
            public Result protect(Session session, long index, Octets packet) {
                return sick.on(session, index, packet);
            }

            @Override
            public Result open(Session session, long index, Octets packet) {
                return HEALTHY.open(session, index, packet);
            }
        };
    }

    /** A receiver that is not ours. */
    static PacketCode opening(Half sick) {
        return new PacketCode() {
            @Override
            public Result protect(Session session, long index, Octets packet) {
                return HEALTHY.protect(session, index, packet);
            }

            @Override
            public Result open(Session session, long index, Octets packet) {
                return sick.on(session, index, packet);
            }
        };
    }
}
