package dtlskeying.impl.udp;

import dtlskeying.spec.Alert;

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
}
