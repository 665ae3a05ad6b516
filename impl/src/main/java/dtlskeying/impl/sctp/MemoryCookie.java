package dtlskeying.impl.sctp;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What the State Cookie of an in-memory association holds, so that an INIT leaves nothing behind
 * (RFC 9260 §5.1.3).
 *
 * @param own what our INIT ACK said
 * @param peer what the INIT said
 * @param tie the tags of the association that there was, zeros if there was none (§5.2.4)
 * @param made when, in nanoseconds
 */
record MemoryCookie(Hello own, Hello peer, Tags tie, long made) {
    /** A cookie of a peer who takes longer is of no use any more (RFC 9260 §16). */
    private static final long LIFETIME = 60_000_000_000L;

    private static final int LENGTH = 2 * Hello.LENGTH + 2 * Integer.BYTES + Long.BYTES;

    /** The verification tags of an association. */
    record Tags(int local, int peer) {
        static final Tags NONE = new Tags(0, 0);
    }

    /**
     * The fields of an INIT or INIT ACK (RFC 9260 §3.3.2).
     *
     * @param tag not 0
     * @param window bytes that may be outstanding
     * @param outbound streams that its sender wants to send on
     * @param inbound streams that it can receive on
     * @param tsn the first that it sends
     */
    record Hello(int tag, int window, int outbound, int inbound, int tsn) {
        static final int LENGTH = 16;

        void write(ByteBuffer out) {
            out.putInt(tag).putInt(window).putShort((short) outbound).putShort((short) inbound);
            out.putInt(tsn);
        }

        static Hello read(ByteBuffer in) {
            return new Hello(
                    in.getInt(),
                    in.getInt(),
                    in.getShort() & 0xffff,
                    in.getShort() & 0xffff,
                    in.getInt());
        }

        Octets encode() {
            var out = ByteBuffer.allocate(LENGTH);
            write(out);
            return Octets.of(out.array());
        }
    }

    /** The cookie, authenticated by a key that nobody else has. */
    Octets encode(Secret key) {
        var out = ByteBuffer.allocate(LENGTH);
        own.write(out);
        peer.write(out);
        Octets content = Octets.of(out.putInt(tie.local).putInt(tie.peer).putLong(made).array());
        return Octets.concat(Hash.SHA256.hmac(key, content), content);
    }

    /** What a cookie holds; nothing if it is not one's own, or too old. */
    static Optional<MemoryCookie> decode(Octets cookie, Secret key, long now) {
        int mac = Hash.SHA256.length();
        if (cookie.length() != mac + LENGTH) return Optional.empty();
        Octets content = cookie.slice(mac, cookie.length());
        Secret said = Secret.of(cookie.slice(0, mac));
        if (!said.equals(Secret.of(Hash.SHA256.hmac(key, content)))) return Optional.empty();
        var in = ByteBuffer.wrap(content.toArray());
        var read =
                new MemoryCookie(
                        Hello.read(in),
                        Hello.read(in),
                        new Tags(in.getInt(), in.getInt()),
                        in.getLong());
        return now - read.made > LIFETIME ? Optional.empty() : Optional.of(read);
    }
}
