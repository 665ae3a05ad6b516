package dtlskeying.impl.chunk;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;

import java.util.ArrayList;

/**
 * The DTLS Key Management parameter of INIT and INIT ACK (draft-ietf-tsvwg-sctp-dtls-chunk-04
 * §4.1): header and value, without the padding after it.
 */
@Cites("sctp-dtls-chunk/4.1/c")
public final class KeyManagementParameter {
    /** The parameter's type: an end that does not know it skips it. */
    public static final int TYPE = 0x8006;

    private static final int HEAD = 9;
    private static final int CLIENT = 1;
    private static final int SERVER = 2;
    private static final int RESTART = 4;

    private KeyManagementParameter() {}

    /**
     * The parameter of an offer.
     *
     * @throws IllegalArgumentException if it has no method
     */
    public static Octets encode(KeyManagementOffer offer) {
        if (offer.methods().isEmpty())
            throw new IllegalArgumentException("an offer that is sent has at least one method");
        int tieBreaker = offer.tieBreaker();
        var out =
                new WireWriter()
                        .uint16(TYPE)
                        .uint16(HEAD + offer.methods().size())
                        .uint16(tieBreaker >>> 16)
                        .uint16(tieBreaker & 0xffff)
                        .uint8(flags(offer));
        offer.methods().forEach(out::uint8);
        return out.toOctets();
    }

    /** The offer of a parameter; bits that are reserved are ignored. */
    public static Decoded<KeyManagementOffer> decode(Octets parameter) {
        return WireReader.decode(parameter, in -> read(in, parameter.length()));
    }

    private static KeyManagementOffer read(WireReader in, int length) {
        int type = in.uint16();
        in.require(type == TYPE, "a parameter of type %04x, not %04x", type, TYPE);
        int said = in.uint16();
        in.require(said == length, "a length of %d, not %d", said, length);
        int tieBreaker = in.uint16() << 16 | in.uint16();
        int flags = in.uint8();
        var methods = new ArrayList<Integer>();
        while (!in.isAtEnd()) methods.add(in.uint8());
        in.require(!methods.isEmpty(), "no method");
        return new KeyManagementOffer(
                tieBreaker, roles(in, flags), (flags & RESTART) != 0, methods);
    }

    private static Roles roles(WireReader in, int flags) {
        return switch (flags & (CLIENT | SERVER)) {
            case CLIENT -> Roles.CLIENT_ONLY;
            case SERVER -> Roles.SERVER_ONLY;
            case CLIENT | SERVER -> Roles.EITHER;
            default -> throw in.malformed("neither client nor server");
        };
    }

    private static int flags(KeyManagementOffer offer) {
        int roles =
                switch (offer.roles()) {
                    case CLIENT_ONLY -> CLIENT;
                    case SERVER_ONLY -> SERVER;
                    case EITHER -> CLIENT | SERVER;
                };
        return roles | (offer.restart() ? RESTART : 0);
    }
}
