package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * The messages of an extended key update (draft-ietf-tls-extended-key-update §4): one type of
 * handshake message, whose number is a setting, and a first byte of the body, {@code eku_type},
 * that tells them apart.
 */
public sealed interface ExtendedKeyUpdate {
    /** The initiator's share. */
    record Request(KeyShareEntry share) implements ExtendedKeyUpdate {}

    /** The responder's share. */
    record Response(KeyShareEntry share) implements ExtendedKeyUpdate {}

    /** The initiator has derived its keys. */
    record Finish() implements ExtendedKeyUpdate {}

    /**
     * A message of a kind that the draft does not have.
     *
     * @param kind 3 to 255
     * @param content all that follows
     */
    record Unknown(int kind, Octets content) implements ExtendedKeyUpdate {
        public Unknown {
            if (kind < 3 || kind > 255) throw new IllegalArgumentException("eku_type " + kind);
        }
    }

    /** Reads the body of a message. */
    static Decoded<ExtendedKeyUpdate> decode(Octets body) {
        return WireReader.decode(body, ExtendedKeyUpdate::read);
    }

    private static ExtendedKeyUpdate read(WireReader in) {
        int kind = in.uint8();
        return switch (kind) {
            case 0 -> new Request(KeyShareEntry.read(in));
            case 1 -> new Response(KeyShareEntry.read(in));
            case 2 -> new Finish();
            default -> new Unknown(kind, in.rest());
        };
    }

    /** The body on the wire. */
    default Octets encode() {
        var out = new WireWriter();
        switch (this) {
            case Request(var share) -> share.write(out.uint8(0));
            case Response(var share) -> share.write(out.uint8(1));
            case Finish() -> out.uint8(2);
            case Unknown(var kind, var content) -> out.uint8(kind).bytes(content);
        }
        return out.toOctets();
    }
}
