package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.stream.Stream;

/**
 * The secrets of epoch 3 (RFC 8446 §7.1).
 *
 * @param client what protects the client's records
 * @param server what protects the server's
 * @param exporter what keying material for others comes from
 * @param transcriptHash up to and with the server's Finished
 */
record TrafficSecrets(Secret client, Secret server, Secret exporter, Octets transcriptHash) {
    /** The same without the secrets of records; exporting goes on for the connection's life. */
    TrafficSecrets forgotten() {
        return new TrafficSecrets(Secret.of(), Secret.of(), exporter, transcriptHash);
    }

    /** All of them. */
    Stream<Secret> held() {
        return Stream.of(client, server, exporter);
    }

    Secret of(Role sender) {
        return switch (sender) {
            case CLIENT -> client;
            case SERVER -> server;
        };
    }
}
