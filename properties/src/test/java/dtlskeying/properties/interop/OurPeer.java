package dtlskeying.properties.interop;

import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.udp.Observer;
import dtlskeying.impl.udp.UdpEndpoint;
import dtlskeying.impl.udp.UdpServer;
import dtlskeying.impl.versions.Versions;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Our endpoint at one end of a loopback UDP flow, in either role, on a thread of its own. */
final class OurPeer implements AutoCloseable {
    private static final String LABEL = "EXTRACTOR-dtls_srtp";
    private static final Ssrc SOURCE = new Ssrc(0xcafebabe);
    private static final Octets PAYLOAD = Octets.hex("00".repeat(20));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final SessionSettings SESSION = SessionSettings.of(Media.MULTIPLEXED);
    private static final InetSocketAddress ANY_PORT = loopback(0);

    /** SRTP packets of ours, each with what it is when it is opened. */
    private final Growing<Spoken> spoken = new Growing<>();

    private final BlockingQueue<Mki> wishes = new LinkedBlockingQueue<>();
    private final Growing<Outcome> agreed = new Growing<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CountDownLatch talking = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Notes notes;
    private final int port;
    private final Thread thread;

    /** A packet that was sent under the keys of a handshake. */
    record Spoken(int handshake, Octets plain, Octets datagram) {}

    /** Where the endpoint comes from: a client has one at once, a server after the first hello. */
    private interface Source {
        UdpEndpoint endpoint() throws IOException;
    }

    /** How a server listens that tells what happens. */
    private interface Listening {
        UdpServer under(Observer observer) throws IOException;
    }

    private OurPeer(int port, Source source, Notes notes) {
        this.port = port;
        this.notes = notes;
        this.thread = Thread.ofVirtual().start(() -> run(source));
    }

    /** A client of the server on that port of loopback. */
    static OurPeer client(int port, Settings settings) {
        return client(port, Versions.only(settings));
    }

    /** The same of whichever version. */
    static OurPeer client(int port, Versions versions) {
        var notes = new Notes();
        try {
            var endpoint =
                    UdpEndpoint.connect(
                            ANY_PORT, loopback(port), versions, SESSION, Draws.entropy(), notes);
            return new OurPeer(endpoint.localAddress().getPort(), () -> endpoint, notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server for the first client that comes. */
    static OurPeer server(Settings settings) {
        return server(Versions.only(settings));
    }

    /** The same of whichever version. */
    static OurPeer server(Versions versions) {
        return server(observer ->
                UdpServer.listen(ANY_PORT, versions, SESSION, Draws.entropy(), observer));
    }

    /** The same for a client that is known to be reachable. */
    static OurPeer serverOfKnownClient(Settings settings) {
        return server(observer ->
                UdpServer.listenToKnownClient(
                        ANY_PORT, Versions.only(settings), SESSION, Draws.entropy(), observer));
    }

    private static OurPeer server(Listening listening) {
        var notes = new Notes();
        try {
            var server = listening.under(notes);
            int port = server.localAddress().getPort();
            return new OurPeer(port, () -> server.accept(PATIENCE), notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of loopback that it has. */
    int port() {
        return port;
    }

    /** How the handshake ended; waits for that, with a bound. */
    Outcome outcome() {
        try {
            return outcome.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("our end reported no outcome", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Has it start another handshake, or ask for one. */
    void rehandshake(Mki mki) {
        wishes.add(mki);
    }

    /** Has it send media from now on. */
    void talk() {
        talking.countDown();
    }

    /**
     * Waits until so many packets were sent under the keys of that handshake, and gives all so far.
     */
    List<Spoken> awaitSpoken(int handshake, int packets) {
        for (int place = 0, under = 0; under < packets; place++)
            if (spoken.at(place).handshake() == handshake) under++;
        return spoken.all();
    }

    /** What a handshake has agreed on, the first being number 1; waits for that, with a bound. */
    Outcome outcome(int handshake) {
        return agreed.at(handshake - 1);
    }

    /** Waits for an alert with that name, and says whether it was fatal. */
    boolean awaitAlert(Alert alert) {
        return notes.done.first(effect ->
                effect instanceof Effect.AlertReceived(_, var code) && code == alert.code())
                        instanceof Effect.AlertReceived(var fatal, _)
                && fatal;
    }

    /** The messages that came, in their order, those of retransmissions left out. */
    List<MessageName> heard() {
        return notes.done.all().stream()
                .filter(Effect.MessageHeard.class::isInstance)
                .map(effect -> ((Effect.MessageHeard) effect).message())
                .toList();
    }

    /** Waits until the association is over. */
    void awaitOver() {
        try {
            if (!over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                throw new AssertionError("the association is not over");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Closes the association, so that the other end hears of it. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Source source) {
        try (UdpEndpoint endpoint = source.endpoint()) {
            var first = handshake(endpoint);
            if (first instanceof Outcome.Agreed) agreed.add(first);
            outcome.complete(first);
            linger(endpoint);
        } catch (IOException e) {
            outcome.complete(new Outcome.Failed(e.getMessage()));
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            outcome.completeExceptionally(e);
        }
    }

    private static Outcome handshake(UdpEndpoint endpoint) {
        try {
            endpoint.use(SOURCE);
            endpoint.handshake(PATIENCE);
            return agreed(endpoint);
        } catch (IOException e) {
            return new Outcome.Failed(e.getMessage());
        }
    }

    /**
     * Answers retransmissions, and keeps the port after a failure: a closed one would be what the
     * other end hears of, in the place of our alert.
     */
    private void linger(UdpEndpoint endpoint) throws IOException, InterruptedException {
        while (closing.getCount() > 0 && !endpoint.association().isOver()) {
            Mki wish = wishes.poll();
            if (wish != null) endpoint.rehandshake(wish);
            int before = endpoint.association().handshakes();
            if (talking.getCount() == 0) speak(endpoint);
            endpoint.receive(POLL);
            boolean isNew = endpoint.association().handshakes() > before;
            if (isNew && endpoint.association().isEstablished()) agreed.add(agreed(endpoint));
        }
        if (endpoint.association().isOver()) over.countDown();
        closing.await();
    }

    /** One packet of media, whatever the association is busy with. */
    private void speak(UdpEndpoint endpoint) throws IOException {
        int number = spoken.all().size();
        var plain =
                Octets.concat(
                        Octets.hex("8060%04x%08xcafebabe".formatted(number, number)), PAYLOAD);
        int handshake = endpoint.association().handshakes();
        if (endpoint.send(PacketKind.RTP, plain))
            spoken.add(new Spoken(handshake, plain, notes.media.at(number)));
    }

    private static Outcome agreed(UdpEndpoint endpoint) {
        return switch (endpoint.association().dataProtection()) {
            case DataProtection.Srtp(var profile, var mki) ->
                    new Outcome.Agreed(
                            profile, mki, endpoint.export(LABEL, profile.exportLength()).octets());
            case DataProtection.Records() -> new Outcome.WithoutSrtp();
        };
    }

    /** What the endpoint does, for the test's thread to read. */
    private static final class Notes implements Observer {
        final Growing<Effect> done = new Growing<>();
        final Growing<Octets> media = new Growing<>();

        @Override
        public void done(Effect effect, long now) {
            done.add(effect);
        }

        @Override
        public void happened(EndpointEvent event, long now) {
            if (event instanceof EndpointEvent.Protected(_, var datagram)) media.add(datagram);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
