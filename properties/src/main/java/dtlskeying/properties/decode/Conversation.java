package dtlskeying.properties.decode;

import dtlskeying.spec.Role;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * What two addresses said to each other.
 *
 * @param client the address of the client of the first DTLS association; if none was seen, of who
 *     was heard first
 * @param server the other
 * @param hasHello whether a client hello was seen, without which neither keys nor roles are known
 * @param units what travelled, in the order of the capture
 */
public record Conversation(
        InetSocketAddress client, InetSocketAddress server, boolean hasHello, List<Unit> units) {
    public Conversation {
        units = List.copyOf(units);
    }

    /** The units of one kind, in their order. */
    public <U extends Unit> List<U> all(Class<U> kind) {
        return units.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Which end of the first association has that address. */
    public Role role(InetSocketAddress address) {
        return address.equals(client) ? Role.CLIENT : Role.SERVER;
    }

    /** Both addresses, for people. */
    public String title() {
        return text(client) + " and " + text(server);
    }

    /** An address and a port, for people. */
    public static String text(InetSocketAddress end) {
        String host = end.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + end.getPort();
    }
}
