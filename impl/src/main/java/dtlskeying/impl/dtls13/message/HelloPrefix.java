package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.spec.Octets;

import java.util.Optional;

/**
 * What can be seen of a ClientHello whose end has not come. It is only good for finding out whether
 * its sender has a cookie: the hello is judged when it is whole.
 */
public final class HelloPrefix {
    private static final int VERSION_AND_RANDOM = 34;

    private HelloPrefix() {}

    /** The cookie, if the beginning of a hello has all of it; the bytes may be any. */
    public static Optional<Cookie> cookie(Octets beginning) {
        int at = VERSION_AND_RANDOM;
        at = behind(beginning, at, 1);
        at = behind(beginning, at, 1);
        at = behind(beginning, at, 2);
        at = behind(beginning, at, 1) + 2;
        while (at + 4 <= beginning.length()) {
            int end = behind(beginning, at + 2, 2);
            if (number(beginning, at, 2) == ExtensionType.COOKIE)
                return end <= beginning.length()
                        ? decoded(beginning.slice(at + 4, end))
                        : Optional.empty();
            at = end;
        }
        return Optional.empty();
    }

    private static Optional<Cookie> decoded(Octets data) {
        return switch (Cookie.decode(data)) {
            case dtlskeying.impl.dtls.wire.Decoded.Malformed<Cookie> _ -> Optional.empty();
            case dtlskeying.impl.dtls.wire.Decoded.Value<Cookie>(var cookie) -> Optional.of(cookie);
        };
    }

    /** Where the vector at {@code at} ends; beyond the last byte if its length is not there. */
    private static int behind(Octets bytes, int at, int lengthBytes) {
        return at + lengthBytes <= bytes.length()
                ? at + lengthBytes + number(bytes, at, lengthBytes)
                : bytes.length() + 1;
    }

    private static int number(Octets bytes, int at, int length) {
        int value = 0;
        for (int i = at; i < at + length; i++) value = value << 8 | bytes.at(i);
        return value;
    }
}
