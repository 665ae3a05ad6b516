package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.PacketCode.HEALTHY;
import static dtlskeying.properties.srtp.PacketCode.opening;
import static dtlskeying.properties.srtp.PacketCode.protecting;
import static dtlskeying.properties.srtp.PacketLaws.AS_PUBLISHED;
import static dtlskeying.properties.srtp.PacketLaws.EVERY_FIELD;
import static dtlskeying.properties.srtp.PacketLaws.E_FLAG;
import static dtlskeying.properties.srtp.PacketLaws.FLIPPED_BITS;
import static dtlskeying.properties.srtp.PacketLaws.NO_PACKETS;
import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.E_FLAG_SAYS_ENCRYPTED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.INDEX_IS_THE_CLOSEST;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.MKI_NAMES_THE_MASTER_KEY;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTCP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.SRTCP_TAG_HAS_80_BITS;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.TRAILER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;

import dtlskeying.impl.srtp.SrtpPackets.Result;
import dtlskeying.model.srtp.SrtpLayoutModel.Field;
import dtlskeying.model.srtp.SrtpLayoutModel.Part;
import dtlskeying.properties.Guard;
import dtlskeying.properties.srtp.PacketCode.Half;
import dtlskeying.properties.srtp.PacketCode.Session;
import dtlskeying.properties.srtp.PacketLaws.PacketLaw;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Known bugs in the bytes of packets: our code, wrapped. */
public final class PacketGuards {
    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "X06c",
                            "SRTCP packets go without the MKI",
                            EVERY_FIELD,
                            PacketCode.in(session ->
                                    session.kind() == RTCP ? session.withMki(Mki.NONE) : session),
                            MkiSelectionSpec.Claim.EVERY_PACKET_CARRIES_THE_AGREED_MKI,
                            TRAILER_IS_WHOLE),
                    guard(
                            "X08",
                            "a 32-bit profile has a 32-bit tag on SRTCP too",
                            EVERY_FIELD,
                            protecting(PacketGuards::shortControlTag),
                            SRTCP_TAG_HAS_80_BITS),
                    guard(
                            "X08a",
                            "a 32-bit profile has an 80-bit tag on RTP",
                            EVERY_FIELD,
                            PacketCode.in(
                                    session -> session.withProfile(with80Bits(session.profile()))),
                            UseSrtpSpec.Claim.PROFILE_TABLE),
                    guard(
                            "no-counter",
                            "the tag does not cover the roll-over counter",
                            AS_PUBLISHED,
                            retagged(
                                    RTP,
                                    (session, whole) ->
                                            Macs.of(session, Macs.covered(session, whole))),
                            UNAUTHENTIC_PACKET_IS_DISCARDED,
                            INDEX_IS_THE_CLOSEST),
                    guard(
                            "mki-in-tag",
                            "the tag covers the MKI",
                            AS_PUBLISHED,
                            retagged(
                                    RTCP,
                                    (session, whole) ->
                                            Macs.of(
                                                    session,
                                                    Macs.covered(session, whole),
                                                    session.mki().value())),
                            UNAUTHENTIC_PACKET_IS_DISCARDED),
                    guard(
                            "sipsorcery-1486",
                            "the receiver takes the MKI for a part of what the tag covers",
                            AS_PUBLISHED,
                            opening(PacketGuards::authenticatingTheMki),
                            UNAUTHENTIC_PACKET_IS_DISCARDED,
                            MKI_NAMES_THE_MASTER_KEY),
                    guard(
                            "short-compare",
                            "of the tag only the first byte is compared",
                            FLIPPED_BITS,
                            opening(PacketGuards::comparingOneByte),
                            UNAUTHENTIC_PACKET_IS_DISCARDED),
                    guard(
                            "read-beyond",
                            "the trailer is read before the packet's length is looked at",
                            NO_PACKETS,
                            opening((session, index, packet) -> {
                                packet.at(packet.length() - trailer(session));
                                return HEALTHY.open(session, index, packet);
                            }),
                            TRAILER_IS_WHOLE),
                    guard(
                            "any-version",
                            "the version of a packet that is sent is not looked at",
                            NO_PACKETS,
                            protecting((session, index, packet) ->
                                    HEALTHY.protect(session, index, withVersion2(packet))),
                            RTP_HEADER_IS_WHOLE),
                    guard(
                            "any-control",
                            "an RTCP packet without a source is sent",
                            NO_PACKETS,
                            protecting(PacketGuards::padded),
                            RTCP_HEADER_IS_WHOLE),
                    guard(
                            "secret-extension",
                            "the header extension is encrypted as if it were payload",
                            EVERY_FIELD,
                            protecting(PacketGuards::encryptingTheExtension),
                            RTP_HEADER_IS_WHOLE),
                    guard(
                            "any-mki",
                            "the MKI of what arrives is skipped",
                            NO_PACKETS,
                            opening((session, index, packet) ->
                                    HEALTHY.open(session, index, withOurMki(session, packet))),
                            MKI_NAMES_THE_MASTER_KEY),
                    guard(
                            "e-ignored",
                            "an SRTCP packet is decrypted whatever E says",
                            E_FLAG,
                            opening(PacketGuards::alwaysDecrypting),
                            E_FLAG_SAYS_ENCRYPTED),
                    guard(
                            "e-missing",
                            "E is not set on what is encrypted",
                            EVERY_FIELD,
                            protecting(PacketGuards::withoutE),
                            E_FLAG_SAYS_ENCRYPTED));

    private PacketGuards() {}

    private static Guard guard(
            String bug, String story, PacketLaw killer, PacketCode sick, Clause... breaks) {
        return Guard.of(bug, story, Set.of(breaks), killer.name(), PacketLaws.BY_NAME, sick);
    }

    private static Result shortControlTag(Session session, long index, Octets packet) {
        Result healthy = HEALTHY.protect(session, index, packet);
        boolean cut = session.kind() == RTCP && session.profile().rtpTagLength() == 4;
        return cut ? edited(healthy, whole -> whole.slice(0, whole.length() - 6)) : healthy;
    }

    private static ProtectionProfile with80Bits(ProtectionProfile profile) {
        return switch (profile) {
            case SRTP_AES128_CM_HMAC_SHA1_32 -> ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
            case SRTP_AES256_CM_HMAC_SHA1_32 -> ProtectionProfile.SRTP_AES256_CM_HMAC_SHA1_80;
            case SRTP_NULL_HMAC_SHA1_32 -> ProtectionProfile.SRTP_NULL_HMAC_SHA1_80;
            case SRTP_AES128_CM_HMAC_SHA1_80,
                    SRTP_AES256_CM_HMAC_SHA1_80,
                    SRTP_NULL_HMAC_SHA1_80,
                    SRTP_AEAD_AES_128_GCM,
                    SRTP_AEAD_AES_256_GCM ->
                    profile;
        };
    }

    /** A sender that makes other tags for the packets of one kind. */
    private static PacketCode retagged(PacketKind kind, BiFunction<Session, Octets, Octets> tag) {
        Half half =
                (session, index, packet) -> {
                    Result healthy = HEALTHY.protect(session, index, packet);
                    if (session.kind() != kind || session.profile().isAead()) return healthy;
                    return edited(
                            healthy,
                            whole -> Macs.tagged(session, whole, tag.apply(session, whole)));
                };
        return protecting(half);
    }

    private static Result authenticatingTheMki(Session session, long index, Octets packet) {
        if (session.profile().isAead() || packet.length() < trailer(session))
            return HEALTHY.open(session, index, packet);
        Octets covered = Macs.covered(session, packet);
        Octets counter = session.kind() == RTP ? Macs.rollover(index) : Octets.EMPTY;
        Octets wanted =
                Macs.tagged(
                        session, packet, Macs.of(session, covered, session.mki().value(), counter));
        return wanted.equals(packet)
                ? HEALTHY.open(session, index, packet)
                : new Result.Refused(UNAUTHENTIC_PACKET_IS_DISCARDED);
    }

    private static Result comparingOneByte(Session session, long index, Octets packet) {
        Result healthy = HEALTHY.open(session, index, packet);
        if (session.profile().isAead() || packet.length() < trailer(session)) return healthy;
        Octets right = Macs.tagged(session, packet, Macs.right(session, index, packet));
        int tagAt = packet.length() - session.layout().fields(plain(session)).getLast().length();
        return right.at(tagAt) == packet.at(tagAt) ? HEALTHY.open(session, index, right) : healthy;
    }

    private static Octets withVersion2(Octets packet) {
        if (packet.isEmpty()) return packet;
        byte[] bytes = packet.toArray();
        bytes[0] = (byte) (bytes[0] & 0x3f | 0x80);
        return Octets.of(bytes);
    }

    private static Result padded(Session session, long index, Octets packet) {
        boolean pad = session.kind() == RTCP && packet.length() == 4;
        return HEALTHY.protect(
                session, index, pad ? Octets.concat(packet, Octets.hex("00000000")) : packet);
    }

    private static Result encryptingTheExtension(Session session, long index, Octets packet) {
        boolean extended = session.kind() == RTP && (packet.at(0) & 0x10) != 0;
        if (!extended) return HEALTHY.protect(session, index, packet);
        Result bare = HEALTHY.protect(session, index, PacketLaws.flip(packet, 3));
        return edited(bare, whole -> PacketLaws.flip(whole, 3));
    }

    private static Octets withOurMki(Session session, Octets packet) {
        int at = packet.length() - trailer(session);
        if (at < 0) return packet;
        byte[] bytes = packet.toArray();
        for (Field field : trailerOf(session)) {
            if (field.part() == Part.MKI) session.mki().value().copyTo(bytes, at);
            at += field.length();
        }
        return Octets.of(bytes);
    }

    private static Result alwaysDecrypting(Session session, long index, Octets packet) {
        if (session.kind() == RTP || session.profile().isAead())
            return HEALTHY.open(session, index, packet);
        int at = packet.length() - trailer(session);
        Octets flagged = PacketLaws.flip(packet, 8 * at);
        return HEALTHY.open(
                session, index, Macs.tagged(session, flagged, Macs.right(session, index, flagged)));
    }

    private static Result withoutE(Session session, long index, Octets packet) {
        Result healthy = HEALTHY.protect(session, index, packet);
        if (session.kind() == RTP || session.profile().isAead()) return healthy;
        return edited(
                healthy,
                whole -> {
                    byte[] bytes = whole.toArray();
                    bytes[packet.length()] &= 0x7f;
                    Octets clear = Octets.of(bytes);
                    return Macs.tagged(session, clear, Macs.right(session, index, clear));
                });
    }

    private static Result edited(Result result, UnaryOperator<Octets> edit) {
        return switch (result) {
            case Result.Packet(var octets) -> new Result.Packet(edit.apply(octets));
            case Result.Refused refused -> refused;
        };
    }

    private static int trailer(Session session) {
        return trailerOf(session).stream().mapToInt(Field::length).sum();
    }

    private static List<Field> trailerOf(Session session) {
        var fields = session.layout().fields(plain(session));
        return fields.subList(2, fields.size());
    }

    private static Octets plain(Session session) {
        return PacketLaws.packet(session);
    }
}
