package dtlskeying.impl.sdp;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.spec.Role;

import java.util.Set;

/**
 * What one end gets out of an offer and its answer.
 *
 * @param role whether this end starts the handshake, as the client, or waits
 * @param proto what carries the datagrams
 * @param local where this end is
 * @param remote where the peer is
 * @param ours one of these is our certificate's
 * @param peers one of these must be the peer's certificate's, all by one hash
 * @param isMultiplexed whether RTP and RTCP share the port
 */
public record Channel(
        Role role,
        Proto proto,
        Place local,
        Place remote,
        Set<Fingerprint> ours,
        Set<Fingerprint> peers,
        boolean isMultiplexed) {
    /**
     * The address of one end.
     *
     * @param host a name or an address
     * @param port 1 to 65535
     */
    public record Place(String host, int port) {}

    public Channel {
        ours = Set.copyOf(ours);
        peers = Set.copyOf(peers);
    }
}
