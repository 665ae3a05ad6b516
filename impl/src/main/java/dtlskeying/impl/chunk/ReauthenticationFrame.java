package dtlskeying.impl.chunk;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;

/**
 * §6: what an application_data record of the key management holds, and nothing else. The document
 * leaves it open; decision 10 fills it. Numbers are big-endian:
 *
 * <pre>
 * version (1) = 1 | kind (1) | flags (1) | reserved (1) | exchange (4) | exporter epoch (8) |
 * length of the message (4) | offset of this part (4) | length of this part (2) | part
 * </pre>
 *
 * <p>Flags and the reserved byte are sent as 0 and not looked at.
 */
@Cites({"dtls-chunk/6/c", "dtls-chunk/6/d"})
public sealed interface ReauthenticationFrame {
    /** The one version that there is. */
    int VERSION = 1;

    /** The last that there may be one day. */
    int LAST_VERSION = 15;

    /** What stands before the part, in bytes. */
    int HEAD = 26;

    /** The longest part, in bytes. */
    int LONGEST_PART = 0xffff;

    /** What a message is. */
    enum Kind {
        /** A CertificateRequest or ClientCertificateRequest with its header of four bytes. */
        REQUEST(1),
        /** An authenticator, or an authentic refusal of one. */
        AUTHENTICATOR(2),
        /** What came of an authenticator: one byte. */
        RESULT(3),
        /** Why a request is not answered: one byte. */
        ERROR(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /**
     * A part of a message, or all of it.
     *
     * @param exchange the number of the request that it belongs to, unsigned 32 bits
     * @param epoch whose exporter the request is about
     * @param length of the whole message, 1 to 2^31 - 1
     * @param offset where the part begins
     * @param bytes the part, at least one byte, which ends within the message
     */
    record Part(Kind kind, int exchange, Epoch epoch, int length, int offset, Octets bytes)
            implements ReauthenticationFrame {
        public Part {
            if (bytes.isEmpty() || bytes.length() > LONGEST_PART)
                throw new IllegalArgumentException("a part of " + bytes.length() + " bytes");
            if (offset < 0 || offset > length - bytes.length())
                throw new IllegalArgumentException(
                        "%d bytes at %d of %d".formatted(bytes.length(), offset, length));
        }
    }

    /**
     * A frame of this version, of a kind that is unknown here. What it holds is not kept.
     *
     * @param kind 0 to 255
     * @param exchange as in {@link Part}
     */
    record OtherKind(int kind, int exchange, Epoch epoch) implements ReauthenticationFrame {}

    /**
     * A frame of another version, of which nothing else can be known.
     *
     * @param version 2 to 15: more there will not be, and what begins otherwise is no frame
     */
    record OtherVersion(int version) implements ReauthenticationFrame {}

    /** The bytes of a part. */
    static Octets encode(Part part) {
        return new WireWriter()
                .uint8(VERSION)
                .uint8(part.kind().code)
                .uint16(0)
                .bytes(uint32(part.exchange()))
                .uint16(0)
                .uint48(part.epoch().number())
                .bytes(uint32(part.length()))
                .bytes(uint32(part.offset()))
                .vector16(part.bytes())
                .toOctets();
    }

    /**
     * Reads a frame: a part that does not lie inside its message is malformed, as is an epoch
     * beyond 2^48 - 1, and whatever comes behind the part.
     */
    static Decoded<ReauthenticationFrame> decode(Octets frame) {
        return WireReader.decode(frame, ReauthenticationFrame::read);
    }

    private static ReauthenticationFrame read(WireReader in) {
        int version = in.uint8();
        in.require(version >= VERSION && version <= LAST_VERSION, "no version");
        if (version != VERSION) {
            in.rest();
            return new OtherVersion(version);
        }
        int kind = in.uint8();
        in.uint16();
        int exchange = (int) uint32(in);
        in.require(in.uint16() == 0, "an epoch beyond 2^48 - 1");
        var epoch = new Epoch(in.uint48());
        long length = uint32(in);
        long offset = uint32(in);
        Octets bytes = in.vector16(1, LONGEST_PART);
        in.require(length <= Integer.MAX_VALUE, "a message of %d bytes", length);
        in.require(
                offset + bytes.length() <= length,
                "%d bytes at %d of %d",
                bytes.length(),
                offset,
                length);
        for (Kind known : Kind.values())
            if (known.code == kind)
                return new Part(known, exchange, epoch, (int) length, (int) offset, bytes);
        return new OtherKind(kind, exchange, epoch);
    }

    private static long uint32(WireReader in) {
        return (long) in.uint16() << 16 | in.uint16();
    }

    private static Octets uint32(int value) {
        return new WireWriter().uint16(value >>> 16).uint16(value & 0xffff).toOctets();
    }
}
