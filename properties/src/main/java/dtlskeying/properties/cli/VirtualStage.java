package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.properties.network.ChunkPair;
import dtlskeying.spec.Role;

import java.util.List;

/** Both ends in memory, in virtual time. */
record VirtualStage(ChunkPair pair) implements ChunkStage {
    @Override
    public void watch(ChunkRecorder recorder) {
        pair.watch(recorder::arrived);
    }

    @Override
    public List<Role> ours() {
        return List.of(Role.values());
    }

    @Override
    public ChunkEndpoint end(Role name) {
        return pair.end(name);
    }

    @Override
    public void connect(Role name) {
        pair.connect(name);
    }

    @Override
    public ChunkEndpoint.Sending send(Role name, UserMessage message) {
        return pair.send(name, message);
    }

    @Override
    public void shutdown(Role name) {
        pair.shutdown(name);
    }

    @Override
    public void replace(Role name, ChunkEndpoint end) {
        pair.replace(name, end);
    }

    @Override
    public void step() {
        pair.next();
    }

    @Override
    public long now() {
        return pair.now();
    }

    @Override
    public List<Happened> happened() {
        return pair.happened().stream()
                .flatMap(each ->
                        each.events().stream()
                                .map(event -> new Happened(each.end(), each.time(), event)))
                .toList();
    }

    @Override
    public void close() {
        for (Role name : Role.values()) pair.end(name).close();
    }
}
