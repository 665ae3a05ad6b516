package dtlskeying.impl.sctp;

import static dtlskeying.impl.sctp.MemoryState.CLOSED;
import static dtlskeying.impl.sctp.MemoryState.COOKIE_ECHOED;
import static dtlskeying.impl.sctp.MemoryState.COOKIE_WAIT;
import static dtlskeying.impl.sctp.MemoryState.ESTABLISHED;
import static dtlskeying.impl.sctp.MemoryState.OVER;
import static dtlskeying.impl.sctp.MemoryState.SHUTDOWN_ACK_SENT;
import static dtlskeying.impl.sctp.MemoryState.SHUTDOWN_PENDING;
import static dtlskeying.impl.sctp.MemoryState.SHUTDOWN_RECEIVED;
import static dtlskeying.impl.sctp.MemoryState.SHUTDOWN_SENT;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.sctp.MemoryCookie.Hello;
import dtlskeying.impl.sctp.MemoryCookie.Tags;
import dtlskeying.impl.sctp.SctpEvent.Reason;
import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** An association of a {@link MemoryStack}. */
final class MemoryAssociation implements SctpAssociation {
    /** Association.Max.Retrans and Max.Init.Retransmits (RFC 9260 §16). */
    private static final int MOST_RETRANSMISSIONS = 10;

    private static final int MOST_INITS = 8;

    private final SctpSettings settings;
    private final MemoryHandshake handshake;
    private final MemoryTimer control = new MemoryTimer();
    private final MemoryTimer data = new MemoryTimer();
    private List<SctpEvent> events = new ArrayList<>();
    private MemoryState state = CLOSED;
    private Tags tags = Tags.NONE;
    private int peerPort;
    private SctpChunk repeated;
    private MemoryInbox inbox;
    private MemoryOutbox outbox;
    private boolean isClosed;
    private long now;

    MemoryAssociation(SctpSettings settings, Entropy entropy) {
        this.settings = settings;
        this.handshake = new MemoryHandshake(settings, entropy);
        this.peerPort = settings.remotePort();
    }

    @Override
    public void connect() {
        if (isClosed || state != CLOSED) return;
        if (peerPort == 0) throw new IllegalStateException("whom to connect to is not known");
        Hello own = handshake.begin();
        tags = new Tags(own.tag(), 0);
        state = COOKIE_WAIT;
        repeat(SctpChunk.of(SctpChunk.INIT, own.encode()));
    }

    @Override
    public boolean send(UserMessage message) {
        if (message.bytes().length() > SctpSettings.LONGEST_MESSAGE)
            throw new IllegalArgumentException("a message of " + message.bytes().length());
        if (isClosed || state != ESTABLISHED) return false;
        if (message.stream() >= handshake.outboundStreams())
            throw new IllegalArgumentException("there is no stream " + message.stream());
        boolean isTaken = outbox.add(message);
        push();
        return isTaken;
    }

    @Override
    public void receive(Octets packet) {
        if (isClosed) return;
        SctpDatagram.decode(packet).filter(this::isForUs).ifPresent(this::take);
    }

    @Override
    public void advance(long nanos) {
        now = nanos;
        if (isClosed) return;
        if (control.fires(now)) controlTimedOut();
        if (data.fires(now)) dataTimedOut();
    }

    @Override
    public List<SctpEvent> events() {
        var happened = events;
        events = new ArrayList<>();
        return happened;
    }

    @Override
    public void shutdown() {
        switch (state) {
            case ESTABLISHED -> {
                state = SHUTDOWN_PENDING;
                goOn();
            }
            case CLOSED, COOKIE_WAIT, COOKIE_ECHOED -> abort();
            case SHUTDOWN_PENDING, SHUTDOWN_SENT, SHUTDOWN_RECEIVED, SHUTDOWN_ACK_SENT, OVER -> {}
        }
    }

    @Override
    public void abort() {
        if (isClosed || state == OVER) return;
        if (tags.peer() != 0) send(SctpChunk.of(SctpChunk.ABORT));
        end(Reason.ABORTED);
    }

    @Override
    public void close() {
        isClosed = true;
        events = new ArrayList<>();
    }

    private boolean isForUs(SctpDatagram packet) {
        boolean isPeer = peerPort == 0 || packet.from() == peerPort;
        return isPeer && packet.to() == settings.localPort();
    }

