package dtlskeying.properties.probe;

import dtlskeying.spec.Role;

import java.util.Optional;

/** The implementation that is probed. */
public interface Subject {
    /** Which end it plays. */
    Role role();

    /**
     * The peer for one play of a case.
     *
     * @throws ProbeTrouble if it cannot be had at all, which is no verdict on it
     */
    Peer appear();

    /** Why there may be no such implementation at all; nothing if there is one. */
    default Optional<String> doubt() {
        return Optional.empty();
    }

    /** The implementation as one play of a case meets it. */
    interface Peer extends AutoCloseable {
        /** A way to it for an association that it knows nothing of yet. */
        Wire open();

        /** The play is over; whatever was started for it ends. */
        @Override
        void close();
    }
}
