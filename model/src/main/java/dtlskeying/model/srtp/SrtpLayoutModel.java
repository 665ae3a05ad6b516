package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.MKI_NAMES_THE_MASTER_KEY;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTCP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.RTP_HEADER_IS_WHOLE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.TRAILER_IS_WHOLE;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a protected packet looks like, as a list of fields (RFC 3711 §3.1 and §3.4, RFC 7714 §8 and
 * §9), and what is wrong with one that does not look so (RFC 3550 §5.1 and §6.4.1).
 *
 * @param profile what protects the packet
 * @param kind RTP or RTCP
 * @param mki the MKI that was agreed
 */
public record SrtpLayoutModel(ProtectionProfile profile, PacketKind kind, Mki mki) {
    private static final int VERSION = 2;

    /** What a range of bytes is. */
    public enum Part {
        /** Of the packet, in clear. */
        HEADER,
        /** Of the packet, encrypted unless the cipher is NULL. */
        PAYLOAD,
        TAG,
        /** E, and the 31 bits of the SRTCP index. */
        WORD,
        MKI
    }

    /** So many bytes of that part. */
    public record Field(Part part, int length) {}

    /** The fields of a protected packet, in order, if this is the packet before protection. */
    public List<Field> fields(Octets plain) {
        int header = headerLength(plain);
        var fields = new ArrayList<Field>();
        fields.add(new Field(Part.HEADER, header));
        fields.add(new Field(Part.PAYLOAD, plain.length() - header));
        fields.addAll(trailer());
        return fields;
    }

    /** An AEAD's tag ends its ciphertext; otherwise it comes last, after all that it covers. */
    @Cites("rfc7714/8.2/b")
    private List<Field> trailer() {
        Field tag = new Field(Part.TAG, tagLength());
        Field name = new Field(Part.MKI, mki.length());
        Field word = new Field(Part.WORD, kind == RTCP ? 4 : 0);
        return profile.isAead() ? List.of(tag, word, name) : List.of(word, name, tag);
    }

    @Cites({"dtls-srtp/4.1.2/a", "dtls-srtp/4.1.2/b"})
    private int tagLength() {
        return switch (profile) {
            case SRTP_AEAD_AES_128_GCM, SRTP_AEAD_AES_256_GCM -> 16;
            case SRTP_AES128_CM_HMAC_SHA1_80, SRTP_AES256_CM_HMAC_SHA1_80, SRTP_NULL_HMAC_SHA1_80 ->
                    10;
            case SRTP_AES128_CM_HMAC_SHA1_32, SRTP_AES256_CM_HMAC_SHA1_32, SRTP_NULL_HMAC_SHA1_32 ->
                    kind == RTP ? 4 : 10;
        };
    }

    /** What the word of an SRTCP packet that is sent under this index holds. */
    @Cites("rfc3711/3.4/b")
    public long word(long index) {
        boolean encrypted = profile.cipher() != ProtectionProfile.Cipher.NULL;
        return (encrypted ? 1L << 31 : 0) + index;
    }

    /** All that is wrong with a packet that arrives, before any key is used. */
    public Set<Clause> objections(Octets packet) {
        int trailer = trailer().stream().mapToInt(Field::length).sum();
        int end = packet.length() - trailer;
        if (end < 0) return Set.of(TRAILER_IS_WHOLE, headerClaim());
        var objections = new HashSet<>(objectionsToHeader(packet.slice(0, end)));
        int at = end;
        for (Field field : trailer()) {
            if (field.part() == Part.MKI
                    && !packet.slice(at, at + field.length()).equals(mki.value()))
                objections.add(MKI_NAMES_THE_MASTER_KEY);
            at += field.length();
        }
        return objections;
    }

    /** All that is wrong with a packet before protection. */
    public Set<Clause> objectionsToHeader(Octets plain) {
        return headerLength(plain) < 0 ? Set.of(headerClaim()) : Set.of();
    }

    private Clause headerClaim() {
        return kind == RTP ? RTP_HEADER_IS_WHOLE : RTCP_HEADER_IS_WHOLE;
    }

    /** The bytes that stay in clear; −1 if the packet is not long enough or not of version 2. */
    private int headerLength(Octets plain) {
        int fixed = kind == RTP ? 12 : 8;
        if (plain.length() < fixed || plain.at(0) / 64 != VERSION) return -1;
        int header = kind == RTP ? withExtension(plain, fixed + 4 * (plain.at(0) % 16)) : fixed;
        return header <= plain.length() ? header : -1;
    }

    private static int withExtension(Octets plain, int header) {
        boolean extended = plain.at(0) / 16 % 2 == 1;
        if (!extended) return header;
        int words = header + 4;
        if (plain.length() < words) return Integer.MAX_VALUE;
        return words + 4 * (plain.at(header + 2) * 256 + plain.at(header + 3));
    }
}
