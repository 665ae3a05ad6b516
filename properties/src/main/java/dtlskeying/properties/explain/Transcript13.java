package dtlskeying.properties.explain;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.Transcript;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.HandshakeMessage;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The transcript of a handshake of DTLS 1.3, hashed where the key schedule wants it (RFC 8446
 * §4.4.1, RFC 9147 §5.2).
 *
 * @param toServerHello up to and with the ServerHello
 * @param toServerFinished up to and with the server's Finished
 * @param before up to the message before each end's Finished
 * @param finishes what each end's Finished holds
 */
record Transcript13(
        Octets toServerHello,
        Octets toServerFinished,
        Map<Role, Octets> before,
        Map<Role, Octets> finishes) {
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int HELLO_VERIFY_REQUEST = 3;
    private static final int FINISHED = 20;

    /** That of these messages. */
    static Transcript13 of(Agreed agreed, Hash hash) {
        var walk = new Walk(hash);
        for (Unit.Message each : agreed.messages()) walk.take(each.sender(), each.message());
        return new Transcript13(walk.toServerHello, walk.toServerFinished, walk.before, walk.seen);
    }

    Octets beforeFinished(Role sender) {
        return before.getOrDefault(sender, Octets.EMPTY);
    }

    Optional<Octets> finished(Role sender) {
        return Optional.ofNullable(finishes.get(sender));
    }

    private static final class Walk {
        private final Hash hash;
        private final Map<Role, Octets> before = new EnumMap<>(Role.class);
        private final Map<Role, Octets> seen = new EnumMap<>(Role.class);
        private Transcript transcript = Transcript.EMPTY;
        private Octets toServerHello = Octets.EMPTY;
        private Octets toServerFinished = Octets.EMPTY;

        Walk(Hash hash) {
            this.hash = hash;
        }

        void take(Role sender, HandshakeMessage message) {
            if (message.type() == HELLO_VERIFY_REQUEST || seen.size() == Role.values().length)
                return;
            boolean isRetry = message.type() == SERVER_HELLO && isRetry(message.body());
            if (isRetry) transcript = Transcript.afterRetry(transcript.hash(hash));
            boolean isRepeated = message.type() == CLIENT_HELLO && toServerHello.isEmpty();
            if (isRepeated && !isAfterRetry()) transcript = Transcript.EMPTY;
            if (message.type() == FINISHED) {
                before.put(sender, transcript.hash(hash));
                seen.put(sender, message.body());
            }
            transcript = transcript.with(message.type(), message.body());
            if (message.type() == SERVER_HELLO && !isRetry) toServerHello = transcript.hash(hash);
            if (message.type() == FINISHED && sender == Role.SERVER)
                toServerFinished = transcript.hash(hash);
        }

        /** A transcript that begins with a hash (type 254) goes on with the second hello. */
        private boolean isAfterRetry() {
            return !transcript.messages().isEmpty() && transcript.messages().at(0) == 254;
        }

        private static boolean isRetry(Octets body) {
            return ServerHello.decode(body) instanceof Decoded.Value<ServerHello>(var hello)
                    && HelloRetryRequest.isOne(hello);
        }
    }
}
