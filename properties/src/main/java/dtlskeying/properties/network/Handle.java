package dtlskeying.properties.network;

import dtlskeying.spec.Role;

/**
 * The name of a datagram, which stays the same when other datagrams are left out.
 *
 * @param from who sends it
 * @param number how many datagrams that end has sent before, 0 for its first
 */
public record Handle(Role from, int number) {
    public Handle {
        if (number < 0) throw new IllegalArgumentException("datagrams are counted from 0");
    }

    @Override
    public String toString() {
        return from.text() + "#" + number;
    }
}
