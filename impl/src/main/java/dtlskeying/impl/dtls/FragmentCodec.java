package dtlskeying.impl.dtls;

import dtlskeying.impl.dtls.message.HandshakeHeader;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;

import java.util.ArrayList;
import java.util.List;

/** RFC 6347 §4.2.2, RFC 9147 §5.2: parts of handshake messages behind their headers of 12 bytes. */
public final class FragmentCodec {
    private FragmentCodec() {}

    /** The part with its header. */
    public static Octets encode(Fragment part) {
        var header =
                new HandshakeHeader(
                        part.type(),
                        part.length(),
                        part.messageSeq(),
                        part.offset(),
                        part.body().length());
        return Octets.concat(header.encode(), part.body());
    }

    /** The parts in the content of one record, of which there is at least one. */
    public static Decoded<List<Fragment>> decode(Octets content) {
        return WireReader.decode(content, FragmentCodec::parts);
    }

    private static List<Fragment> parts(WireReader in) {
        var parts = new ArrayList<Fragment>();
        do parts.add(part(in));
        while (!in.isAtEnd());
        return List.copyOf(parts);
    }

    private static Fragment part(WireReader in) {
        var header = HandshakeHeader.read(in);
        return new Fragment(
                header.type(),
                header.length(),
                header.messageSeq(),
                header.fragmentOffset(),
                in.bytes(header.fragmentLength()));
    }
}
