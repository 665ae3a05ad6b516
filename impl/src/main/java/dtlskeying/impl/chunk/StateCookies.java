package dtlskeying.impl.chunk;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.NegotiationSpec.Found;

import java.util.Optional;

/**
 * Both parameters of an association in SCTP's own State Cookie, so that an INIT leaves nothing
 * behind: {@link #wrap} puts them around the cookie of an INIT ACK that leaves, {@link #unwrap}
 * takes them from the COOKIE ECHO that brings it back.
 *
 * <p>What is wrapped is authenticated together with SCTP's cookie, so neither can be exchanged; how
 * old it may be, and from whom it may come, SCTP's cookie says.
 *
 * @param secret known to this end alone, the same for all associations
 */
@Cites({"rfc9260/5.1/a", "rfc9260/5.1.5/a"})
public record StateCookies(Secret secret) {
    private static final int COOKIE = 7;
    private static final int MAC_LENGTH = Hash.SHA256.length();
    private static final int LONGEST = 0xffff;

    /**
     * A COOKIE ECHO as SCTP gets it, and what its cookie held.
     *
     * @param packet with SCTP's own cookie, and whatever else was in it
     * @param own the parameter of our INIT ACK, header and value; empty if it had none
     * @param theirs that of the INIT; empty if there was none that could be read
     * @param unreadable whether there was one that could not be read
     */
    public record Unwrapped(Octets packet, Octets own, Octets theirs, boolean unreadable) {}

    /**
     * The INIT ACK with a cookie that holds both parameters.
     *
     * @param initAck one for which {@link InitPackets#isInit} holds, as SCTP made it
     * @param own the parameter that it has or will have
     * @param theirs what the INIT brought
     * @return nothing if it has no cookie, or not one that fits with this around it
     */
    public Optional<Octets> wrap(Octets initAck, Octets own, InitPackets.Read theirs) {
        byte[] packet = initAck.toArray();
        int at = InitPackets.find(packet, COOKIE);
        if (at < 0) return Optional.empty();
        int length = SctpPacket.uint16(packet, at + 2);
        Octets cookie = initAck.slice(at + SctpPacket.TYPE_AND_LENGTH, at + length);
        Octets content =
                new WireWriter()
                        .vector16(own)
                        .vector16(theirs.parameter())
                        .uint8(isUnreadable(theirs) ? 1 : 0)
                        .bytes(cookie)
                        .toOctets();
        Octets wrapped = Octets.concat(Hash.SHA256.hmac(secret, content), content);
        if (wrapped.length() + initAck.length() > LONGEST) return Optional.empty();
        return Optional.of(replaced(initAck, at, length, wrapped, true));
    }

    /** What a COOKIE ECHO brings back; nothing if it is none, or its cookie is not ours. */
    public Optional<Unwrapped> unwrap(Octets packet) {
        byte[] bytes = packet.toArray();
        int next = SctpPacket.next(bytes, SctpPacket.HEADER, bytes.length);
        if (next < 0 || bytes[SctpPacket.HEADER] != SctpPacket.COOKIE_ECHO) return Optional.empty();
        int length = SctpPacket.uint16(bytes, SctpPacket.HEADER + 2);
        if (length < SctpPacket.TYPE_AND_LENGTH + MAC_LENGTH) return Optional.empty();
        int from = SctpPacket.HEADER + SctpPacket.TYPE_AND_LENGTH;
        Secret said = Secret.of(packet.slice(from, from + MAC_LENGTH));
        Octets content = packet.slice(from + MAC_LENGTH, SctpPacket.HEADER + length);
        if (!said.equals(Secret.of(Hash.SHA256.hmac(secret, content)))) return Optional.empty();
        return switch (WireReader.decode(content, in -> read(in, packet, length))) {
            case Decoded.Value<Unwrapped>(var unwrapped) -> Optional.of(unwrapped);
            case Decoded.Malformed<Unwrapped> _ -> Optional.empty();
        };
    }

    private static Unwrapped read(WireReader in, Octets packet, int length) {
        Octets own = in.vector16(0, LONGEST);
        Octets theirs = in.vector16(0, LONGEST);
        boolean unreadable = in.uint8() == 1;
        Octets original = replaced(packet, SctpPacket.HEADER, length, in.rest(), false);
        return new Unwrapped(original, own, theirs, unreadable);
    }

    private static boolean isUnreadable(InitPackets.Read theirs) {
        return theirs.found() instanceof Found.Unreadable;
    }

    /** The packet with another value at that place, lengths and checksum right. */
    private static Octets replaced(
            Octets packet, int at, int length, Octets value, boolean inChunk) {
        int rest = Math.min(at + SctpPacket.padded(length), packet.length());
        int now = SctpPacket.TYPE_AND_LENGTH + value.length();
        byte[] bytes = new byte[at + SctpPacket.padded(now) + packet.length() - rest];
        packet.slice(0, at + SctpPacket.TYPE_AND_LENGTH).copyTo(bytes, 0);
        SctpPacket.putUint16(bytes, at + 2, now);
        value.copyTo(bytes, at + SctpPacket.TYPE_AND_LENGTH);
        packet.slice(rest, packet.length()).copyTo(bytes, at + SctpPacket.padded(now));
        if (inChunk) {
            int chunk = SctpPacket.uint16(bytes, SctpPacket.HEADER + 2);
            boolean last = rest == packet.length();
            int grown =
                    last
                            ? at + now - SctpPacket.HEADER
                            : chunk + SctpPacket.padded(now) - SctpPacket.padded(length);
            SctpPacket.putUint16(bytes, SctpPacket.HEADER + 2, grown);
        }
        SctpPacket.writeChecksum(bytes, bytes.length);
        return Octets.of(bytes);
    }
}
