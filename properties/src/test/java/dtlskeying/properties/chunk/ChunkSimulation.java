package dtlskeying.properties.chunk;

import dtlskeying.properties.chunk.ChunkPacket.Kind;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.InFlight;
import dtlskeying.properties.network.Network;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;

/** Both ends on a network that loses packets, in virtual time, with an attacker if there is one. */
final class ChunkSimulation {
    private static final long SECOND = 1_000;

    private final ChunkEnd client;
    private final ChunkEnd server;
    private final boolean hostile;
    private final List<InFlight> captured = new ArrayList<>();
    private Network network;
    private long now;
    private long nextSecond = SECOND;
    private int injected;

    /** Two ends whose exporters agree, or do not. */
    ChunkSimulation(
            long seed,
            Conditions conditions,
            int lastEpoch,
            boolean agree,
            boolean hostile,
            ChunkMachines machines) {
        this.client = new ChunkEnd(Role.CLIENT, 1, lastEpoch, machines);
        this.server = new ChunkEnd(Role.SERVER, agree ? 1 : 2, lastEpoch, machines);
        this.hostile = hostile;
        this.network = Network.quiet(new Fates.Seeded(seed, conditions));
    }

    /** Runs until both are done, one has given up, or that many milliseconds have passed. */
    ChunkSimulation run(long limit) {
        server.begin();
        client.begin();
        flush();
        while (!isOver() && now < limit) step();
        return this;
    }

    private boolean isOver() {
        return isDone() || (client.isAborted() && server.isAborted());
    }

    boolean isDone() {
        return client.isDone() && server.isDone();
    }

    ChunkEnd client() {
        return client;
    }

    ChunkEnd server() {
        return server;
    }

    long now() {
        return now;
    }

    int injected() {
        return injected;
    }

    List<String> objections() {
        var all = new ArrayList<>(client.objections());
        all.addAll(server.objections());
        return all;
    }

    private void step() {
        long timer = Math.min(client.deadline(), server.deadline());
        now = Math.min(nextSecond, Math.min(timer, network.nextArrival()));
        if (network.nextArrival() <= now) deliver();
        else if (timer <= now) (client.deadline() <= now ? client : server).sendAgain(now);
        else {
            nextSecond += SECOND;
            client.second();
            server.second();
        }
        flush();
    }

    private void deliver() {
        InFlight packet = network.first();
        network = network.delivered();
        ChunkEnd receiver = packet.handle().from() == Role.CLIENT ? server : client;
        receiver.take(ChunkPacket.read(packet.datagram()));
        if (hostile) attack(packet, receiver);
    }

    /** What has arrived comes again, an older packet too, and a forgery in the open. */
    private void attack(InFlight packet, ChunkEnd receiver) {
        if (!receiver.enforces()) return;
        captured.add(packet);
        receiver.take(ChunkPacket.read(packet.datagram()));
        InFlight old = captured.get(injected % captured.size());
        (old.handle().from() == Role.CLIENT ? server : client)
                .take(ChunkPacket.read(old.datagram()));
        for (int number = 0; number < 12; number++) receiver.take(forged(number));
        injected++;
    }

    private static ChunkPacket forged(int number) {
        boolean isSack = number % 2 == 0;
        Kind kind = isSack ? Kind.NONE : Kind.FINISH;
        return new ChunkPacket(0, 0, 0, isSack, number, kind, 4);
    }

    private void flush() {
        for (var packet : client.drain(now))
            network = network.send(Role.CLIENT, packet.bytes(), now);
        for (var packet : server.drain(now))
            network = network.send(Role.SERVER, packet.bytes(), now);
    }
}
