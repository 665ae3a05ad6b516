package dtlskeying.model.dtls13;

import dtlskeying.model.dtls13.HandshakePacket.Kind;
import dtlskeying.model.dtls13.Progress.Stage;
import dtlskeying.model.explore.Bits;
import dtlskeying.model.explore.Fingerprint;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;

/**
 * One end of a handshake with all that surrounds its order: the hellos as it has them, what it
 * expects next, and the flight that it sends again.
 *
 * @param role which end
 * @param progress what counted of what it heard
 * @param hellos the hellos as it has them
 * @param next the place of the peer's next messages
 * @param flight the records of the flight that is out, not yet answered
 * @param covered the first place among them that no ACK covers
 * @param hasData whether it has taken application data from a record
 */
public record HandshakeEnd(
        Role role,
        Progress progress,
        Hellos hellos,
        int next,
        List<HandshakePacket> flight,
        int covered,
        boolean hasData) {
    public HandshakeEnd {
        flight = List.copyOf(flight);
    }

    static HandshakeEnd start(Role role) {
        boolean asks = role == Role.SERVER;
        return new HandshakeEnd(role, Progress.nothing(asks), Hellos.NONE, 0, List.of(), 0, false);
    }

    /** Whether it is done, so that data may pass. */
    public boolean isComplete() {
        return progress.stage() == Stage.COMPLETE;
    }

    boolean isOver() {
        return progress.stage() == Stage.OVER;
    }

    boolean isRunning() {
        return progress.stage() == Stage.RUNNING;
    }

    boolean isUnconfirmed() {
        return progress.unconfirmed();
    }

    /** The keys of epoch 2 and of all that follows come from both hellos. */
    boolean hasKeys() {
        return !isOver()
                && progress.heard()
                        .contains(
                                role == Role.CLIENT
                                        ? Progress.Turn.SERVER_HELLO
                                        : Progress.Turn.CLIENT_HELLO);
    }

    /** Whether that record changes nothing here, now and later. */
    boolean isPast(HandshakePacket packet) {
        return switch (packet.kind()) {
            case CLIENT_HELLO -> isOver() || isRunning() || isComplete();
            case RETRY, SERVER_HELLO -> isOver() || packet.turn() < next;
            case EXTENSIONS, PROOF -> isOver() || packet.turn() < next;
            case FINISHED ->
                    isOver() || packet.turn() < next && !(role == Role.SERVER && isComplete());
            case ACK -> isOver() || packet.turn() <= covered || isAtRest();
            case DATA -> isOver() || hasData;
        };
    }

    /** Whether no flight is out, nor will be. */
    private boolean isAtRest() {
        boolean hasBegun = role == Role.SERVER ? isRunning() || isComplete() : isComplete();
        return hasBegun && flight.isEmpty();
    }

    long mixInto(long fingerprint) {
        long mixed = Fingerprint.mix(fingerprint, progress.stage().ordinal());
        for (Progress.Turn turn : progress.heard())
            mixed = Fingerprint.mix(mixed, turn.ordinal() + 1L);
        long word = Bits.push(0, progress.unconfirmed());
        word = Bits.push(Bits.push(word, hellos.number(), 6), next, 4);
        word = Bits.push(Bits.push(word, covered, 4), hasData);
        mixed = Fingerprint.mix(mixed, word);
        for (HandshakePacket packet : flight) mixed = Fingerprint.mix(mixed, packet.number());
        return Fingerprint.mix(mixed, flight.size());
    }

    /** What a timer sends again: the flight without what an ACK covers. */
    List<HandshakePacket> rest() {
        return flight.stream().filter(packet -> packet.turn() >= covered).toList();
    }

    HandshakeEnd with(Progress later) {
        return new HandshakeEnd(role, later, hellos, next, flight, covered, hasData);
    }

    HandshakeEnd with(Hellos known) {
        return new HandshakeEnd(role, progress, known, next, flight, covered, hasData);
    }

    HandshakeEnd expecting(int turn) {
        return new HandshakeEnd(role, progress, hellos, turn, flight, covered, hasData);
    }

    HandshakeEnd sending(List<HandshakePacket> packets) {
        return new HandshakeEnd(role, progress, hellos, next, packets, 0, hasData);
    }

    /** A flight that is answered or acknowledged is not sent again. */
    HandshakeEnd settled() {
        return sending(List.of());
    }

    HandshakeEnd coveredTo(int turn) {
        return new HandshakeEnd(
                role, progress, hellos, next, flight, Math.max(covered, turn), hasData);
    }

    HandshakeEnd takingData() {
        return new HandshakeEnd(role, progress, hellos, next, flight, covered, true);
    }

    /** The protected part of this end's flight, one record for each step, from that place on. */
    List<HandshakePacket> proof(int from, List<Kind> kinds) {
        var packets = new ArrayList<HandshakePacket>();
        for (Kind kind : kinds)
            packets.add(HandshakePacket.sealed(role, kind, 2, hellos, from + packets.size()));
        return packets;
    }
}
