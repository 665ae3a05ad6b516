package dtlskeying.impl.versions;

import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Fragment;

import java.util.List;

/** A client's hello where nobody waits for one, told from the others by its random. */
final class FreshHello {
    private static final int CLIENT_HELLO = 1;
    private static final int VERSION = 2;
    private static final int RANDOM = 32;

    private FreshHello() {}

    /** The random of the hello that a datagram begins with; no bytes if it begins otherwise. */
    static Octets random(Octets datagram) {
        List<Fragment> parts = FirstMessages.parts(datagram);
        if (parts.isEmpty()) return Octets.EMPTY;
        Fragment first = parts.getFirst();
        boolean isHello =
                first.type() == CLIENT_HELLO
                        && first.offset() == 0
                        && first.body().length() >= VERSION + RANDOM;
        return isHello ? first.body().slice(VERSION, VERSION + RANDOM) : Octets.EMPTY;
    }
}
