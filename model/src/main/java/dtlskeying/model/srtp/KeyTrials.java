package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.KeySetsSpec.Claim.NEW_SET_IS_TRIED_FIRST;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.OLD_SET_MAY_BE_TRIED_NEXT;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.SEQUENCE_NUMBERS_MAY_HINT;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.SEVERAL_SETS_DURING_A_REKEY;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.THE_MKI_SELECTS_THE_SET;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.EVERY_PACKET_CARRIES_THE_AGREED_MKI;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.PACKET_BEHIND_THE_LIST_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.REPLAYED_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.REPLAY_LIST_SIZE;

import dtlskeying.model.Outcome;
import dtlskeying.model.srtp.KeySetsModel.Facts;
import dtlskeying.model.srtp.KeySetsModel.KeySet;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Input;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Under which sets, and in which order, a packet may be tried.
 *
 * <p>A list of what was received may serve one set or, where indices go on over a re-key, all of
 * them: RFC 3711 keeps it with the context, not with the master key. Both are permitted, and so is
 * a list that is longer than it must be.
 */
record KeyTrials(Facts facts, Input.Arrived packet, Set<Reading> readings) {
    static Set<Outcome<Facts, Effect>> permitted(
            Facts facts, Input.Arrived packet, Set<Reading> readings) {
        return new KeyTrials(facts, packet, readings).outcomes();
    }

    private Set<Outcome<Facts, Effect>> outcomes() {
        if (facts.sets().isEmpty())
            return untried(NO_SRTP_BEFORE_COMPLETION, UNVERIFIED_PACKETS_ARE_DISCARDED);
        List<KeySet> fit =
                facts.sets().stream().filter(set -> set.mki().equals(packet.mki())).toList();
        if (fit.isEmpty())
            return untried(
                    THE_MKI_SELECTS_THE_SET,
                    EVERY_PACKET_CARRIES_THE_AGREED_MKI,
                    UNVERIFIED_PACKETS_ARE_DISCARDED);
        if (!packet.mki().isNone()) return selected(fit);
        if (fit.size() == 1) return single(fit.getFirst());
        return both(fit.getFirst(), fit.getLast());
    }

    /** Should two sets have one MKI, either may be meant, and no other is tried. */
    private Set<Outcome<Facts, Effect>> selected(List<KeySet> fit) {
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (KeySet set : fit)
            outcomes.addAll(inTurn(List.of(set), Set.of(THE_MKI_SELECTS_THE_SET), Set.of()));
        return outcomes;
    }

    /** One set alone has no MKI; where it is the old one, it may be left untried. */
    private Set<Outcome<Facts, Effect>> single(KeySet set) {
        boolean isNewest = set.equals(facts.sets().getFirst());
        Clause reason = isNewest ? NEW_SET_IS_TRIED_FIRST : OLD_SET_MAY_BE_TRIED_NEXT;
        var tried = inTurn(List.of(set), Set.of(reason), Set.of());
        if (isNewest) return tried;
        return Either.of(tried, inTurn(List.of(), Set.of(reason), lossOf(set)));
    }

    private Set<Outcome<Facts, Effect>> both(KeySet newer, KeySet older) {
        Set<Clause> hint =
                isBeyond(newer) || isBefore(newer) ? Set.of(SEQUENCE_NUMBERS_MAY_HINT) : Set.of();
        Set<Clause> loss = isBeyond(newer) || opens(newer) ? Set.<Clause>of() : lossOf(older);
        Set<Clause> hasty = isBefore(newer) ? Set.of() : Set.of(NEW_SET_IS_TRIED_FIRST);
        Set<Clause> why = Either.of(Set.of(NEW_SET_IS_TRIED_FIRST), hint);
        Set<Clause> next = Either.of(why, Set.of(OLD_SET_MAY_BE_TRIED_NEXT));
        return Either.of(
                inTurn(List.of(newer), why, loss),
                inTurn(List.of(newer, older), next, Set.of()),
                inTurn(List.of(older, newer), next, hasty));
    }

    /** The MAY of §5.2 read with the SHOULD of §4.3: what a set that is kept would have opened. */
    private Set<Clause> lossOf(KeySet set) {
        return opens(set) ? Set.of(SEVERAL_SETS_DURING_A_REKEY) : Set.of();
    }

    private boolean opens(KeySet set) {
        return verifiesUnder(set) && !set.opened().contains(packet.index());
    }

    private boolean verifiesUnder(KeySet set) {
        return packet.verifiesUnder().contains(set.handshake());
    }

    @Cites("rfc3711/3.3.1/c")
    private boolean indicesGoOn() {
        return !readings.contains(Reading.INDEX_RESETS_ON_REKEY);
    }

    private boolean isBeyond(KeySet newer) {
        return indicesGoOn()
                && !newer.opened().isEmpty()
                && packet.index() > Collections.min(newer.opened());
    }

    private boolean isBefore(KeySet newer) {
        return indicesGoOn()
                && !newer.opened().isEmpty()
                && packet.index() < Collections.min(newer.opened());
    }

    private Set<Outcome<Facts, Effect>> inTurn(
            List<KeySet> order, Set<Clause> because, Set<Clause> departs) {
        return inTurn(order, List.of(), because, departs);
    }

    /** A set that has opened that index already fails, tried or not. */
    private Set<Outcome<Facts, Effect>> inTurn(
            List<KeySet> order, List<Effect> done, Set<Clause> because, Set<Clause> departs) {
        if (order.isEmpty())
            return Set.of(
                    end(
                            facts,
                            done,
                            new Effect.Discarded(Clause.UNSTATED),
                            Either.of(because, Set.of(UNVERIFIED_PACKETS_ARE_DISCARDED)),
                            departs));
        KeySet set = order.getFirst();
        List<KeySet> rest = order.subList(1, order.size());
        List<Effect> tried = then(done, new Effect.Tried(set.handshake()));
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (Clause doubt : doubts(set)) {
            Set<Clause> why = Either.of(because, Set.of(doubt));
            outcomes.addAll(inTurn(rest, done, why, departs));
            outcomes.addAll(inTurn(rest, tried, why, departs));
        }
        if (opens(set)) {
            Effect opened = new Effect.OpenedUnder(set.handshake());
            outcomes.add(
                    end(facts.with(set.opening(packet.index())), tried, opened, because, departs));
        } else if (!verifiesUnder(set)) outcomes.addAll(inTurn(rest, tried, because, departs));
        return outcomes;
    }

    /** Why a set may turn the packet down before, or although, its tag verifies. */
    private Set<Clause> doubts(KeySet set) {
        var doubts = new HashSet<Clause>();
        for (KeySet other : indicesGoOn() ? facts.sets() : List.of(set)) {
            if (other.opened().contains(packet.index())) doubts.add(REPLAYED_PACKET_IS_DISCARDED);
            if (other.opened().stream().anyMatch(this::isFarBehind))
                doubts.add(PACKET_BEHIND_THE_LIST_IS_DISCARDED);
        }
        return doubts;
    }

    private boolean isFarBehind(long index) {
        return index - packet.index() >= REPLAY_LIST_SIZE;
    }

    private Set<Outcome<Facts, Effect>> untried(Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Discarded(Clause.UNSTATED)), because));
    }

    private static Outcome<Facts, Effect> end(
            Facts after, List<Effect> done, Effect last, Set<Clause> because, Set<Clause> departs) {
        return new Outcome<>(after, then(done, last), because, departs);
    }

    private static List<Effect> then(List<Effect> done, Effect next) {
        var all = new ArrayList<>(done);
        all.add(next);
        return all;
    }
}
