package dtlskeying.properties.shim.bc;

import dtlskeying.properties.shim.Notice;
import dtlskeying.properties.shim.Reaction;
import dtlskeying.spec.Octets;

import org.bouncycastle.tls.DatagramTransport;

import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where a thread that blocks and a caller that never waits meet. The thread runs only while the
 * caller stands still: until it waits for a datagram that is not there, or ends.
 */
final class Wire implements DatagramTransport {
    static final int MTU = 1200;

    private final Deque<Octets> arrived = new ArrayDeque<>();
    private final List<Notice> notices = new ArrayList<>();
    private boolean isRunning = true;
    private boolean isCut;
    private long deadline = Long.MAX_VALUE;

    /** The caller: a datagram arrives. */
    synchronized void arrive(Octets datagram) {
        arrived.add(datagram);
    }

    /** The caller: lets the thread go on until it waits again, and gives what came of it. */
    synchronized Reaction settled() throws InterruptedException {
        resume();
        while (isRunning) wait();
        var reaction = new Reaction(notices, timer());
        notices.clear();
        return reaction;
    }

    /** The caller: nothing will ever arrive again. */
    synchronized void cut() {
        isCut = true;
        isRunning = true;
        notifyAll();
    }

    /** The thread: something has happened. */
    synchronized void tell(Notice notice) {
        notices.add(notice);
    }

    /** The thread: it is at its end. */
    synchronized void end() {
        deadline = Long.MAX_VALUE;
        isCut = true;
        isRunning = false;
        notifyAll();
    }

    private void resume() {
        if (isCut || !canGoOn()) return;
        isRunning = true;
        notifyAll();
    }

    private boolean canGoOn() {
        return !arrived.isEmpty() || VirtualClock.currentTimeMillis() >= deadline;
    }

    private long timer() {
        return deadline == Long.MAX_VALUE
                ? Reaction.NO_TIMER
                : Math.max(0, deadline - VirtualClock.currentTimeMillis());
    }

    /** Waits of 0 ms have no end. */
    @Override
    public synchronized int receive(byte[] target, int offset, int length, int waitMillis)
            throws InterruptedIOException {
        deadline = waitMillis == 0 ? Long.MAX_VALUE : VirtualClock.currentTimeMillis() + waitMillis;
        if (!canGoOn()) pause();
        if (arrived.isEmpty()) return -1;
        byte[] datagram = arrived.remove().toArray();
        int taken = Math.min(length, datagram.length);
        System.arraycopy(datagram, 0, target, offset, taken);
        return taken;
    }

    private void pause() throws InterruptedIOException {
        isRunning = false;
        notifyAll();
        try {
            while (!isRunning) wait();
        } catch (InterruptedException interrupted) {
            throw new InterruptedIOException("the end is closed");
        }
        if (isCut) throw new InterruptedIOException("the end is closed");
    }

    @Override
    public void send(byte[] source, int offset, int length) {
        tell(new Notice.Sent(Octets.of(source, offset, length)));
    }

    @Override
    public int getReceiveLimit() {
        return 1 << 14;
    }

    @Override
    public int getSendLimit() {
        return MTU;
    }

    @Override
    public void close() {}
}
