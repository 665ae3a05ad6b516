package dtlskeying.properties.cli;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as people write it.
 *
 * @param host a name or an address
 * @param port 0 to 65535
 */
record HostPort(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]]+)]|([^:]+)):([0-9]{1,9})");
    private static final int LARGEST_PORT = 65_535;

    HostPort {
        if (port < 0 || port > LARGEST_PORT)
            throw new IllegalArgumentException("a port is from 0 to 65535, not " + port);
    }

    /** Reads {@code host:port} or {@code [address]:port}. */
    static HostPort parse(String text) {
        Matcher match = FORM.matcher(text);
        if (!match.matches())
            throw new IllegalArgumentException(
                    "'" + text + "' is not HOST:PORT, such as 127.0.0.1:5004 or [::1]:5004");
        String host = match.group(1) == null ? match.group(2) : match.group(1);
        return new HostPort(host, Integer.parseInt(match.group(3)));
    }

    /** The address, looked up. */
    InetSocketAddress address() {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) throw new Misuse("no host is called " + host);
        return address;
    }
}
