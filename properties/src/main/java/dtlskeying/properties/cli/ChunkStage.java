package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Role;

import java.io.IOException;
import java.util.List;

/**
 * Where the ends of a key-managed association that are ours meet their peers, in whatever time. The
 * end that opens has the name of the client.
 */
interface ChunkStage extends AutoCloseable {
    /** What one end has done, or what has happened to it. */
    record Happened(Role end, long ms, ChunkEvent event) {}

    /** From here on what arrives is written down. */
    void watch(ChunkRecorder recorder);

    /** The ends that are ours. */
    List<Role> ours();

    /** That end, as it is now. */
    ChunkEndpoint end(Role name);

    /** That end opens the association. */
    void connect(Role name);

    /** That end sends a message. */
    ChunkEndpoint.Sending send(Role name, UserMessage message);

    /** That end changes the keys. */
    default void renewKeys(Role name) {
        end(name).renewKeys();
    }

    /** That end shuts the association down. */
    void shutdown(Role name);

    /** That end is lost, and this one is in its place. */
    void replace(Role name, ChunkEndpoint end);

    /** Lets something happen, if only time. */
    void step() throws IOException;

    /** How late it is, in milliseconds. */
    long now();

    /** What has happened since the last call. */
    List<Happened> happened();

    @Override
    void close();
}
