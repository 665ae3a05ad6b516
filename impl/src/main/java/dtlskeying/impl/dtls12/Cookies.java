package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * Cookies that need no memory: an HMAC over the client's address and the parameters of its hello
 * (RFC 6347 §4.2.1). Whoever returns one can be reached at that address.
 *
 * @param secret known to the server alone, the same for all clients
 * @param sparesSessions whether a client whose session is taken up need not return one; whoever has
 *     seen the session's name can then make a server answer, with less than it was sent
 */
public record Cookies(Secret secret, boolean sparesSessions) {
    /** Cookies that everyone has to return. */
    public Cookies(Secret secret) {
        this(secret, false);
    }

    /** The same, save that whoever takes up a session need not return one. */
    public Cookies sparingSessions() {
        return new Cookies(secret, true);
    }

    /** Bytes of a cookie. */
    public static final int LENGTH = Hash.SHA256.length();

    /** The cookie for a client at this address, which may be any bytes that name it. */
    public Octets cookie(Octets address, ClientHello hello) {
        var parameters =
                new WireWriter()
                        .vector16(address)
                        .uint16(hello.version().code())
                        .bytes(hello.random())
                        .vector8(hello.sessionId());
        list(parameters, hello.cipherSuites());
        list(parameters, hello.compressionMethods());
        return Hash.SHA256.hmac(secret, parameters.toOctets());
    }

    /** Whether the hello carries the cookie that this address was sent. */
    public boolean isReturned(Octets address, ClientHello hello) {
        return Secret.of(cookie(address, hello)).equals(Secret.of(hello.cookie()));
    }

    private static void list(WireWriter out, List<Integer> codes) {
        out.list16(codes, WireWriter::uint16);
    }
}
