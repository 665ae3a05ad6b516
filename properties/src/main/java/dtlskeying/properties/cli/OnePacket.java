package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.impl.srtp.SrtpPackets.Result;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.node.ObjectNode;

/** What {@code seal srtp} and {@code open srtp} share: the keys, and one packet. */
abstract class OnePacket extends Verb {
    private static final long LARGEST_ROLLOVER = (1L << 32) - 1;

    /** The most bytes of a datagram over UDP. */
    private static final int LARGEST_PACKET = 65_535;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "HEX",
            description = "Master key of the sender: 16 or 32 bytes.")
    private Octets key;

    @Option(
            names = "--salt",
            required = true,
            paramLabel = "HEX",
            description = "Master salt of the sender: 14 bytes; 12 for AEAD.")
    private Octets salt;

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "NAME",
            description = "SRTP_AES128_CM_HMAC_SHA1_80, with or without HMAC, or 0x0001.")
    private ProtectionProfile profile;

    @Option(
            names = "--mki",
            paramLabel = "HEX",
            defaultValue = "",
            description = "The MKI that the packet carries; without it there is none.")
    private Mki mki;

    @Option(
            names = "--roc",
            paramLabel = "N",
            defaultValue = "0",
            description = "SRTP: the roll-over counter, 0 to 2^32-1 (default: 0).")
    private long rollover;

    @Option(
            names = "--rtcp",
            description = "The packet is RTCP; else its second byte tells (RFC 5761).")
    private boolean rtcp;

    @Option(names = "--json", description = "Print one JSON object instead of plain hex.")
    private boolean json;

    @Parameters(paramLabel = "PACKET", description = "The packet in hex.")
    private Octets packet;

    /** Protects or opens the packet. */
    abstract Result process(PacketKind kind, SessionKeys keys);

    @Override
    public Integer call() {
        if (rollover < 0 || rollover > LARGEST_ROLLOVER)
            throw misuse("--roc is from 0 to 2^32-1, not " + rollover);
        if (packet.length() > LARGEST_PACKET)
            throw misuse("a packet has at most 65535 bytes, not " + packet.length());
        PacketKind kind = rtcp || hasRtcpType() ? PacketKind.RTCP : PacketKind.RTP;
        return switch (process(kind, sessionKeys())) {
            case Result.Packet(var octets) -> print(kind, octets);
            case Result.Refused(var claim) -> refuse(kind, claim.id(), claim.summary());
        };
    }

    /**
     * Packet types of RTCP are 192 to 223. A packet on its own need not come from a port that RTP
     * shares, so payload types 64 to 95 without a marker stay RTP's.
     */
    private boolean hasRtcpType() {
        return packet.length() > 1 && packet.at(1) >= 192 && packet.at(1) <= 223;
    }

    final Mki mki() {
        return mki;
    }

    final long rollover() {
        return rollover;
    }

    final Octets packet() {
        return packet;
    }

    private SessionKeys sessionKeys() {
        try {
            return SrtpKdf.derive(profile, Secret.of(key), Secret.of(salt));
        } catch (IllegalArgumentException wrongLength) {
            throw misuse(wrongLength.getMessage());
        }
    }

    private int print(PacketKind kind, Octets result) {
        out().println(
                        json
                                ? Json.line(verdict(kind, "done").put("packet", result.toHex()))
                                : result);
        return Exit.DONE;
    }

    private int refuse(PacketKind kind, String clause, String summary) {
        err().println("refused by " + clause + ": " + summary);
        if (json)
            out().println(
                            Json.line(
                                    verdict(kind, "refused")
                                            .put("clause", clause)
                                            .put("summary", summary)));
        return Exit.REFUSED;
    }

    private static ObjectNode verdict(PacketKind kind, String verdict) {
        return Json.object().put("verdict", verdict).put("kind", kind.name());
    }
}