    private void take(SctpDatagram packet) {
        boolean hasData = false;
        for (SctpChunk chunk : packet.chunks()) {
            if (!take(packet, chunk)) break;
            hasData |= chunk.type() == SctpChunk.DATA;
        }
        if (hasData && inbox != null && state != OVER) send(inbox.sack());
        goOn();
    }

    /** Whether to go on with the next chunk. */
    private boolean take(SctpDatagram packet, SctpChunk chunk) {
        switch (chunk.type()) {
            case SctpChunk.INIT -> {
                if (packet.tag() == 0 && packet.chunks().size() == 1) answer(packet, chunk);
                return false;
            }
            case SctpChunk.COOKIE_ECHO -> {
                return echoed(packet, chunk);
            }
            case SctpChunk.ABORT, SctpChunk.SHUTDOWN_COMPLETE -> {
                boolean isReflected = (chunk.flags() & SctpChunk.REFLECTED) != 0;
                if (packet.tag() == (isReflected ? tags.peer() : tags.local())) ended(chunk);
                return false;
            }
            default -> {
                return packet.tag() == tags.local() && packet.tag() != 0 && take(chunk);
            }
        }
    }

    private boolean take(SctpChunk chunk) {
        switch (chunk.type()) {
            case SctpChunk.INIT_ACK -> acknowledged(chunk);
            case SctpChunk.COOKIE_ACK -> {
                if (state == COOKIE_ECHOED) established();
            }
            case SctpChunk.DATA -> {
                return received(chunk);
            }
            case SctpChunk.SACK -> {
                if (outbox != null) progress(outbox.acknowledged(chunk));
            }
            case SctpChunk.HEARTBEAT -> send(SctpChunk.of(SctpChunk.HEARTBEAT_ACK, chunk.body()));
            case SctpChunk.SHUTDOWN -> shutDown(chunk);
            case SctpChunk.SHUTDOWN_ACK -> shutDownAcknowledged();
            default -> {
                return (chunk.type() & 0x80) != 0;
            }
        }
        return true;
    }

    private void answer(SctpDatagram packet, SctpChunk init) {
        if (state == SHUTDOWN_ACK_SENT) return;
        handshake
                .answer(init, tags, state.isOpening(), now)
                .ifPresent(
                        answer -> send(packet.from(), answer.peerTag(), List.of(answer.initAck())));
    }

    private void acknowledged(SctpChunk initAck) {
        if (state != COOKIE_WAIT) return;
        handshake
                .acknowledged(initAck)
                .ifPresent(cookie -> {
                    tags = handshake.tags();
                    state = COOKIE_ECHOED;
                    repeat(SctpChunk.of(SctpChunk.COOKIE_ECHO, cookie));
                });
    }

    private boolean echoed(SctpDatagram packet, SctpChunk echo) {
        var cookie = handshake.open(echo.body(), packet.tag(), now);
        if (cookie.isEmpty()) return false;
        return switch (MemoryHandshake.meaning(cookie.get(), tags, state == CLOSED)) {
            case ANOTHERS, LATE -> false;
            case REPEATED -> {
                if (state.isOpening()) established(cookie.get(), packet.from());
                else send(SctpChunk.of(SctpChunk.COOKIE_ACK));
                yield true;
            }
            case NEW, COLLIDED -> {
                established(cookie.get(), packet.from());
                yield true;
            }
            case RESTART -> {
                if (state == SHUTDOWN_ACK_SENT || state == OVER) yield false;
                restarted(cookie.get(), packet.from());
                yield true;
            }
        };
    }

    private void restarted(MemoryCookie cookie, int port) {
        handshake.adopt(cookie);
        begin(port);
        send(SctpChunk.of(SctpChunk.COOKIE_ACK));
        events.add(new SctpEvent.Restarted());
    }

    private void established(MemoryCookie cookie, int port) {
        boolean isUp = state == ESTABLISHED;
        handshake.adopt(cookie);
        tags = handshake.tags();
        peerPort = port;
        send(SctpChunk.of(SctpChunk.COOKIE_ACK));
        if (!isUp) established();
    }

    private void established() {
        begin(peerPort);
        events.add(new SctpEvent.Up(handshake.outboundStreams(), handshake.inboundStreams()));
    }

