package dtlskeying.impl.sctp;

import dtlskeying.spec.Octets;

import java.util.List;

/**
 * One SCTP association of some stack, sans IO: packets go in by {@link #receive} and come out as
 * {@link SctpEvent.Packet}.
 *
 * <p>It belongs to one thread at a time, and all associations of one {@link SctpStack} to the same:
 * their timers are one clock. Whoever runs it calls {@link #advance} every few milliseconds and
 * takes the {@link #events} after each other call.
 */
public interface SctpAssociation extends AutoCloseable {
    /** Opens it from this end. Without this it waits for the peer's INIT; both ends may open. */
    void connect();

    /**
     * Sends a message, after all others of its stream.
     *
     * @return false if it was not taken: the association is not up, or there is no room now; then
     *     try again after {@link #advance} or {@link #receive}
     * @throws IllegalArgumentException if the association has no such stream, or the message is
     *     longer than {@link SctpSettings#LONGEST_MESSAGE}
     */
    boolean send(UserMessage message);

    /**
     * Takes a packet that has arrived, without UDP header. One with a wrong CRC32c is dropped, and
     * so is one of other ports.
     */
    void receive(Octets packet);

    /**
     * Runs the timers up to a moment.
     *
     * @param nanos on any clock, virtual or not, that never goes back; the first call starts it
     */
    void advance(long nanos);

    /** What has happened since the last call, in order. */
    List<SctpEvent> events();

    /** Ends it when all that was sent is acknowledged; {@link SctpEvent.Down} says when. */
    void shutdown();

    /** Ends it at once, with an ABORT to the peer. */
    void abort();

    /** Frees all that it holds, silently; later calls do nothing, and there are no more events. */
    @Override
    void close();
}
