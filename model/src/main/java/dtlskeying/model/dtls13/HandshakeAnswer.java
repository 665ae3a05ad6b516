package dtlskeying.model.dtls13;

import java.util.List;

/**
 * What came of a record.
 *
 * @param end the end that has read it
 * @param sent what it sent
 */
public record HandshakeAnswer(HandshakeEnd end, List<HandshakePacket> sent) {
    public HandshakeAnswer {
        sent = List.copyOf(sent);
    }
}
