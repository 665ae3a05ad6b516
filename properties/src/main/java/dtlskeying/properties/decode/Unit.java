package dtlskeying.properties.decode;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.util.List;

/** One thing that travelled, with what could be read of it. */
public sealed interface Unit {
    /** Where it stands. */
    Place place();

    /** What has a content of type and plain bytes: a DTLS record of either form. */
    sealed interface Record extends Unit {
        /** Who sent it. */
        Role sender();

        /** Which association on this path it belongs to, from 1 on. */
        int association();

        /** What the content is (RFC 8446 §5.1), 0 to 255; -1 if it is hidden. */
        int type();

        /** What could be read. */
        Opening opening();

        /** All bytes of it, as they travelled. */
        Octets wire();

        /** The parts of handshake messages in it. */
        List<Fragment> parts();
    }

    /**
     * A record with a header of 13 bytes (RFC 6347 §4.1): all those of DTLS 1.2, and those of DTLS
     * 1.3 that are not protected.
     *
     * @param version the two bytes of the header
     * @param epoch as the header has it
     * @param sequence as the header has it
     * @param wire all bytes of the record
     */
    record LongRecord(
            Place place,
            Role sender,
            int association,
            int type,
            int version,
            long epoch,
            long sequence,
            Octets wire,
            Opening opening,
            List<Fragment> parts)
            implements Record {
        public LongRecord {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A record with the unified header of DTLS 1.3 (RFC 9147 §4); its full number is known once it
     * is opened.
     *
     * @param epochBits the low two bits of its epoch
     * @param headerLength bytes of the header, 2 to 5
     * @param wire all bytes of the record, its number still encrypted
     */
    record UnifiedRecord(
            Place place,
            Role sender,
            int association,
            int type,
            int epochBits,
            int headerLength,
            Octets wire,
            Opening opening,
            List<Fragment> parts)
            implements Record {
        public UnifiedRecord {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A handshake message, all of whose parts have been there; it stands behind the record with the
     * last of them. What is repeated later is not said again.
     *
     * @param association which association on this path, from 1 on
     * @param handshake which handshake of the association, from 1 on; DTLS 1.3 has one
     * @param epoch of the record
     */
    record Message(
            Place place,
            Role sender,
            int association,
            int handshake,
            long epoch,
            HandshakeMessage message)
            implements Unit {}

    /**
     * An SRTP or SRTCP packet.
     *
     * @param association whose keys opened it, from 1 on; 0 if it could not be opened
     * @param owner whose keys opened it: the sender's, if all is well
     * @param mki the MKI in it, if it could be opened: the agreed one, if all is well
     * @param number the sequence number of its header, or the SRTCP index
     * @param wire all of it
     */
    record Media(
            Place place,
            Role sender,
            int association,
            Role owner,
            Mki mki,
            PacketKind kind,
            Ssrc source,
            long number,
            Octets wire,
            Opening opening)
            implements Unit {}

    /** A STUN message (RFC 8489), which nobody looks into. */
    record Stun(Place place, Octets wire) implements Unit {}

    /**
     * An SCTP packet (RFC 9260 §3) over UDP (RFC 6951).
     *
     * @param sourcePort 0 to 65,535
     * @param targetPort 0 to 65,535
     * @param tag the verification tag, unsigned
     * @param chunks those in the clear, the DTLS chunk among them
     * @param opening what the DTLS chunk protects; the chunks in the clear if there is none
     * @param seal whose keys opened it
     * @param inner the chunks that the DTLS chunk protects, if it could be opened
     */
    record Sctp(
            Place place,
            int sourcePort,
            int targetPort,
            long tag,
            List<Chunk> chunks,
            Opening opening,
            ChunkSeal seal,
            List<Chunk> inner)
            implements Unit {
        public Sctp {
            chunks = List.copyOf(chunks);
            inner = List.copyOf(inner);
        }

        /** All chunks that can be read, be they protected or not. */
        public List<Chunk> readable() {
            return inner.isEmpty() ? chunks : inner;
        }
    }

    /**
     * One chunk of an SCTP packet.
     *
     * @param type 0 to 255
     * @param flags 0 to 255
     * @param body what follows its length, without padding
     */
    record Chunk(int type, int flags, Octets body) {
        private static final int HEADER = 4;

        /** The bytes of it as they would travel, padding and all. */
        public Octets encode() {
            int length = HEADER + body.length();
            byte[] bytes = new byte[length + 3 & ~3];
            bytes[0] = (byte) type;
            bytes[1] = (byte) flags;
            bytes[2] = (byte) (length >> 8);
            bytes[3] = (byte) length;
            body.copyTo(bytes, HEADER);
            return Octets.of(bytes);
        }
    }

    /** Bytes that are nothing that we know. */
    record Unknown(Place place, Octets wire, String reason) implements Unit {}
}
