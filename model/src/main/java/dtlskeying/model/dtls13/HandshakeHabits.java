package dtlskeying.model.dtls13;

import dtlskeying.spec.Reading;

import java.util.List;
import java.util.Set;

/**
 * What an end does besides keeping the order of messages (RFC 9147 §4, §5.1, §7): each method is a
 * rule, and what it says here is what the text wants.
 */
public interface HandshakeHabits {
    /** What the text wants. */
    HandshakeHabits HONEST = new HandshakeHabits() {};

    /** What the text wants, as it is read. */
    static HandshakeHabits of(Set<Reading> readings) {
        if (!readings.contains(Reading.HELLOS_COUNT_BESIDE_KEYS)) return HONEST;
        return new HandshakeHabits() {
            @Override
            public boolean takes(HandshakeEnd end, HandshakePacket packet) {
                return packet.epoch() == 0 || HONEST.takes(end, packet);
            }
        };
    }

    /** Keys, signatures and Finished are made over all hellos: one that differs spoils them. */
    default boolean areTheSame(Hellos ours, Hellos theirs) {
        return ours.equals(theirs);
    }

    /** Where there are keys, nothing counts that comes without them. */
    default boolean takes(HandshakeEnd end, HandshakePacket packet) {
        return packet.epoch() > 0
                ? end.hasKeys() && areTheSame(end.hellos(), packet.keys())
                : !end.hasKeys();
    }

    /** Application data waits for the end of the handshake. */
    default boolean takesData(HandshakeEnd end) {
        return end.isComplete();
    }

    /** What a server that is done hears again, it acknowledges again. */
    default boolean repeatsAcks() {
        return true;
    }

    /** An ACK has no lower epoch than what it covers: without protection it covers nothing here. */
    default boolean heeds(HandshakePacket ack) {
        return ack.epoch() > 0;
    }

    /** What comes before its turn is dropped, and then not acknowledged. */
    default List<HandshakeAnswer> early(HandshakeEnd end, HandshakePacket packet) {
        return List.of();
    }

    /** Whether an end sends its flight again as long as it is not answered. */
    default boolean sendsAgain(HandshakeEnd end) {
        return true;
    }
}
