package dtlskeying.properties.dissect;

import dtlskeying.impl.dtls.message.HandshakeHeader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.impl.dtls13.Ack;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.properties.RecordedRun;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.trace.TracePacket;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Messages of real runs, and a few that these do not show in the open. */
final class Samples {
    private static final List<Message> ALL = make();

    private Samples() {}

    /** A message, and how it is read. */
    record Message(String name, Octets bytes, Function<Octets, List<Field>> dissection) {
        List<Field> fields() {
            return dissection.apply(bytes);
        }
    }

    static List<Message> all() {
        return ALL;
    }

    private static List<Message> make() {
        var all = new ArrayList<Message>();
        for (var version : DtlsVersion.values()) {
            String number = version == DtlsVersion.V1_3 ? "1.3" : "1.2";
            String command = "run srtp --seed 4 --mki 07 --packets 1 --dtls " + number;
            for (Octets datagram : sent(command)) all.add(ofSrtp(datagram, version));
        }
        for (Octets packet : sent("run chunk --memory --seed 4 --messages 1 --sizes 20"))
            all.add(new Message("packet", packet, Dissection::sctp));
        all.add(content("ACK", 26, new Ack(List.of(RecordNumber.of(2, 1))).encode()));
        all.add(content("alert", 21, Octets.hex("0228")));
        var share = new KeyShareEntry(0x1d, Octets.of(new byte[32]));
        for (var update :
                List.of(
                        new ExtendedKeyUpdate.Request(share),
                        new ExtendedKeyUpdate.Response(share),
                        new ExtendedKeyUpdate.Finish()))
            all.add(content("update", 22, handshake(253, update.encode())));
        all.add(content("certificate", 22, handshake(11, certificates())));
        all.add(content("finished", 22, handshake(20, Octets.of(new byte[32]))));
        all.add(content("frame", 23, frame(2, handshake4(20, Octets.of(new byte[32])))));
        all.add(content("result", 23, frame(3, Octets.hex("00"))));
        return List.copyOf(all);
    }

    private static Octets handshake4(int type, Octets body) {
        return new WireWriter().uint8(type).vector24(body).toOctets();
    }

    private static Octets frame(int kind, Octets message) {
        var head = new WireWriter().uint8(1).uint8(kind).uint16(0).uint16(0).uint16(7);
        head.uint16(0).uint48(3).uint16(0).uint16(message.length()).uint16(0).uint16(0);
        return head.vector16(message).toOctets();
    }

    private static Message content(String name, int type, Octets bytes) {
        return new Message(name, bytes, each -> Dissection.content(type, each, DtlsVersion.V1_3));
    }

    private static Octets handshake(int type, Octets body) {
        return Octets.concat(HandshakeHeader.whole(type, body.length(), 3).encode(), body);
    }

    private static Octets certificates() {
        var entry = new WireWriter().vector24(Octets.hex("3000")).vector16(Octets.EMPTY);
        return new WireWriter().vector8(Octets.EMPTY).vector24(entry.toOctets()).toOctets();
    }

    private static Message ofSrtp(Octets datagram, DtlsVersion version) {
        if (datagram.at(0) < 128)
            return new Message("datagram", datagram, it -> Dissection.records(it, version));
        var profile = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
        var mki = Mki.hex("07");
        return new Message(
                "media", datagram, it -> Dissection.media(PacketKind.RTP, it, profile, mki));
    }

    private static List<Octets> sent(String command) {
        return RecordedRun.of(command).trace().packets().stream()
                .filter(packet -> packet.way() == TracePacket.Way.TX)
                .map(TracePacket::bytes)
                .toList();
    }
}
