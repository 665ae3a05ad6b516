package dtlskeying.impl.sdp;

import java.util.List;

/**
 * An offer or an answer, as far as DTLS-SRTP needs it. All other lines are passed over.
 *
 * @param session what holds for streams that say nothing else
 * @param streams in the order of their m= lines
 */
public record SessionDescription(Attributes session, List<Stream> streams) {
    public SessionDescription {
        streams = List.copyOf(streams);
    }

    /** What holds for a stream: its own word first, then the session's. */
    Attributes of(Stream.OverDtls stream) {
        Attributes own = stream.attributes();
        return new Attributes(
                own.host().isEmpty() ? session.host() : own.host(),
                own.setup() == Setup.UNSAID ? session.setup() : own.setup(),
                own.fingerprints().isEmpty() ? session.fingerprints() : own.fingerprints(),
                own.isMultiplexed());
    }
}
