package dtlskeying.impl.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.sctp.MemoryCookie.Hello;
import dtlskeying.impl.sctp.MemoryCookie.Tags;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

class MemoryCookieTest {
    private static final Secret KEY = Secret.of(new byte[32]);
    private static final long MADE = 5;
    private static final long MINUTE = 60_000_000_000L;
    private static final MemoryCookie COOKIE =
            new MemoryCookie(
                    new Hello(1, 2, 3, 65_535, -5),
                    new Hello(-6, 7, 65_534, 9, 10),
                    new Tags(11, 12),
                    MADE);

    @Test
    void it_is_what_it_was_for_a_minute() {
        Octets bytes = COOKIE.encode(KEY);
        assertThat(MemoryCookie.decode(bytes, KEY, MADE + MINUTE)).contains(COOKIE);
        assertThat(MemoryCookie.decode(bytes, KEY, MADE + MINUTE + 1)).isEmpty();
    }

    @Test
    void another_key_or_any_other_byte_opens_nothing() {
        byte[] bytes = COOKIE.encode(KEY).toArray();
        var other = new byte[32];
        other[31] = 1;
        assertThat(MemoryCookie.decode(Octets.of(bytes), Secret.of(other), MADE)).isEmpty();
        assertThat(MemoryCookie.decode(Octets.of(bytes, 0, bytes.length - 1), KEY, MADE)).isEmpty();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 1;
            assertThat(MemoryCookie.decode(Octets.of(bytes), KEY, MADE)).isEmpty();
            bytes[i] ^= 1;
        }
        assertThat(MemoryCookie.decode(Octets.of(bytes), KEY, MADE)).isPresent();
    }
}
