package dtlskeying.properties.interop;

import dtlskeying.spec.Octets;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.function.ObjIntConsumer;

/**
 * A loopback path between one client and one server that loses or repeats datagrams by their
 * number.
 */
final class LossyRelay implements AutoCloseable {
    private final IntUnaryOperator copies;
    private final Socket towardsClient = Socket.open();
    private final Socket towardsServer = Socket.open();
    private volatile int client;

    private LossyRelay(IntUnaryOperator copies) {
        this.copies = copies;
    }

    /**
     * A path to the server on that port of loopback.
     *
     * @param copies how many copies arrive of a datagram, by its number in its direction, from 0
     */
    static LossyRelay to(int server, IntUnaryOperator copies) {
        return to(server, copies, (_, _, _) -> {});
    }

    /** The same with somebody who listens. */
    static LossyRelay to(int server, IntUnaryOperator copies, Tap tap) {
        var relay = new LossyRelay(copies);
        relay.start(
                relay.towardsClient,
                (datagram, from) -> {
                    relay.client = from;
                    tap.passes(from, server, datagram);
                    relay.towardsServer.send(datagram, server);
                });
        relay.start(
                relay.towardsServer,
                (datagram, from) -> {
                    tap.passes(server, relay.client, datagram);
                    relay.towardsClient.send(datagram, relay.client);
                });
        return relay;
    }

    /** Who listens to what passes, on the threads of both directions. */
    interface Tap {
        /** A datagram goes from one port of loopback to another. */
        void passes(int from, int to, Octets datagram);
    }

    /** The port of loopback that a client connects to. */
    int port() {
        return towardsClient.port();
    }

    @Override
    public void close() {
        towardsClient.close();
        towardsServer.close();
    }

    private void start(Socket from, ObjIntConsumer<Octets> target) {
        var number = new AtomicInteger();
        Thread.ofVirtual()
                .start(() ->
                        from.pump((datagram, port) -> {
                            int count = number.getAndIncrement();
                            for (int i = copies.applyAsInt(count); i > 0; i--)
                                target.accept(datagram, port);
                        }));
    }
}
