package dtlskeying.properties.dissect;

import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.List;

/**
 * Takes messages apart into named fields.
 *
 * <p>Bytes may be anything. The fields that come back stand in the order of the bytes and cover
 * each of them exactly once: what is cut short or left over is a field that says so.
 */
public final class Dissection {
    private Dissection() {}

    /**
     * A datagram of DTLS: its records, and what those in the open hold.
     *
     * @param version whose handshake messages are expected; the records tell themselves apart
     */
    public static List<Field> records(Octets datagram, DtlsVersion version) {
        return FieldReader.all(datagram, new RecordFields(version)::records);
    }

    /**
     * What a record held.
     *
     * @param type its content type, 0 to 255
     */
    public static List<Field> content(int type, Octets content, DtlsVersion version) {
        return FieldReader.all(content, in -> new RecordFields(version).content(in, type));
    }

    /** What a record of DTLS 1.3 held, with its type and zeros at the end (RFC 8446 §5.2). */
    public static List<Field> inner(Octets plaintext) {
        return FieldReader.all(plaintext, new RecordFields(DtlsVersion.V1_3)::inner);
    }

    /** One extension block, as it stands in an EncryptedExtensions. */
    public static List<Field> extensions(Octets block) {
        return FieldReader.all(block, new ExtensionFields(ExtensionFields.Place.OTHER)::block);
    }

    /** A protected packet of media. */
    public static List<Field> media(
            PacketKind kind, Octets packet, ProtectionProfile profile, Mki mki) {
        var fields = new MediaFields(profile, mki.length());
        return FieldReader.all(packet, kind == PacketKind.RTP ? fields::srtp : fields::srtcp);
    }

    /** A packet of media in the open. */
    public static List<Field> openMedia(PacketKind kind, Octets packet) {
        return FieldReader.all(
                packet, kind == PacketKind.RTP ? MediaFields::rtp : MediaFields::rtcp);
    }

    /** An SCTP packet, with the DTLS messages of its key management. */
    public static List<Field> sctp(Octets packet) {
        return FieldReader.all(packet, SctpFields::packet);
    }

    /** The chunks that a DTLS chunk held, with the content type and zeros at the end. */
    public static List<Field> chunks(Octets plaintext) {
        int end = plaintext.length();
        while (end > 0 && plaintext.at(end - 1) == 0) end--;
        int content = Math.max(0, end - 1);
        return FieldReader.all(
                plaintext,
                in -> {
                    in.nested("chunks", content, "dtls-chunk/3/e", "", SctpFields::chunks);
                    in.uint("type", 1, "sctp-dtls-chunk/4.2/b", CodePoints::contentType);
                    in.rest("zeros", "RFC 8446 \u00a75.4", "padding");
                });
    }

    /** The chunks that a DTLS chunk held, without the content type. */
    public static List<Field> chunkList(Octets chunks) {
        return FieldReader.all(chunks, SctpFields::chunks);
    }

    /** A parameter of an INIT or INIT ACK, with or without padding. */
    public static List<Field> parameter(Octets parameter) {
        return FieldReader.all(parameter, SctpFields::parameter);
    }

    /** An authenticator, or a request for one: messages with headers of four bytes (RFC 9261). */
    public static List<Field> authenticator(Octets messages) {
        return FieldReader.all(messages, ReauthenticationFields::messages);
    }
}
