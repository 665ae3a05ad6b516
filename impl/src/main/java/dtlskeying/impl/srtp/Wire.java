package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.FIRST_BYTE_TELLS_THE_PATH;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input.Register;

/**
 * What {@link PacketDemux} knows of its socket, however far the handshake is.
 *
 * @param firstBytes what the first byte of a datagram says
 * @param records how many DTLS records were sent; SRTP packets do not count (§7.3)
 */
public record Wire(FirstBytes firstBytes, long records) {
    /** Figure 7 as it stands, and nothing sent. */
    public static final Wire START = new Wire(FirstBytes.FIGURE_7, 0);

    /** Whether the datagram is the SRTP stack's. */
    boolean isMedia(Octets head) {
        return firstBytes.pathOf(head) instanceof FirstBytes.Path.Media;
    }

    /** Where a datagram that is not the SRTP stack's goes. */
    Effect route(Octets head) {
        return switch (firstBytes.pathOf(head)) {
            case FirstBytes.Path.Stun() -> new Effect.ToStun();
            case FirstBytes.Path.Dtls() -> new Effect.ToDtls();
            case FirstBytes.Path.Other(var name) -> new Effect.ToOther(name);
            case FirstBytes.Path.Nobody() -> new Effect.Discarded(FIRST_BYTE_TELLS_THE_PATH);
            case FirstBytes.Path.Media() -> throw new AssertionError("media is routed by kind");
        };
    }

    /** The next record, of that content type. */
    Effect record(int contentType) {
        return new Effect.RecordDatagram(contentType, records);
    }

    /** The wire once a record was sent. */
    Wire afterRecord() {
        return new Wire(firstBytes, records + 1);
    }

    /** Whether a further kind of datagram would be mistaken for one that has a name. */
    boolean overlaps(Register range) {
        return firstBytes.collides(range.first(), range.last());
    }

    /** The wire with a further kind of datagram. */
    Wire with(Register range) {
        return new Wire(firstBytes.with(range.name(), range.first(), range.last()), records);
    }
}
