package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.PacketCode.HEALTHY;
import static dtlskeying.properties.srtp.PacketCode.opening;
import static dtlskeying.properties.srtp.PacketCode.protecting;
import static dtlskeying.properties.srtp.PacketLaws.AEAD_BY_THE_MODEL;
import static dtlskeying.properties.srtp.PacketLaws.EVERY_FIELD;
import static dtlskeying.properties.srtp.PacketLaws.E_FLAG;
import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_COVERS_CLEAR_SRTCP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_COVERS_THE_E_FLAG_AND_INDEX;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_COVERS_THE_WHOLE_RTP_HEADER;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_NONCE_IS_SALT_WITH_SOURCE_AND_INDEX;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_SRTCP_NONCE_HAS_THE_SRTCP_INDEX;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_TAG_ENDS_THE_CIPHERTEXT;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;

import dtlskeying.impl.srtp.SrtpPackets.Result;
import dtlskeying.properties.Guard;
import dtlskeying.properties.srtp.PacketCode.Session;
import dtlskeying.properties.srtp.PacketLaws.PacketLaw;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.PacketKind;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Known bugs in what an AEAD covers and under which nonce: RFC 7714, wrongly read. */
public final class AeadGuards {
    private static final int TAG = 16;

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "nonce-of-the-sequence-number",
                            "the nonce has no roll-over counter",
                            AEAD_BY_THE_MODEL,
                            sealing(RTP, packet -> packet.withNonceOf(sequence(packet))),
                            AEAD_NONCE_IS_SALT_WITH_SOURCE_AND_INDEX),
                    guard(
                            "nonce-with-E",
                            "the nonce of SRTCP is made of the word, with E in its place",
                            AEAD_BY_THE_MODEL,
                            sealing(RTCP, packet -> packet.withNonceOf(packet.word())),
                            AEAD_SRTCP_NONCE_HAS_THE_SRTCP_INDEX),
                    guard(
                            "twelve-bytes-covered",
                            "of the RTP header, sources and extension are not covered",
                            AEAD_BY_THE_MODEL,
                            sealing(
                                    RTP,
                                    packet -> packet.withAssociated(packet.plain().slice(0, 12))),
                            AEAD_COVERS_THE_WHOLE_RTP_HEADER),
                    guard(
                            "word-uncovered",
                            "E flag and SRTCP index are not covered",
                            AEAD_BY_THE_MODEL,
                            sealing(
                                    RTCP,
                                    packet -> packet.withAssociated(packet.plain().slice(0, 8))),
                            AEAD_COVERS_THE_E_FLAG_AND_INDEX),
                    guard(
                            "tag-last",
                            "the tag comes after the MKI, as with HMAC",
                            EVERY_FIELD,
                            protecting(AeadGuards::withTagLast),
                            AEAD_TAG_ENDS_THE_CIPHERTEXT),
                    guard(
                            "clear-taken-for-encrypted",
                            "an SRTCP packet with E clear is decrypted, and so not authentic",
                            E_FLAG,
                            opening(AeadGuards::alwaysDecrypting),
                            AEAD_COVERS_CLEAR_SRTCP));

    private AeadGuards() {}

    private static Guard guard(
            String bug, String story, PacketLaw killer, PacketCode sick, Clause... breaks) {
        return Guard.of(bug, story, Set.of(breaks), killer.name(), PacketLaws.BY_NAME, sick);
    }

    /** A sender that gives GCM something else for the packets of one kind. */
    private static PacketCode sealing(PacketKind kind, Function<AeadPacket, AeadPacket> change) {
        return protecting((session, index, plain) ->
                session.kind() == kind && session.profile().isAead()
                        ? new Result.Packet(
                                change.apply(AeadPacket.of(session, index, plain)).octets())
                        : HEALTHY.protect(session, index, plain));
    }

    private static int sequence(AeadPacket packet) {
        return packet.plain().at(2) << 8 | packet.plain().at(3);
    }

    private static Result withTagLast(Session session, long index, Octets plain) {
        if (!session.profile().isAead()) return HEALTHY.protect(session, index, plain);
        Octets whole = AeadPacket.of(session, index, plain).octets();
        int end = plain.length() + TAG;
        return new Result.Packet(
                Octets.concat(
                        whole.slice(0, plain.length()),
                        whole.slice(end, whole.length()),
                        whole.slice(plain.length(), end)));
    }

    private static Result alwaysDecrypting(Session session, long index, Octets packet) {
        boolean aead = session.kind() == RTCP && session.profile().isAead();
        int wordAt = packet.length() - session.mki().length() - 4;
        boolean clear = aead && packet.at(wordAt) >> 7 == 0;
        return clear
                ? new Result.Refused(UNAUTHENTIC_PACKET_IS_DISCARDED)
                : HEALTHY.open(session, index, packet);
    }
}
