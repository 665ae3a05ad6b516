package dtlskeying.impl.usrsctp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.impl.sctp.SctpAssociation;
import dtlskeying.impl.sctp.SctpEvent;
import dtlskeying.impl.sctp.SctpEvent.Reason;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Octets;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * One association of libusrsctp: a one-to-many socket that takes part in no other.
 *
 * <p>Its methods hold the lock of {@link Library}, so its fields and its upcalls do.
 */
final class UsrSctpAssociation implements SctpAssociation {
    private enum Phase {
        LISTENING,
        OPENING,
        UP,
        /** It is over, and what arrives is still answered, as from nowhere. */
        DOWN,
        /** There is no socket any more. */
        FREED
    }

    private final Library library;
    private final Functions functions;
    private final SctpSettings settings;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment message = arena.allocate(SctpSettings.LONGEST_MESSAGE, 8);
    private final MemorySegment sendInfo = arena.allocate(Structs.SNDINFO, 4);
    private final MemorySegment address;
    private final MemorySegment socket;
    private final Inbox inbox;
    private List<SctpEvent> events = new ArrayList<>();
    private Phase phase = Phase.LISTENING;
    private int remotePort;
    private int association;
    private int outboundStreams;
    private boolean closed;

    UsrSctpAssociation(Library library, SctpSettings settings) {
        this.library = library;
        this.functions = library.functions;
        this.settings = settings;
        this.remotePort = settings.remotePort();
        synchronized (Library.class) {
            this.address = library.register(this::put);
            this.socket = SocketSetup.open(functions, settings, address);
            this.inbox = new Inbox(functions, socket, arena);
        }
    }

    @Override
    public void connect() {
        synchronized (Library.class) {
            if (phase != Phase.LISTENING) return;
            if (remotePort == 0)
                throw new IllegalArgumentException("there is no remote port to connect to");
            phase = Phase.OPENING;
            try (var local = Arena.ofConfined()) {
                var peer = Structs.address(local, remotePort, address);
                int result = functions.connect(socket, peer);
                if (result != -Numbers.EINPROGRESS) SocketSetup.must("usrsctp_connect", result);
            }
            drain();
        }
    }

    @Override
    public boolean send(UserMessage sent) {
        int length = sent.bytes().length();
        if (length > SctpSettings.LONGEST_MESSAGE)
            throw new IllegalArgumentException("a message of " + length + " bytes is too long");
        synchronized (Library.class) {
            if (phase != Phase.UP) return false;
            if (sent.stream() >= outboundStreams)
                throw new IllegalArgumentException(
                        "stream %d of %d".formatted(sent.stream(), outboundStreams));
            MemorySegment.copy(sent.bytes().toArray(), 0, message, JAVA_BYTE, 0, length);
            Structs.setSendInfo(sendInfo, sent.stream(), 0, (int) sent.ppid(), association);
            return functions.send(socket, message, length, sendInfo) == length;
        }
    }

    @Override
    public void receive(Octets packet) {
        byte[] bytes = packet.toArray();
        if (bytes.length > 0xffff || !SctpPacket.isSound(bytes, bytes.length)) return;
        synchronized (Library.class) {
            if (phase == Phase.FREED || !isForUs(bytes)) return;
            library.input(address, bytes);
            boolean waited = phase == Phase.LISTENING;
            drain();
            if (waited && phase == Phase.UP) remotePort = SctpPacket.sourcePort(bytes);
        }
    }

    @Override
    public void advance(long nanos) {
        synchronized (Library.class) {
            library.advance(nanos);
            drain();
        }
    }

    @Override
    public List<SctpEvent> events() {
        synchronized (Library.class) {
            drain();
            var happened = events;
            events = new ArrayList<>();
            return happened;
        }
    }

    @Override
    public void shutdown() {
        synchronized (Library.class) {
            if (phase == Phase.UP) {
                Structs.setSendInfo(sendInfo, 0, Numbers.SCTP_EOF, 0, association);
                functions.send(socket, message, 0, sendInfo);
                drain();
            } else {
                abort();
            }
        }
    }

    @Override
    public void abort() {
        synchronized (Library.class) {
            if (phase == Phase.FREED) return;
            boolean over = phase == Phase.DOWN;
            free();
            if (!over) events.add(new SctpEvent.Down(Reason.ABORTED));
        }
    }

    @Override
    public void close() {
        synchronized (Library.class) {
            if (closed) return;
            closed = true;
            library.deregister(address);
            free();
            events.clear();
            arena.close();
        }
    }

    /** The library has a packet for the peer, without its checksum. */
    private void put(byte[] packet) {
        SctpPacket.writeChecksum(packet, packet.length);
        events.add(new SctpEvent.Packet(Octets.of(packet)));
    }

    private boolean isForUs(byte[] packet) {
        return SctpPacket.destinationPort(packet) == settings.localPort()
                && (remotePort == 0 || SctpPacket.sourcePort(packet) == remotePort);
    }

    private void drain() {
        while (phase != Phase.FREED) {
            switch (inbox.next()) {
                case Inbox.Item.Empty() -> {
                    return;
                }
                case Inbox.Item.Message(var whole) -> events.add(new SctpEvent.Received(whole));
                case Inbox.Item.Dry() -> events.add(new SctpEvent.SenderDry());
                case Inbox.Item.TooLong() -> abort();
                case Inbox.Item.Changed(var change) -> changed(change);
            }
        }
    }

    private void changed(Structs.Change change) {
        if (phase == Phase.DOWN) return;
        switch (change.state()) {
            case Numbers.SCTP_COMM_UP -> up(change);
            case Numbers.SCTP_RESTART -> {
                inbox.forgetParts();
                outboundStreams = change.outbound();
                events.add(new SctpEvent.Restarted());
            }
            case Numbers.SCTP_SHUTDOWN_COMP -> down(Reason.SHUTDOWN);
            case Numbers.SCTP_CANT_STR_ASSOC -> down(Reason.REFUSED);
            case Numbers.SCTP_COMM_LOST -> down(change.hasAbort() ? Reason.ABORTED : Reason.LOST);
            default -> throw new AssertionError("state of association " + change.state());
        }
    }

    private void up(Structs.Change change) {
        phase = Phase.UP;
        association = change.association();
        outboundStreams = change.outbound();
        functions.listen(socket, 0);
        events.add(new SctpEvent.Up(change.outbound(), change.inbound()));
    }

    private void down(Reason reason) {
        phase = Phase.DOWN;
        functions.listen(socket, 0);
        inbox.forgetParts();
        events.add(new SctpEvent.Down(reason));
    }

    private void free() {
        if (phase == Phase.FREED) return;
        phase = Phase.FREED;
        functions.close(socket);
    }
}
