package dtlskeying.impl.sctp;

import dtlskeying.spec.Octets;

/** What an SCTP association has to say to who runs it, in the order in which it happened. */
public sealed interface SctpEvent {
    /**
     * A packet to the peer, from the common header on and with its CRC32c.
     *
     * @param bytes no UDP or IP header is among them
     */
    record Packet(Octets bytes) implements SctpEvent {}

    /**
     * The association is established.
     *
     * @param outboundStreams how many streams this end may send on, from 0
     * @param inboundStreams how many the peer may send on
     */
    record Up(int outboundStreams, int inboundStreams) implements SctpEvent {}

    /** A whole user message has come. */
    record Received(UserMessage message) implements SctpEvent {}

    /** The peer has acknowledged all that was sent (RFC 6458 §6.1.9). */
    record SenderDry() implements SctpEvent {}

    /**
     * The peer has begun the association anew, with an INIT in the middle of it (RFC 9260 §5.2):
     * what was sent and not acknowledged is lost, and stream sequence numbers begin again.
     */
    record Restarted() implements SctpEvent {}

    /** The association is no more; nothing follows but the packets that are still to be sent. */
    record Down(Reason reason) implements SctpEvent {}

    /** Why an association ended. */
    enum Reason {
        /** Either end shut it down; all that was sent has been delivered. */
        SHUTDOWN,
        /** Either end aborted it. */
        ABORTED,
        /** The peer did not answer as often as SCTP tries. */
        LOST,
        /** It was never established: the peer did not answer, or with an ABORT. */
        REFUSED
    }
}
