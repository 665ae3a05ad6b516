package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Secret;

/** The keys of traffic and their changes, once there are any. */
sealed interface Traffic {
    /** The handshake has not come that far. */
    record Waiting() implements Traffic {}

    /**
     * Both directions flow.
     *
     * @param updates which epochs they are in
     * @param read the secret of the newest epoch that is read
     * @param write the secret of the epoch that is written
     */
    record Flowing(KeyUpdate updates, Secret read, Secret write) implements Traffic {}

    Traffic WAITING = new Waiting();
}
