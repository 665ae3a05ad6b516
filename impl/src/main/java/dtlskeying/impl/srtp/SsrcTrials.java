package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.FAILING_SSRC_MAY_BE_GIVEN_UP;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.FIRST_SOURCE_WINS_A_COLLISION;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.RTP_COLLISION_HANDLING_STILL_APPLIES;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.SSRC_TABLE_MAPS_TO_ASSOCIATIONS;

import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Accepted;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Collided;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Discarded;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Failed;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.GivenUp;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Learned;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Tried;

import java.util.ArrayList;
import java.util.List;

/**
 * The procedure of §5.1.2 for one packet: its source's own association if there is one, else each
 * in turn.
 *
 * @param table what the endpoint knows of sources after it
 * @param failures the failures on record after it
 * @param effects what was done
 */
record SsrcTrials(SsrcTable table, FailureRecords failures, List<Effect> effects) {
    SsrcTrials {
        effects = List.copyOf(effects);
    }

    static SsrcTrials of(SsrcTable table, FailureRecords failures, Ssrc ssrc, int verifiesUnder) {
        var before = new SsrcTrials(table, failures, List.of());
        if (table.knows(ssrc)) return before.known(table.mapped().get(ssrc), verifiesUnder);
        if (failures.hasGivenUp(ssrc))
            return before.with(new Discarded(FAILING_SSRC_MAY_BE_GIVEN_UP));
        if (table.associations().isEmpty())
            return before.with(new Discarded(SSRC_TABLE_MAPS_TO_ASSOCIATIONS));
        return before.unknown(ssrc, verifiesUnder);
    }

    private SsrcTrials known(int association, int verifiesUnder) {
        var tried = with(new Tried(association));
        return verifiesUnder == association
                ? tried.with(new Accepted(association))
                : tried.with(new Discarded(FIRST_SOURCE_WINS_A_COLLISION));
    }

    private SsrcTrials unknown(Ssrc ssrc, int verifiesUnder) {
        var trials = this;
        for (int association : table.associations()) {
            trials = trials.with(new Tried(association));
            if (association == verifiesUnder) return trials.learned(ssrc, association);
        }
        return trials.failed(ssrc);
    }

    /** A genuine packet of a source that is sent from here, too, is a collision (RFC 3550 §8.2). */
    private SsrcTrials learned(Ssrc ssrc, int association) {
        var known = table.learned(ssrc, association).notUsing(ssrc);
        var after =
                new SsrcTrials(known, failures.without(ssrc), effects)
                        .with(new Learned(ssrc, association))
                        .with(new Accepted(association));
        return table.sendsAs(ssrc)
                ? after.with(new Collided(ssrc, RTP_COLLISION_HANDLING_STILL_APPLIES))
                : after;
    }

    private SsrcTrials failed(Ssrc ssrc) {
        var records = failures.with(ssrc);
        var after =
                new SsrcTrials(table, records, effects)
                        .with(new Failed(ssrc, records.of(ssrc), SSRC_TABLE_MAPS_TO_ASSOCIATIONS));
        return records.hasGivenUp(ssrc) ? after.with(new GivenUp(ssrc)) : after;
    }

    private SsrcTrials with(Effect effect) {
        var more = new ArrayList<>(effects);
        more.add(effect);
        return new SsrcTrials(table, failures, more);
    }
}
