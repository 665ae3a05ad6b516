package dtlskeying.model.chunk;

import dtlskeying.model.chunk.NegotiationModel.Facts;
import dtlskeying.model.chunk.NegotiationModel.Standing;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Two ends that negotiate, and all that was sent.
 *
 * @param ends what each knows
 * @param offered how many offers each has made
 * @param opened which ends have asked for an association
 * @param wire what was sent so far
 * @param forgeries how many packets may still be made up
 */
public record NegotiationState(
        List<Facts> ends,
        List<Integer> offered,
        Set<Integer> opened,
        Set<NegotiationState.Wire> wire,
        int forgeries) {
    public NegotiationState {
        ends = List.copyOf(ends);
        offered = List.copyOf(offered);
        opened = Set.copyOf(opened);
        wire = Set.copyOf(wire);
    }

    /** What an end that keeps nothing has others keep for it. */
    public record Cookie(int owner, KeyManagementOffer own, Found theirs) {}

    /** A packet, to one end or the other. */
    public sealed interface Wire {
        /** Which end it is for, 0 or 1. */
        int to();

        /** An INIT. */
        record Init(int to, Found offer) implements Wire {}

        /** An INIT ACK, with a cookie of its sender. */
        record InitAck(int to, Found offer, Cookie cookie) implements Wire {}

        /** A COOKIE ECHO. */
        record Echo(Cookie cookie) implements Wire {
            @Override
            public int to() {
                return cookie.owner();
            }
        }
    }

    static NegotiationState start(List<Mode> modes, int forgeries) {
        var ends = modes.stream().map(Facts::start).toList();
        return new NegotiationState(ends, List.of(0, 0), Set.of(), Set.of(), forgeries);
    }

    Facts at(int end) {
        return ends.get(end);
    }

    boolean hasOpened(int end) {
        return opened.contains(end);
    }

    /** The next offer of an end: everything that it can, with a new tie breaker. */
    KeyManagementOffer offer(int end) {
        int tieBreaker = 10 * (end + 1) + offered.get(end);
        return new KeyManagementOffer(tieBreaker, Roles.EITHER, true, List.of(2, 1));
    }

    /** Whether an INIT with that offer was answered; a repetition gets an answer like it. */
    boolean hasAnswered(int end, Found offer) {
        return wire.stream()
                .anyMatch(packet ->
                        packet instanceof Wire.InitAck(_, _, var cookie)
                                && cookie.owner() == end
                                && cookie.theirs().equals(offer));
    }

    boolean isProtected(int end) {
        return at(end).standing() instanceof Standing.Up up && up.isProtected();
    }

    boolean isUnprotected(int end) {
        return at(end).standing() instanceof Standing.Up up && !up.isProtected();
    }

    Standing.Up up(int end) {
        return (Standing.Up) at(end).standing();
    }

    NegotiationState with(int end, Facts facts) {
        return new NegotiationState(set(ends, end, facts), offered, opened, wire, forgeries);
    }

    NegotiationState opening(int end) {
        var more = new LinkedHashSet<>(opened);
        more.add(end);
        return new NegotiationState(ends, offered, more, wire, forgeries);
    }

    NegotiationState offering(int end) {
        return new NegotiationState(
                ends, set(offered, end, offered.get(end) + 1), opened, wire, forgeries);
    }

    NegotiationState sending(Wire packet) {
        var more = new LinkedHashSet<>(wire);
        more.add(packet);
        return new NegotiationState(ends, offered, opened, more, forgeries);
    }

    NegotiationState forging(Wire packet) {
        NegotiationState sent = sending(packet);
        return new NegotiationState(ends, offered, opened, sent.wire(), forgeries - 1);
    }

    private static <T> List<T> set(List<T> list, int index, T value) {
        var changed = new ArrayList<>(list);
        changed.set(index, value);
        return changed;
    }
}
