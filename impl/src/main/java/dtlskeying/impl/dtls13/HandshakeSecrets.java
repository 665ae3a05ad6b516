package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.stream.Stream;

/**
 * The secrets of epoch 2 (RFC 8446 §7.1).
 *
 * @param suite whose hash they have
 * @param shared the result of the key exchange, as its group encodes it
 * @param handshake what the later secrets come from
 * @param client what protects the client's records
 * @param server what protects the server's
 */
record HandshakeSecrets(
        CipherSuite suite, Secret shared, Secret handshake, Secret client, Secret server) {
    /**
     * Those of a key exchange.
     *
     * @param transcript up to and with the ServerHello
     */
    static HandshakeSecrets of(CipherSuite suite, Secret shared, Transcript transcript) {
        var schedule = KeySchedule.of(suite);
        Secret handshake = schedule.handshake(shared);
        Octets hash = transcript.hash(suite.hash());
        return new HandshakeSecrets(
                suite,
                shared,
                handshake,
                schedule.handshakeTraffic(Role.CLIENT, handshake, hash),
                schedule.handshakeTraffic(Role.SERVER, handshake, hash));
    }

    /** The same without the secrets. */
    HandshakeSecrets forgotten() {
        return new HandshakeSecrets(suite, Secret.of(), Secret.of(), Secret.of(), Secret.of());
    }

    /** All of them. */
    Stream<Secret> held() {
        return Stream.of(shared, handshake, client, server);
    }

    Secret of(Role sender) {
        return switch (sender) {
            case CLIENT -> client;
            case SERVER -> server;
        };
    }

    /** What that side's Finished has to hold after these messages. */
    Octets verifyData(Role sender, Transcript transcript) {
        return KeySchedule.of(suite).verifyData(of(sender), transcript.hash(suite.hash()));
    }

    /** Whether that side's Finished, which holds these bytes, covers the same messages. */
    boolean isVerifiedBy(Role sender, Transcript transcript, Octets verifyData) {
        return Secret.of(verifyData(sender, transcript)).equals(Secret.of(verifyData));
    }

    /**
     * The secrets of epoch 3.
     *
     * @param transcript up to and with the server's Finished
     */
    TrafficSecrets traffic(Transcript transcript) {
        var schedule = KeySchedule.of(suite);
        Secret main = schedule.main(handshake);
        Octets hash = transcript.hash(suite.hash());
        var traffic =
                new TrafficSecrets(
                        schedule.applicationTraffic(Role.CLIENT, main, hash),
                        schedule.applicationTraffic(Role.SERVER, main, hash),
                        schedule.exporter(main, hash),
                        hash);
        main.overwrite();
        return traffic;
    }
}
