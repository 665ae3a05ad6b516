package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SSRCS_OF_ONE_DEVICE_ARE_DISTINCT;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.CLOSING_REMOVES_ENTRIES;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.FAILURE_RECORDS_TIME_OUT;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.RTP_COLLISION_HANDLING_STILL_APPLIES;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.SSRC_TABLE_MAPS_TO_ASSOCIATIONS;

import dtlskeying.impl.Step;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Discarded;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Forgotten;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.InUse;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Pardoned;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Postponed;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect.Refused;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input.Arrived;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input.Closed;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input.Deleted;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input.Opened;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input.Passed;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input.Turn;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input.Use;
import dtlskeying.spec.srtp.SsrcMappingSpec.Limits;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * §5.1.2 and §7.4: which association an SSRC belongs to at one local endpoint. What is learned is
 * learned from genuine packets only, and nothing that fails makes it grow beyond its limits.
 *
 * <p>An endpoint asks {@link #postpones}, then tries the packet with each of {@link #candidates}
 * until one verifies it, and tells the machine which one it was by {@link Arrived} or {@link Turn}.
 */
public sealed interface SsrcMapping {
    /**
     * What an endpoint has unless it is told otherwise. A source on a path that corrupts every
     * third packet fails 16 times running once in 40 million attempts; 10 s is the shortest time
     * that §5.1.2 suggests, so that a peer that was put right is heard soon.
     */
    Limits LIMITS = new Limits(16, 10, 64, 256);

    /** Packets are tried as they come. */
    record Calm(SsrcTable table, FailureRecords failures) implements SsrcMapping {}

    /** So many unknown sources fail that known ones, and peers' addresses, go first. */
    record Flooded(SsrcTable table, FailureRecords failures) implements SsrcMapping {
        private boolean canWait(Ssrc ssrc, boolean fromPeer) {
            return !fromPeer
                    && !table.knows(ssrc)
                    && !table.associations().isEmpty()
                    && !failures.hasGivenUp(ssrc);
        }
    }

    /** The endpoint is deleted: it has no associations, and no table. */
    record Gone() implements SsrcMapping {}

    /** An endpoint that has no association yet. */
    static SsrcMapping start(Limits limits) {
        return new Calm(SsrcTable.EMPTY, FailureRecords.none(limits));
    }

    /** Whether a packet of that source has to wait, behind those of known sources and of peers. */
    default boolean postpones(Ssrc ssrc, boolean fromPeer) {
        return switch (this) {
            case Calm _ -> false;
            case Flooded flooded -> flooded.canWait(ssrc, fromPeer);
            case Gone _ -> false;
        };
    }

    /** The associations to try a packet of that source with, in this order; none: drop it. */
    default List<Integer> candidates(Ssrc ssrc) {
        return switch (this) {
            case Calm(var table, var failures) -> candidates(table, failures, ssrc);
            case Flooded(var table, var failures) -> candidates(table, failures, ssrc);
            case Gone _ -> List.of();
        };
    }

    private static List<Integer> candidates(SsrcTable table, FailureRecords failures, Ssrc ssrc) {
        return failures.hasGivenUp(ssrc) ? List.of() : table.candidates(ssrc);
    }

    /** Takes one input; any input is answered in any state. */
    default Step<SsrcMapping, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Calm same, Opened(var one)) when same.table().isOpen(one) ->
                    stay(same, new Refused(SSRC_TABLE_MAPS_TO_ASSOCIATIONS));
            case Row(Calm(var table, var failures), Opened(var one)) ->
                    opened(table.opened(one), failures);
            case Row(Flooded same, Opened(var one)) when same.table().isOpen(one) ->
                    stay(same, new Refused(SSRC_TABLE_MAPS_TO_ASSOCIATIONS));
            case Row(Flooded(var table, var failures), Opened(var one)) ->
                    opened(table.opened(one), failures);

            case Row(Calm(var table, var failures), Closed(var one)) ->
                    closed(table, failures, one);
            case Row(Flooded(var table, var failures), Closed(var one)) ->
                    closed(table, failures, one);

            case Row(Calm(var table, var failures), Arrived(var ssrc, _, var under)) ->
                    tried(SsrcTrials.of(table, failures, ssrc, under));
            case Row(Flooded same, Arrived(var ssrc, var peer, _)) when same.canWait(ssrc, peer) ->
                    stay(same, new Postponed(KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD));
            case Row(Flooded(var table, var failures), Arrived(var ssrc, _, var under)) ->
                    tried(SsrcTrials.of(table, failures, ssrc, under));
            case Row(Calm(var table, var failures), Turn(var ssrc, var under)) ->
                    tried(SsrcTrials.of(table, failures, ssrc, under));
            case Row(Flooded(var table, var failures), Turn(var ssrc, var under)) ->
                    tried(SsrcTrials.of(table, failures, ssrc, under));

            case Row(Calm same, Use(var ssrc)) when same.table().sendsAs(ssrc) ->
                    stay(same, new Refused(SSRCS_OF_ONE_DEVICE_ARE_DISTINCT));
            case Row(Calm same, Use(var ssrc)) when same.table().knows(ssrc) ->
                    stay(same, new Refused(RTP_COLLISION_HANDLING_STILL_APPLIES));
            case Row(Calm(var table, var failures), Use(var ssrc)) ->
                    become(new Calm(table.using(ssrc), failures), new InUse(ssrc));
            case Row(Flooded same, Use(var ssrc)) when same.table().sendsAs(ssrc) ->
                    stay(same, new Refused(SSRCS_OF_ONE_DEVICE_ARE_DISTINCT));
            case Row(Flooded same, Use(var ssrc)) when same.table().knows(ssrc) ->
                    stay(same, new Refused(RTP_COLLISION_HANDLING_STILL_APPLIES));
            case Row(Flooded(var table, var failures), Use(var ssrc)) ->
                    become(new Flooded(table.using(ssrc), failures), new InUse(ssrc));

            case Row(Calm(var table, var failures), Passed(var seconds)) ->
                    later(table, failures, seconds);
            case Row(Flooded(var table, var failures), Passed(var seconds)) ->
                    later(table, failures, seconds);

            case Row(Calm(var table, var failures), Deleted()) -> gone(table, failures);
            case Row(Flooded(var table, var failures), Deleted()) -> gone(table, failures);

            case Row(Gone same, Arrived _) ->
                    stay(same, new Discarded(SSRC_TABLE_MAPS_TO_ASSOCIATIONS));
            case Row(Gone same, Turn _) ->
                    stay(same, new Discarded(SSRC_TABLE_MAPS_TO_ASSOCIATIONS));
            case Row(Gone same, Use _) -> stay(same, new Refused(SSRC_TABLE_MAPS_TO_ASSOCIATIONS));
            case Row(Gone same, Opened _) ->
                    stay(same, new Refused(SSRC_TABLE_MAPS_TO_ASSOCIATIONS));
            case Row(Gone same, Closed _) -> stay(same);
            case Row(Gone same, Passed _) -> stay(same);
            case Row(Gone same, Deleted()) -> stay(same);
        };
    }

    /** What failed may have failed for want of the keys that have come. */
    private static Step<SsrcMapping, Effect> opened(SsrcTable table, FailureRecords failures) {
        return new Step<>(
                at(table, failures.cleared()),
                pardoned(failures.bySource().keySet(), SSRC_TABLE_MAPS_TO_ASSOCIATIONS));
    }

    private static Step<SsrcMapping, Effect> closed(
            SsrcTable table, FailureRecords failures, int association) {
        return new Step<>(
                at(table.closed(association), failures), forgotten(table.sourcesOf(association)));
    }

    private static Step<SsrcMapping, Effect> tried(SsrcTrials trials) {
        return new Step<>(at(trials.table(), trials.failures()), trials.effects());
    }

    private static Step<SsrcMapping, Effect> later(
            SsrcTable table, FailureRecords failures, int seconds) {
        return new Step<>(
                at(table, failures.after(seconds)),
                pardoned(failures.outdatedAfter(seconds), FAILURE_RECORDS_TIME_OUT));
    }

    private static Step<SsrcMapping, Effect> gone(SsrcTable table, FailureRecords failures) {
        var effects = new ArrayList<>(forgotten(table.mapped().keySet()));
        effects.addAll(pardoned(failures.bySource().keySet(), FAILURE_RECORDS_TIME_OUT));
        return new Step<>(new Gone(), effects);
    }

    private static SsrcMapping at(SsrcTable table, FailureRecords failures) {
        return failures.isFlood() ? new Flooded(table, failures) : new Calm(table, failures);
    }

    private static List<Effect> forgotten(Collection<Ssrc> sources) {
        return sources.stream()
                .<Effect>map(ssrc -> new Forgotten(ssrc, CLOSING_REMOVES_ENTRIES))
                .toList();
    }

    private static List<Effect> pardoned(Collection<Ssrc> sources, Clause reason) {
        return sources.stream().<Effect>map(ssrc -> new Pardoned(ssrc, reason)).toList();
    }

    /** One row of the transition table. */
    record Row(SsrcMapping state, Input input) {}
}
