package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.spec.Role;

import java.net.InetSocketAddress;
import java.util.Set;

/**
 * Where a run meets its peer.
 *
 * @param role which end is ours
 * @param local where we are; any address and port 0 if it does not matter
 * @param remote where the peer is; the same as {@code local} if the peer comes to us
 * @param ours what our certificate was announced as; empty if nowhere
 */
record Meeting(
        Role role, InetSocketAddress local, InetSocketAddress remote, Set<Fingerprint> ours) {
    Meeting {
        ours = Set.copyOf(ours);
    }

    /** A client of a server there. */
    static Meeting at(InetSocketAddress server) {
        return new Meeting(Role.CLIENT, new InetSocketAddress(0), server, Set.of());
    }

    /** The server of whoever comes. */
    static Meeting here(InetSocketAddress local) {
        return new Meeting(Role.SERVER, local, local, Set.of());
    }
}
