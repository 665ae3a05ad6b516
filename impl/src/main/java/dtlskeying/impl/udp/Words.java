package dtlskeying.impl.udp;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;

import java.net.InetSocketAddress;

/** What messages to people are made of. */
final class Words {
    private Words() {}

    static String alert(int description) {
        return Alert.isKnown(description)
                ? "%s (%d)".formatted(Alert.ofCode(description).text(), description)
                : "alert " + description;
    }

    static String address(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /** Address and port, as a cookie takes them in. */
    static Octets addressBytes(InetSocketAddress client) {
        int port = client.getPort();
        return Octets.concat(
                Octets.of(client.getAddress().getAddress()),
                Octets.of((byte) (port >> 8), (byte) port));
    }
}
