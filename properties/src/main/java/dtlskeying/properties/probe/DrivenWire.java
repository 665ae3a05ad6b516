package dtlskeying.properties.probe;

import dtlskeying.properties.shim.Driven;
import dtlskeying.properties.shim.Notice;
import dtlskeying.properties.shim.Reaction;
import dtlskeying.properties.shim.Unimplemented;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The way to an end that is driven: nothing is lost on it, and time passes when somebody waits. Its
 * user sends the payload of each packet of media back, from a source beside that of the packet.
 */
final class DrivenWire implements Wire {
    private static final int SOURCE_AT = 8;
    private static final int HEADER = 12;

    private final Driven end;
    private final Deque<Octets> said = new ArrayDeque<>();
    private boolean isToBegin;
    private int sequence;
    private long now;
    private long due = Reaction.NO_TIMER;

    DrivenWire(Driven end, Role role) {
        this.end = end;
        this.isToBegin = role == Role.CLIENT;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void send(Octets datagram) {
        took(end.receive(datagram));
    }

    @Override
    public Optional<Octets> receive(long until) {
        if (isToBegin) {
            isToBegin = false;
            took(end.begin());
        }
        while (said.isEmpty() && now < until) {
            Stopped.check();
            pass(Math.min(due, until) - now);
        }
        return Optional.ofNullable(said.poll());
    }

    /** Each step takes a millisecond at least, so that an end whose timer is always due ends. */
    private void pass(long milliseconds) {
        long step = Math.max(1, milliseconds);
        now += step;
        took(end.advance(step));
    }

    private void took(Reaction reaction) {
        said.addAll(reaction.datagrams());
        noteTimer(reaction);
        for (Notice notice : reaction.notices())
            if (notice instanceof Notice.Opened(var packet) && packet.length() >= HEADER)
                sendBack(packet);
    }

    private void sendBack(Octets packet) {
        byte[] own = packet.toArray();
        own[SOURCE_AT] ^= 1;
        ByteBuffer.wrap(own).putShort(2, (short) ++sequence);
        try {
            took(end.send(Octets.of(own)));
        } catch (Unimplemented without) {
            // Then nothing comes back, as from any peer that has no media.
        }
    }

    private void noteTimer(Reaction reaction) {
        boolean isTimed = reaction.timer() != Reaction.NO_TIMER;
        due = isTimed ? now + reaction.timer() : Reaction.NO_TIMER;
    }

    @Override
    public boolean isGone() {
        return false;
    }

    @Override
    public void close() {
        end.close();
    }
}
