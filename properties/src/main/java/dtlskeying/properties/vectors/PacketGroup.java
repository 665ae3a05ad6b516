package dtlskeying.properties.vectors;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.impl.srtp.SrtpPackets;
import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.impl.srtp.SrtpRefusal;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.vectors.Fields;

import java.util.Locale;

/** What a group of packet vectors shares: keys, MKI, and the kind of its packets. */
record PacketGroup(SessionKeys keys, Mki mki, PacketKind kind) {
    /** The source of all packets. */
    static final Ssrc SOURCE = new Ssrc(0xcafebabe);

    /** The session that the fields of a group tell of. */
    static PacketGroup of(Fields group) {
        ProtectionProfile profile = ProtectionProfile.valueOf(group.text("profile"));
        return new PacketGroup(
                keys(profile, group),
                new Mki(group.octets("mki")),
                PacketKind.valueOf(group.text("kind").toUpperCase(Locale.ROOT)));
    }

    private static SessionKeys keys(ProtectionProfile profile, Fields group) {
        if (group.has("masterKey"))
            return SrtpKdf.derive(
                    profile,
                    Secret.of(group.octets("masterKey")),
                    Secret.of(group.octets("masterSalt")));
        var keys =
                new SessionKeys.Keys(
                        Secret.of(group.octets("sessionKey")),
                        Secret.of(group.octets("sessionAuth")),
                        Secret.of(group.octets("sessionSalt")));
        return new SessionKeys(profile, keys, keys);
    }

    /** The same session without an MKI. */
    PacketGroup withoutMki() {
        return new PacketGroup(keys, Mki.NONE, kind);
    }

    /**
     * The packet, protected under this index.
     *
     * @throws AssertionError if our implementation refuses it
     */
    Octets protect(long index, Octets packet) {
        SrtpPackets.Result result =
                switch (kind) {
                    case RTP -> SrtpPackets.protectRtp(keys, mki, index >> 16, packet);
                    case RTCP -> SrtpPackets.protectRtcp(keys, mki, index, packet);
                };
        return switch (result) {
            case SrtpPackets.Result.Packet(Octets octets) -> octets;
            case SrtpPackets.Result.Refused(var claim) -> throw new AssertionError(claim);
        };
    }

    /** A receiver that has heard nothing of a source but its roll-over counter. */
    SrtpReceiver receiver(long rollover) {
        SrtpReceiver receiver = SrtpReceiver.of(keys, mki);
        if (rollover > 0) receiver.resume(SOURCE, new PacketIndex.Unheard(rollover));
        return receiver;
    }

    /** What becomes of a packet that arrives, as the fields {@code result}, and plain or why. */
    Fields open(SrtpReceiver receiver, Octets packet) {
        byte[] bytes = packet.toArray();
        int length =
                switch (kind) {
                    case RTP -> receiver.unprotectRtp(bytes, 0, bytes.length, bytes, 0);
                    case RTCP -> receiver.unprotectRtcp(bytes, 0, bytes.length, bytes, 0);
                };
        Fields arrival = Fields.none().with("packet", packet);
        if (length < 0)
            return arrival.with("result", "discarded").with("why", SrtpRefusal.claim(length).id());
        return arrival.with("result", "opened").with("plain", Octets.of(bytes, 0, length));
    }
}
