package dtlskeying.impl.dtls12.message;

import dtlskeying.impl.dtls.message.CodePoints;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * A server's ephemeral share on a named curve, and its signature over both randoms and the share
 * (RFC 8422 §5.4).
 *
 * @param namedCurve the code point of the group, known or not
 * @param share the point or the u-coordinate, 1 to 255 bytes
 * @param signatureScheme the code point of hash and signature, known or not
 * @param signature 0 to 65,535 bytes
 */
public record ServerKeyExchange(int namedCurve, Octets share, int signatureScheme, Octets signature)
        implements HandshakeMessage {
    private static final int NAMED_CURVE = 3;

    public ServerKeyExchange {
        CodePoints.checked(List.of(namedCurve, signatureScheme), 2, 2, 0xffff);
        if (share.isEmpty() || share.length() > 0xff || signature.length() > 0xffff)
            throw new IllegalArgumentException(
                    "share of %d, signature of %d bytes"
                            .formatted(share.length(), signature.length()));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.SERVER_KEY_EXCHANGE;
    }

    /** What the server signs: both randoms of 32 bytes and the parameters of its share. */
    public static Octets signedContent(
            Octets clientRandom, Octets serverRandom, int namedCurve, Octets share) {
        return Octets.concat(clientRandom, serverRandom, parameters(namedCurve, share));
    }

    /** Reads the body of a message; a curve that is not named is malformed (RFC 8422 §5.4). */
    public static Decoded<ServerKeyExchange> decode(Octets body) {
        return WireReader.decode(body, ServerKeyExchange::read);
    }

    static ServerKeyExchange read(WireReader in) {
        int curveType = in.uint8();
        in.require(curveType == NAMED_CURVE, "curve type %d is not named_curve", curveType);
        return new ServerKeyExchange(
                in.uint16(), in.vector8(1, 0xff), in.uint16(), in.vector16(0, 0xffff));
    }

    @Override
    public Octets encode() {
        return new WireWriter()
                .bytes(parameters(namedCurve, share))
                .uint16(signatureScheme)
                .vector16(signature)
                .toOctets();
    }

    private static Octets parameters(int namedCurve, Octets share) {
        return new WireWriter().uint8(NAMED_CURVE).uint16(namedCurve).vector8(share).toOctets();
    }
}
