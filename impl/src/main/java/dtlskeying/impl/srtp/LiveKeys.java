package dtlskeying.impl.srtp;

import static dtlskeying.impl.srtp.SessionRefusal.EXPIRED;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Direction.IN;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Direction.OUT;
import static dtlskeying.spec.srtp.PacketKind.RTP;

import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;

/**
 * The keys of one handshake at work, both directions, and how far they have gone.
 *
 * @param handshake which handshake, 1 for the first
 */
record LiveKeys(
        int handshake, Mki mki, SrtpSender sender, SrtpReceiver receiver, KeyCounts counts) {
    /** What a trial of these keys came to. */
    int open(PacketKind kind, byte[] source, int offset, int length, byte[] target, int at) {
        if (counts.isSpent()) return EXPIRED;
        return kind == RTP
                ? receiver.unprotectRtp(source, offset, length, target, at)
                : receiver.unprotectRtcp(source, offset, length, target, at);
    }

    int protect(PacketKind kind, byte[] source, int offset, int length, byte[] target, int at) {
        if (counts.isSpent()) return EXPIRED;
        return kind == RTP
                ? sender.protectRtp(source, offset, length, target, at)
                : sender.protectRtcp(source, offset, length, target, at);
    }

    /** One more was protected; whether new keys are to be asked for. */
    boolean countSent(PacketKind kind) {
        return counts.count(OUT, kind);
    }

    /** One more was opened; whether new keys are to be asked for. */
    boolean countOpened(PacketKind kind) {
        return counts.count(IN, kind);
    }

    /** Goes on where the keys before these are. */
    void continueFrom(LiveKeys before) {
        sender.continueFrom(before.sender);
        receiver.continueFrom(before.receiver);
    }
}
