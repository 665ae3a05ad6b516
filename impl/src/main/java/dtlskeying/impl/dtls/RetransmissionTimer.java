package dtlskeying.impl.dtls;

import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls.FlightTimes;

/**
 * The timer of one flight (RFC 6347 §4.2.4.1); times are milliseconds.
 *
 * @param timeout how long it waits at present
 * @param sentAt when the flight, or what is left of it, was sent last
 * @param retransmissions how often the timer has sent it again
 * @param answers how often a repeated message of the peer has sent it again
 */
public record RetransmissionTimer(long timeout, long sentAt, int retransmissions, int answers) {
    /** A timer for a flight that is sent now for the first time. */
    static RetransmissionTimer started(long timeout, long now) {
        return new RetransmissionTimer(timeout, now, 0, 0);
    }

    /** When it fires. */
    long deadline() {
        return sentAt + timeout;
    }

    /** It has fired, and the flight is sent again. */
    @Cites("rfc6347/4.2.4.1/b")
    RetransmissionTimer fired(FlightTimes times, long now) {
        return new RetransmissionTimer(times.doubled(timeout), now, retransmissions + 1, answers);
    }

    /** The flight is sent again because the peer repeated itself. */
    RetransmissionTimer answered(long now) {
        return new RetransmissionTimer(timeout, now, retransmissions, answers + 1);
    }

    /** The rest of the flight is sent because an ACK left it out. */
    RetransmissionTimer restarted(long now) {
        return new RetransmissionTimer(timeout, now, retransmissions, answers);
    }

    /** The timeout that the next flight starts with: this one, or the first if nothing was lost. */
    @Cites("rfc6347/4.2.4.1/c")
    long nextTimeout(FlightTimes times) {
        return retransmissions == 0 ? times.initial() : timeout;
    }
}
