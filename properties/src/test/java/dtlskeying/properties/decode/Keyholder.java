package dtlskeying.properties.decode;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.srtp.SrtpPackets;
import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.properties.decode.ChunkSeal.Slip;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.DtlsVersion;

import java.util.List;
import java.util.Locale;

/** Who has the keys of a capture's last association, and seals other things under them. */
public final class Keyholder {
    private static final int VERSION_1_2 = 0xfefd;
    private static final long HANDSHAKE = 2;
    private static final long TRAFFIC = 3;
    private static final int DATA = 23;

    private final SeenAssociation association;

    private Keyholder(SeenAssociation association) {
        this.association = association;
    }

    /** Goes through a capture that has one path. */
    public static Keyholder of(List<CapturedPacket> packets, KeyLog log) {
        var dtls = new DtlsDecoder(packets.getFirst().from(), log, _ -> {});
        var sctp = new SctpDecoder(dtls, _ -> {});
        for (CapturedPacket each : packets) {
            var payload = each.payload();
            boolean isSctp = SctpPacket.isSound(payload.toArray(), payload.length());
            if (isSctp) sctp.take(Place.of(each), payload);
            else if (payload.at(0) < 64) dtls.take(Place.of(each), payload);
        }
        return new Keyholder(dtls.latest().getFirst());
    }

    /** A record, in the form of the version that was agreed on. */
    public Octets record(Role sender, long epoch, long sequence, int type, Octets content) {
        return association.version() == DtlsVersion.V1_2
                ? record12(sender, epoch, sequence, type, content)
                : record13(sender, epoch, sequence, type, content);
    }

    private Octets record12(Role sender, long epoch, long sequence, int type, Octets content) {
        var handshake =
                association.handshakes().stream()
                        .filter(it -> it.number() == epoch)
                        .findFirst()
                        .orElseThrow();
        byte[] sealed = new byte[content.length() + 64];
        int length =
                handshake
                        .protection(sender)
                        .orElseThrow()
                        .seal(
                                type,
                                VERSION_1_2,
                                RecordHeader.number(new Epoch(epoch), sequence),
                                content.toArray(),
                                0,
                                content.length(),
                                sealed,
                                0);
        return RecordHeader.write(
                new DtlsCiphertext(
                        type,
                        VERSION_1_2,
                        new Epoch(epoch),
                        sequence,
                        Octets.of(sealed, 0, length)));
    }

    private Octets record13(Role sender, long epoch, long sequence, int type, Octets content) {
        var protection = RecordProtection.of(suite(), traffic(sender, epoch));
        byte[] target = new byte[content.length() + 64];
        int length =
                protection.seal(
                        HeaderForm.FULL,
                        epoch,
                        sequence,
                        type,
                        content.toArray(),
                        0,
                        content.length(),
                        0,
                        target,
                        0);
        return Octets.of(target, 0, length);
    }

    private CipherSuite suite() {
        int code = association.first().answer().orElseThrow().cipherSuite();
        return CipherSuite.find(code).orElseThrow();
    }

    private Secret traffic(Role sender, long epoch) {
        String side = sender.text().toUpperCase(Locale.ROOT);
        if (epoch == HANDSHAKE)
            return association.first().secret(side + "_HANDSHAKE_TRAFFIC_SECRET").orElseThrow();
        return association
                .first()
                .secret(side + "_TRAFFIC_SECRET_" + (epoch - TRAFFIC))
                .orElseGet(() -> KeySchedule.of(suite()).updated(traffic(sender, epoch - 1)));
    }

    /** An SRTP packet under the keys of the first handshake and that roll-over counter. */
    public Octets rtp(Role owner, long rollover, Octets packet) {
        var keys = MediaKeys.of(association.version(), association.first());
        var result = SrtpPackets.protectRtp(keys.of(owner), keys.mki(), rollover, packet);
        return ((SrtpPackets.Result.Packet) result).octets();
    }

    /**
     * An SCTP packet with a DTLS chunk in which other chunks are.
     *
     * @param like a packet of the same end
     * @param header the first 12 bytes of it
     * @param slip how the keys differ from the right ones
     */
    public Octets chunk(
            Unit.Sctp like, Octets header, long epoch, long sequence, Octets inner, Slip slip) {
        var seal = like.seal();
        long exporter = epoch - TRAFFIC + (slip == Slip.OTHER_SECRET ? 1 : 0);
        var secret = association.first().secret(KeyLog.EXPORTER + "_" + exporter).orElseThrow();
        boolean isSwapped = slip == Slip.PARAMETERS_SWAPPED;
        var keys =
                new ChunkKeys(
                        suite(),
                        secret,
                        isSwapped ? seal.server() : seal.client(),
                        isSwapped ? seal.client() : seal.server());
        var writer = slip == Slip.OTHER_END ? seal.writer().peer() : seal.writer();
        var use = slip == Slip.OTHER_USE ? KeyUse.RESTART : KeyUse.PRIMARY;
        var traffic = keys.of(new Epoch(epoch), writer, use);
        byte[] packet = new byte[header.length() + inner.length() + 32];
        header.copyTo(packet, 0);
        int at = header.length();
        int length =
                5
                        + RecordProtection.of(suite(), traffic)
                                .seal(
                                        new HeaderForm(true, false),
                                        epoch,
                                        sequence,
                                        DATA,
                                        inner.toArray(),
                                        0,
                                        inner.length(),
                                        0,
                                        packet,
                                        at + 5);
        packet[at] = SctpChunks.DTLS;
        packet[at + 2] = (byte) (length >> 8);
        packet[at + 3] = (byte) length;
        int end = at + (length + 3 & ~3);
        SctpPacket.writeChecksum(packet, end);
        return Octets.of(packet, 0, end);
    }
}
