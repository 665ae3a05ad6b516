package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.impl.dtls13.message.Cookie;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

import java.util.Optional;

/**
 * Cookies that are all the memory a server has of a retry (RFC 8446 §4.2.2, RFC 9147 §5.1): what
 * was asked for, the hash of the first hello, and an HMAC over that and the client's address.
 *
 * @param current known to the server alone, the same for all clients
 * @param previous what was the current one before, still taken; the same as the current one at
 *     first
 */
@Cites({"rfc9147/5.1/a", "rfc9147/5.1/b"})
public record RetryCookies(Secret current, Secret previous) {
    private static final int MAC_LENGTH = Hash.SHA256.length();
    private static final int NO_GROUP = 0;

    /** Cookies under a secret, which may be any bytes that nobody else knows. */
    public static RetryCookies of(Secret secret) {
        return new RetryCookies(secret, secret);
    }

    /** The same, with another secret from here on; cookies under the last one stay good. */
    public RetryCookies rotated(Secret next) {
        return new RetryCookies(next, current);
    }

    /**
     * What a cookie remembers.
     *
     * @param suite that was settled
     * @param group that was asked for; none if the hello only lacked the cookie
     * @param firstHello the hash of the first hello, with the suite's hash
     */
    record Memory(CipherSuite suite, Optional<KeyShareGroup> group, Octets firstHello) {
        private static Memory read(WireReader in) {
            int suite = in.uint16();
            int group = in.uint16();
            return new Memory(
                    CipherSuite.find(suite).orElseThrow(() -> in.malformed("suite " + suite)),
                    KeyShareGroup.find(group),
                    in.vector8(0, 0xff));
        }

        private Octets encode() {
            return new WireWriter()
                    .uint16(suite.code())
                    .uint16(group.map(KeyShareGroup::code).orElse(NO_GROUP))
                    .vector8(firstHello)
                    .toOctets();
        }
    }

    /** The cookie for a client at this address, which may be any bytes that name it. */
    Cookie bake(Octets address, Memory memory) {
        Octets content = memory.encode();
        return new Cookie(Octets.concat(mac(current, address, content), content));
    }

    /** What the cookie remembers; nothing if this server did not make it for this address. */
    Optional<Memory> open(Octets address, Cookie cookie) {
        Octets value = cookie.value();
        if (value.length() < MAC_LENGTH) return Optional.empty();
        Octets content = value.slice(MAC_LENGTH, value.length());
        Secret said = Secret.of(value.slice(0, MAC_LENGTH));
        boolean isOurs =
                said.equals(Secret.of(mac(current, address, content)))
                        || said.equals(Secret.of(mac(previous, address, content)));
        if (!isOurs) return Optional.empty();
        return switch (WireReader.decode(content, Memory::read)) {
            case Decoded.Malformed<Memory> _ -> Optional.empty();
            case Decoded.Value<Memory>(var memory) -> Optional.of(memory);
        };
    }

    private static Octets mac(Secret secret, Octets address, Octets content) {
        return Hash.SHA256.hmac(secret, new WireWriter().vector16(address).toOctets(), content);
    }
}
