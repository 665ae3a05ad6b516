package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.Transcript;
import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Fragment;

import java.util.List;
import java.util.Optional;

/**
 * A handshake of DTLS 1.3 from its hellos on, as who knows the shared secret sees it. The hellos
 * are those that were on the wire, also where our engine has said others.
 *
 * @param transcript up to and with the ServerHello
 */
record Epoch2(Conversation talk, CipherSuite suite, Secret handshake, Transcript transcript) {
    private static final long EPOCH = 2;

    /** That of a handshake that has got so far. */
    static Optional<Epoch2> of(Conversation talk) {
        if (!(talk.engine() instanceof Association newer)) return Optional.empty();
        var shared = newer.sharedSecret();
        var hello = serverHello(talk);
        if (shared.isEmpty() || hello.isEmpty()) return Optional.empty();
        for (CipherSuite suite : CipherSuite.values())
            if (suite.code() == hello.get().cipherSuite())
                return Optional.of(
                        new Epoch2(
                                talk,
                                suite,
                                KeySchedule.of(suite).handshake(shared.get()),
                                hellos(talk, suite)));
        return Optional.empty();
    }

    private static Optional<ServerHello> serverHello(Conversation talk) {
        return said(talk, Role.SERVER)
                .message(Answers.SERVER_HELLO)
                .flatMap(Rewriting::serverHello)
                .filter(hello -> !HelloRetryRequest.isOne(hello));
    }

    private static Hearing said(Conversation talk, Role speaker) {
        return talk.engine().role() == speaker ? talk.sent() : talk.heard();
    }

    private static Transcript hellos(Conversation talk, CipherSuite suite) {
        var client = said(talk, Role.CLIENT);
        var server = said(talk, Role.SERVER);
        Octets first = server.firstMessage(Answers.SERVER_HELLO).orElseThrow();
        var start = Transcript.EMPTY;
        if (Rewriting.serverHello(first).filter(HelloRetryRequest::isOne).isPresent()) {
            var alone =
                    start.with(
                            Answers.CLIENT_HELLO,
                            client.firstMessage(Answers.CLIENT_HELLO).orElseThrow());
            start =
                    Transcript.afterRetry(alone.hash(suite.hash()))
                            .with(Answers.SERVER_HELLO, first);
        }
        return start.with(Answers.CLIENT_HELLO, client.message(Answers.CLIENT_HELLO).orElseThrow())
                .with(Answers.SERVER_HELLO, server.message(Answers.SERVER_HELLO).orElseThrow());
    }

    /** What protects the records of that end. */
    Secret traffic(Role sender) {
        return KeySchedule.of(suite)
                .handshakeTraffic(sender, handshake, transcript.hash(suite.hash()));
    }

    /** What that end's Finished has to hold after these messages. */
    Octets verifyData(Role sender, Transcript messages) {
        return KeySchedule.of(suite).verifyData(traffic(sender), messages.hash(suite.hash()));
    }

    /** The records that the peer has sent under these keys. */
    List<Unsealing.Opened> heard() {
        return unsealing(talk.engine().role().peer()).opened(talk.heard().datagrams());
    }

    /** Opens what that end has sent. */
    Unsealing unsealing(Role sender) {
        return new Unsealing(suite, EPOCH, traffic(sender));
    }

    /** The messages that the peer has sent under these keys, each once, in their order. */
    List<Fragment> messages() {
        return Gathering.whole(
                unsealing(talk.engine().role().peer()).parts(talk.heard().datagrams()));
    }
}
