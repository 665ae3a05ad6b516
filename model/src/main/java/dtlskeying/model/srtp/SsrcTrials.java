package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.FAILING_SSRC_MAY_BE_GIVEN_UP;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.FIRST_SOURCE_WINS_A_COLLISION;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.LIMIT_LEAVES_ROOM_FOR_ERRORS;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.RTP_COLLISION_HANDLING_STILL_APPLIES;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.SSRCS_OF_ONE_ADDRESS_ARE_MAPPED_SINGLY;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.SSRC_TABLE_MAPS_TO_ASSOCIATIONS;

import dtlskeying.model.Outcome;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a packet may meet at an endpoint: one trial if its source is known, else one an association,
 * in any order, until one succeeds.
 */
record SsrcTrials(SsrcFacts facts, Ssrc ssrc, int verifiesUnder, Set<Reading> readings) {

    /** A flood is what makes an end put packets off, and then it should before it tries them. */
    Set<Outcome<SsrcFacts, Effect>> arrived(boolean fromPeer) {
        var direct = outcomes();
        if (facts.deleted() || !facts.isFlooded()) return direct;
        if (fromPeer || facts.table().containsKey(ssrc)) return direct;
        Outcome<SsrcFacts, Effect> postponed =
                Outcome.of(
                        facts,
                        List.of(new Effect.Postponed(Clause.UNSTATED)),
                        KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD);
        var outcomes = new HashSet<Outcome<SsrcFacts, Effect>>(Set.of(postponed));
        for (var outcome : direct)
            outcomes.add(
                    outcome.effects().getFirst() instanceof Effect.Tried
                            ? outcome.departingFrom(KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD)
                            : outcome);
        return outcomes;
    }

    /** What may become of the packet once it has its turn. */
    Set<Outcome<SsrcFacts, Effect>> outcomes() {
        if (facts.deleted()) return dropped(List.of(), SSRC_TABLE_MAPS_TO_ASSOCIATIONS);
        if (facts.table().containsKey(ssrc)) return known(facts.table().get(ssrc));
        if (facts.isGivenUp(ssrc)) return dropped(List.of(), FAILING_SSRC_MAY_BE_GIVEN_UP);
        return facts.open().contains(verifiesUnder) ? learned() : failed();
    }

    private Set<Outcome<SsrcFacts, Effect>> known(int association) {
        List<Effect> tried = List.of(new Effect.Tried(association));
        if (verifiesUnder != association)
            return dropped(
                    tried,
                    FIRST_SOURCE_WINS_A_COLLISION,
                    SSRC_TABLE_MAPS_TO_ASSOCIATIONS,
                    UNVERIFIED_PACKETS_ARE_DISCARDED,
                    UNAUTHENTIC_PACKET_IS_DISCARDED);
        return accepted(facts, tried, List.of(new Effect.Accepted(association)));
    }

    /** The entry and the acceptance are one moment: the text puts neither first. */
    private Set<Outcome<SsrcFacts, Effect>> learned() {
        Effect learned = new Effect.Learned(ssrc, verifiesUnder);
        Effect accepted = new Effect.Accepted(verifiesUnder);
        SsrcFacts after = facts.learning(ssrc, verifiesUnder);
        Set<Integer> others = new HashSet<>(facts.open());
        others.remove(verifiesUnder);
        var outcomes = new HashSet<Outcome<SsrcFacts, Effect>>();
        for (List<Effect> before : trials(others, false)) {
            List<Effect> tried = then(before, new Effect.Tried(verifiesUnder));
            outcomes.addAll(accepted(after, tried, List.of(learned, accepted)));
            outcomes.addAll(accepted(after, tried, List.of(accepted, learned)));
        }
        return outcomes;
    }

    /** A local source whose name an authentic packet bears, leaves: at which point is open. */
    private Set<Outcome<SsrcFacts, Effect>> accepted(
            SsrcFacts after, List<Effect> tried, List<Effect> done) {
        var outcomes = new HashSet<Outcome<SsrcFacts, Effect>>();
        if (!facts.local().contains(ssrc)) outcomes.add(mapped(after, tried, done));
        else
            for (int i = 0; i <= done.size(); i++) {
                List<Effect> all = new ArrayList<>(done);
                all.add(i, new Effect.Collided(ssrc, Clause.UNSTATED));
                outcomes.add(mapped(after.leaving(ssrc), tried, all));
            }
        return outcomes;
    }

    private static Outcome<SsrcFacts, Effect> mapped(
            SsrcFacts after, List<Effect> tried, List<Effect> done) {
        List<Effect> all = new ArrayList<>(tried);
        all.addAll(done);
        return Outcome.of(
                after,
                all,
                SSRC_TABLE_MAPS_TO_ASSOCIATIONS,
                SSRCS_OF_ONE_ADDRESS_ARE_MAPPED_SINGLY,
                RTP_COLLISION_HANDLING_STILL_APPLIES);
    }

    /** Where there is nothing to try with, it is a matter of reading whether that is a failure. */
    private Set<Outcome<SsrcFacts, Effect>> failed() {
        if (facts.open().isEmpty() && !readings.contains(Reading.EARLY_FAILURES_COUNT))
            return dropped(List.of(), NO_SRTP_BEFORE_COMPLETION, SSRC_TABLE_MAPS_TO_ASSOCIATIONS);
        var outcomes = new HashSet<Outcome<SsrcFacts, Effect>>();
        for (List<Effect> tried : trials(facts.open(), true)) outcomes.addAll(failed(tried));
        return outcomes;
    }

    private Set<Outcome<SsrcFacts, Effect>> failed(List<Effect> tried) {
        int count = facts.mayRecord(ssrc) ? facts.failuresOf(ssrc) + 1 : 0;
        List<Effect> failed = then(tried, new Effect.Failed(ssrc, count, Clause.UNSTATED));
        Outcome<SsrcFacts, Effect> goingOn = failure(facts.failing(ssrc, false), failed);
        if (count < facts.limits().failures()) return Set.of(goingOn);
        return Set.of(
                goingOn,
                failure(facts.failing(ssrc, true), then(failed, new Effect.GivenUp(ssrc))));
    }

    private static Outcome<SsrcFacts, Effect> failure(SsrcFacts after, List<Effect> effects) {
        return Outcome.of(
                after,
                effects,
                SSRC_TABLE_MAPS_TO_ASSOCIATIONS,
                LIMIT_LEAVES_ROOM_FOR_ERRORS,
                UNVERIFIED_PACKETS_ARE_DISCARDED,
                UNAUTHENTIC_PACKET_IS_DISCARDED);
    }

    /** All of the associations in every order, or some of them. */
    private static Set<List<Effect>> trials(Set<Integer> associations, boolean all) {
        var orders = new HashSet<List<Effect>>();
        if (!all || associations.isEmpty()) orders.add(List.of());
        for (int last : associations) {
            Set<Integer> others = new HashSet<>(associations);
            others.remove(last);
            for (List<Effect> order : trials(others, all))
                orders.add(then(order, new Effect.Tried(last)));
        }
        return orders;
    }

    private Set<Outcome<SsrcFacts, Effect>> dropped(List<Effect> tried, Clause... because) {
        return Set.of(
                Outcome.of(facts, then(tried, new Effect.Discarded(Clause.UNSTATED)), because));
    }

    private static List<Effect> then(List<Effect> done, Effect next) {
        List<Effect> all = new ArrayList<>(done);
        all.add(next);
        return all;
    }
}
