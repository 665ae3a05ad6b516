package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SSRCS_OF_ONE_DEVICE_ARE_DISTINCT;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.NO_INDEX_TWICE;

import dtlskeying.impl.srtp.SrtpSender;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.Ssrc;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Known bugs in who sends under which name: our sender, wrapped. */
public final class SenderGuards {
    private static final ProtectionProfile PROFILE = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
    private static final String NO_TWO_TIME_PAD = "P24 NoTwoTimePad, with packets of two sources";
    private static final String NAMES = "P24 SsrcsOfOneSenderAreDistinct";

    private static final Map<String, Function<Supplier<Channel>, Optional<String>>> LAWS =
            Map.of(NO_TWO_TIME_PAD, SenderGuards::padTwice, NAMES, SenderGuards::namedAlike);

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    bug(
                            "X27 in a sender",
                            "each source has a sender of its own, under keys that they share",
                            NO_TWO_TIME_PAD,
                            SenderGuards::oneEach,
                            SSRCS_OF_ONE_DEVICE_ARE_DISTINCT),
                    bug(
                            "X27 at a restart",
                            "a source that starts again starts at its first index",
                            NO_TWO_TIME_PAD,
                            SenderGuards::restarting,
                            NO_INDEX_TWICE,
                            SSRCS_OF_ONE_DEVICE_ARE_DISTINCT),
                    bug(
                            "name-not-asked",
                            "whatever name a packet has is taken for granted",
                            NAMES,
                            SenderGuards::namingOnTheFly,
                            SSRCS_OF_ONE_DEVICE_ARE_DISTINCT));

    private SenderGuards() {}

    private static Guard bug(
            String id, String story, String killer, Supplier<Channel> sick, Clause... breaks) {
        return Guard.of(id, story, Set.of(breaks), killer, LAWS, sick);
    }

    /** One end of a channel, whose sources go by numbers of the caller. */
    interface Channel {
        /** A source wants to send under that name; the clause that refuses it, if one does. */
        Optional<Clause> use(int source, Ssrc name);

        /** The protected packet of a source; nothing if it is refused. */
        Optional<byte[]> protect(int source, PacketKind kind, byte[] packet);
    }

    /** Ours. */
    static Channel ours() {
        var sender = sender();
        return new Channel() {
            @Override
            public Optional<Clause> use(int source, Ssrc name) {
                return sender.use(name);
            }

            @Override
            public Optional<byte[]> protect(int source, PacketKind kind, byte[] packet) {
                return SenderGuards.protect(sender, kind, packet);
            }
        };
    }

    /** Whether two packets of one name are protected under one index. */
    static Optional<String> padTwice(Supplier<Channel> channels) {
        for (PacketKind kind : PacketKind.values()) {
            Channel channel = channels.get();
            var pads = new HashSet<Octets>();
            for (int sequence = 0; sequence < 3; sequence++)
                for (int source = 0; source < 3; source++) {
                    if (sequence == 0 || source == 1) channel.use(source, SrtpPair.source(1));
                    var sent = channel.protect(source, kind, packet(kind, 1, sequence, source));
                    if (sent.isPresent() && !pads.add(index(kind, sent.get())))
                        return Optional.of(kind + " " + sequence + ", again from source " + source);
                }
            if (pads.isEmpty()) return Optional.of("no " + kind + " is sent");
        }
        return Optional.empty();
    }

    /**
     * Whether a name is given twice, or a source without one sends, or one with a name does not.
     */
    static Optional<String> namedAlike(Supplier<Channel> channels) {
        for (PacketKind kind : PacketKind.values()) {
            Channel channel = channels.get();
            for (int name = 0; name < 3; name++) {
                String which = kind + " of name " + name;
                byte[] packet = packet(kind, name, 0, 0);
                if (channel.protect(name, kind, packet).isPresent())
                    return Optional.of(which + " was not asked for, and is sent");
                if (channel.use(name, SrtpPair.source(name)).isPresent())
                    return Optional.of(which + ": it is free, and refused");
                if (channel.protect(name, kind, packet).isEmpty())
                    return Optional.of(which + ": it is in use, and not sent");
                if (!channel.use(3 + name, SrtpPair.source(name))
                        .equals(Optional.of(SSRCS_OF_ONE_DEVICE_ARE_DISTINCT)))
                    return Optional.of(which + ": it is given twice");
            }
        }
        return Optional.empty();
    }

    /** A packet of that name and text; RTCP has no number of its own. */
    private static byte[] packet(PacketKind kind, int name, int sequence, int text) {
        byte[] packet = kind == RTP ? SrtpPair.rtp(sequence) : SrtpPair.rtcp(4);
        packet[lastOfName(kind)] = (byte) name;
        packet[packet.length - 1] = (byte) text;
        return packet;
    }

    private static int lastOfName(PacketKind kind) {
        return kind == RTP ? 11 : 7;
    }

    /** Where the keystream begins: the number of an RTP packet, the index of an SRTCP packet. */
    private static Octets index(PacketKind kind, byte[] packet) {
        int at = kind == RTP ? 2 : packet.length - PROFILE.rtcpTagLength() - 4;
        return Octets.of(packet, at, kind == RTP ? 2 : 4);
    }

    private static SrtpSender sender() {
        return SrtpSender.of(SrtpPair.keys(PROFILE), Mki.NONE);
    }

    private static Optional<byte[]> protect(SrtpSender sender, PacketKind kind, byte[] packet) {
        byte[] target = new byte[packet.length + sender.overhead(kind)];
        int length =
                kind == RTP
                        ? sender.protectRtp(packet, 0, packet.length, target, 0)
                        : sender.protectRtcp(packet, 0, packet.length, target, 0);
        return length < 0 ? Optional.empty() : Optional.of(Arrays.copyOf(target, length));
    }

    private static Channel oneEach() {
        Map<Integer, SrtpSender> senders = new HashMap<>();
        return new Channel() {
            @Override
            public Optional<Clause> use(int source, Ssrc name) {
                return senders.computeIfAbsent(source, _ -> sender()).use(name);
            }

            @Override
            public Optional<byte[]> protect(int source, PacketKind kind, byte[] packet) {
                return SenderGuards.protect(
                        senders.computeIfAbsent(source, _ -> sender()), kind, packet);
            }
        };
    }

    private static Channel restarting() {
        return new Channel() {
            private SrtpSender sender = sender();

            @Override
            public Optional<Clause> use(int source, Ssrc name) {
                var refusal = sender.use(name);
                if (refusal.isPresent()) sender = sender();
                return sender.use(name);
            }

            @Override
            public Optional<byte[]> protect(int source, PacketKind kind, byte[] packet) {
                return SenderGuards.protect(sender, kind, packet);
            }
        };
    }

    private static Channel namingOnTheFly() {
        var sender = sender();
        return new Channel() {
            @Override
            public Optional<Clause> use(int source, Ssrc name) {
                return sender.use(name);
            }

            @Override
            public Optional<byte[]> protect(int source, PacketKind kind, byte[] packet) {
                sender.use(SrtpPair.source(packet[lastOfName(kind)] & 0xff));
                return SenderGuards.protect(sender, kind, packet);
            }
        };
    }
}
