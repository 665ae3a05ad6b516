package dtlskeying.properties.schedule;

import dtlskeying.impl.srtp.PacketIndex;
import dtlskeying.impl.srtp.SrtpPackets;
import dtlskeying.impl.srtp.SrtpTransform;
import dtlskeying.properties.schedule.Party.Channel;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpTransformSpec.Claim;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input;
import dtlskeying.spec.srtp.SrtpTransformSpec.Tag;
import dtlskeying.spec.srtp.Ssrc;

import java.nio.ByteBuffer;
import java.util.Map;

/** One packet of media at one end: the channel after it, and what became of it. */
record MediaStep(Channel channel, Happening happening) {
    private static final int RTP_HEADER = 12;
    private static final int RTCP_HEADER = 8;
    private static final int PAYLOAD = 12;

    static Channel start(MediaKeys keys) {
        return new Channel.Open(keys, SrtpTransform.FRESH, Map.of());
    }

    static MediaStep protect(
            Stack stack, Role side, Channel.Open open, PacketKind kind, int number) {
        var input =
                kind == PacketKind.RTP ? new Input.Send(number & 0xffff) : new Input.SendControl();
        var step = stack.srtp().on(open.sending(), input);
        Channel after = open.withSending(step.state());
        return switch (step.effects().getFirst()) {
            case Effect.Protected(_, var index) -> {
                Octets plain = plain(side, kind, number);
                Octets bytes = packet(protect(open.keys(), kind, index, plain));
                var name = DatagramName.media(side, kind, number);
                yield new MediaStep(
                        after, new Happening.SentMedia(side, name, kind, index, plain, bytes));
            }
            case Effect.Refused(_, var clause) ->
                    new MediaStep(after, new Happening.Refused(side, kind, clause));
            case Effect.Opened _, Effect.Discarded _ -> throw new AssertionError("nothing arrived");
        };
    }

    static MediaStep open(Stack stack, Role at, Channel.Open open, PacketKind kind, Octets packet) {
        int header = kind == PacketKind.RTP ? RTP_HEADER : RTCP_HEADER;
        if (packet.length() < header + (kind == PacketKind.RTP ? 0 : 4))
            return new MediaStep(open, new Happening.Dropped(at, kind, Claim.TRAILER_IS_WHOLE));
        var source = new Ssrc(ByteBuffer.wrap(packet.toArray()).getInt(header - 4));
        SrtpTransform state = open.source(source);
        var step = stack.srtp().on(state, arrival(open.keys(), state, kind, packet));
        Channel after = open.withSource(source, step.state());
        return switch (step.effects().getFirst()) {
            case Effect.Opened(_, var index) -> {
                Octets plain = packet(unprotect(open.keys(), kind, index, packet));
                yield new MediaStep(
                        after, new Happening.Opened(at, kind, source, index, packet, plain));
            }
            case Effect.Discarded(_, var clause) ->
                    new MediaStep(after, new Happening.Dropped(at, kind, clause));
            case Effect.Protected _, Effect.Refused _ ->
                    throw new AssertionError("nothing was sent");
        };
    }

    /** The packet as its tag and the bytes tell it, whatever has arrived before. */
    private static Input arrival(
            MediaKeys keys, SrtpTransform state, PacketKind kind, Octets packet) {
        long index =
                kind == PacketKind.RTP
                        ? index(state).guess(packet.at(2) << 8 | packet.at(3))
                        : controlIndex(keys, packet);
        boolean genuine = unprotect(keys, kind, index, packet) instanceof SrtpPackets.Result.Packet;
        Tag tag = genuine ? new Tag.Genuine(index) : new Tag.Forged();
        return kind == PacketKind.RTP
                ? new Input.Arrive((int) (index & 0xffff), tag)
                : new Input.ArriveControl(index, tag);
    }

    private static PacketIndex index(SrtpTransform state) {
        return switch (state) {
            case SrtpTransform.Unused(var index, _) -> index;
            case SrtpTransform.Sending(var index, _, _) -> index;
            case SrtpTransform.Receiving(var index, _, _) -> index;
        };
    }

    /** RFC 3711 §3.4, RFC 7714 §9.1: the word with the index is ahead of MKI and tag. */
    private static long controlIndex(MediaKeys keys, Octets packet) {
        int tag =
                keys.read().profile().authKeyLength() == 0
                        ? 0
                        : keys.read().profile().rtcpTagLength();
        int at = packet.length() - tag - keys.mki().length() - 4;
        return at < 0 ? 0 : ByteBuffer.wrap(packet.toArray()).getInt(at) & 0x7fffffffL;
    }

    private static SrtpPackets.Result protect(
            MediaKeys keys, PacketKind kind, long index, Octets plain) {
        return kind == PacketKind.RTP
                ? SrtpPackets.protectRtp(keys.write(), keys.mki(), index >>> 16, plain)
                : SrtpPackets.protectRtcp(keys.write(), keys.mki(), index, plain);
    }

    private static SrtpPackets.Result unprotect(
            MediaKeys keys, PacketKind kind, long index, Octets packet) {
        return kind == PacketKind.RTP
                ? SrtpPackets.unprotectRtp(keys.read(), keys.mki(), index >>> 16, packet)
                : SrtpPackets.unprotectRtcp(keys.read(), keys.mki(), packet);
    }

    private static Octets packet(SrtpPackets.Result result) {
        return switch (result) {
            case SrtpPackets.Result.Packet(var octets) -> octets;
            case SrtpPackets.Result.Refused(var claim) ->
                    throw new AssertionError("state and bytes disagree: " + claim);
        };
    }

    /** Every packet has another plaintext, so that a packet in the place of another one is seen. */
    static Octets plain(Role side, PacketKind kind, int number) {
        boolean rtp = kind == PacketKind.RTP;
        var packet = ByteBuffer.allocate((rtp ? RTP_HEADER : RTCP_HEADER) + PAYLOAD);
        packet.put((byte) 0x80);
        if (rtp) packet.put((byte) 96).putShort((short) number).putInt(number);
        else packet.put((byte) 200).putShort((short) (PAYLOAD / 4 + 1));
        packet.putInt(side == Role.CLIENT ? 0xc11e0001 : 0x5e440001).putInt(number);
        while (packet.hasRemaining()) packet.put((byte) (packet.position() + number));
        return Octets.of(packet.array());
    }
}