    private void begin(int port) {
        control.stop();
        data.stop();
        tags = handshake.tags();
        peerPort = port;
        state = ESTABLISHED;
        inbox = new MemoryInbox(handshake.peer().tsn());
        int packet = settings.packetSize() - settings.overhead();
        outbox = new MemoryOutbox(handshake.own().tsn(), handshake.peer().window(), packet);
    }

    private boolean received(SctpChunk chunk) {
        if (!state.hearsData()) return true;
        boolean isFit = inbox.take(chunk);
        inbox.messages().forEach(message -> events.add(new SctpEvent.Received(message)));
        if (!isFit) abort();
        return isFit;
    }

    private void progress(boolean isNews) {
        if (!isNews) return;
        if (outbox.isFlying()) data.start(now);
        else data.stop();
        if (outbox.isEmpty()) events.add(new SctpEvent.SenderDry());
    }

    private void shutDown(SctpChunk shutdown) {
        if (outbox == null || shutdown.body().length() < Integer.BYTES) return;
        progress(outbox.acknowledged(shutdown.fields().getInt()));
        switch (state) {
            case ESTABLISHED, SHUTDOWN_PENDING -> state = SHUTDOWN_RECEIVED;
            case SHUTDOWN_SENT, SHUTDOWN_ACK_SENT -> {
                state = SHUTDOWN_ACK_SENT;
                repeat(SctpChunk.of(SctpChunk.SHUTDOWN_ACK));
            }
            case CLOSED, COOKIE_WAIT, COOKIE_ECHOED, SHUTDOWN_RECEIVED, OVER -> {}
        }
    }

    /** One that comes again has missed the SHUTDOWN COMPLETE. */
    private void shutDownAcknowledged() {
        boolean isDue = state == SHUTDOWN_SENT || state == SHUTDOWN_ACK_SENT;
        if (isDue || state == OVER) send(SctpChunk.of(SctpChunk.SHUTDOWN_COMPLETE));
        if (isDue) end(Reason.SHUTDOWN);
    }

    private void ended(SctpChunk chunk) {
        if (state == OVER || state == CLOSED) return;
        boolean isComplete = chunk.type() == SctpChunk.SHUTDOWN_COMPLETE;
        if (isComplete && state != SHUTDOWN_ACK_SENT) return;
        Reason aborted = state.isOpening() ? Reason.REFUSED : Reason.ABORTED;
        end(isComplete ? Reason.SHUTDOWN : aborted);
    }

    private void controlTimedOut() {
        boolean isOpening = state.isOpening();
        if (control.fired() > (isOpening ? MOST_INITS : MOST_RETRANSMISSIONS))
            end(isOpening ? Reason.REFUSED : Reason.LOST);
        else send(repeated);
    }

    private void dataTimedOut() {
        if (data.fired() > MOST_RETRANSMISSIONS) end(Reason.LOST);
        else {
            outbox.timedOut();
            push();
        }
    }

    /** Sends what can be sent, and goes on with the end once all of it has arrived. */
    private void goOn() {
        push();
        if (outbox == null || !outbox.isEmpty()) return;
        if (state == SHUTDOWN_PENDING) {
            state = SHUTDOWN_SENT;
            var cumulative = ByteBuffer.allocate(Integer.BYTES).putInt(inbox.cumulative());
            repeat(SctpChunk.of(SctpChunk.SHUTDOWN, Octets.of(cumulative.array())));
        } else if (state == SHUTDOWN_RECEIVED) {
            state = SHUTDOWN_ACK_SENT;
            repeat(SctpChunk.of(SctpChunk.SHUTDOWN_ACK));
        }
    }

    private void push() {
        if (!state.saysData()) return;
        outbox.due().forEach(chunks -> send(peerPort, tags.peer(), chunks));
        if (outbox.isFlying() && !data.isRunning()) data.start(now);
    }

    private void end(Reason reason) {
        state = OVER;
        control.stop();
        data.stop();
        events.add(new SctpEvent.Down(reason));
    }

    private void repeat(SctpChunk chunk) {
        repeated = chunk;
        control.start(now);
        send(chunk);
    }

    private void send(SctpChunk chunk) {
        send(peerPort, chunk.type() == SctpChunk.INIT ? 0 : tags.peer(), List.of(chunk));
    }

    private void send(int port, int tag, List<SctpChunk> chunks) {
        var packet = new SctpDatagram(settings.localPort(), port, tag, chunks);
        events.add(new SctpEvent.Packet(packet.encode()));
    }
}
