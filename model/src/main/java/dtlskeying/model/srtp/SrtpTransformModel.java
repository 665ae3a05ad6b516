package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.INDEX_IS_THE_CLOSEST;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.INDEX_MOVES_AFTER_AUTHENTICATION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.KEY_STOPS_AT_ITS_LIFETIME;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.NO_INDEX_TWICE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.OPTIONS_ARE_AT_THEIR_DEFAULTS;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.PACKET_BEHIND_THE_LIST_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.REPLAYED_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.SRTCP_INDEX_COUNTS_PACKETS;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.REPLAY_LIST_SIZE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.RTCP_INDICES;
import static dtlskeying.spec.srtp.SrtpTransformSpec.RTP_INDICES;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input;
import dtlskeying.spec.srtp.SrtpTransformSpec.Tag;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * RFC 3711 §3.2 to §3.4 as a relation over the indices that one source's packets had, with §4.1.2
 * for the replay list's length.
 *
 * <p>An index is a plain number, a list of what was received is the set of all of it, and whether a
 * packet is authentic is said with it. Where two indices are equally near, the text leaves open
 * which is meant. Where the nearest would leave the range, a counter modulo 2^32 or one that stays
 * are both readings of the text.
 */
public record SrtpTransformModel() implements Relation<SrtpTransformModel.Facts, Input, Effect> {
    private static final long SEQUENCES = 1L << 16;

    /** The relation itself has no parameters. */
    public SrtpTransformModel() {}

    /**
     * What is known of a source in one direction.
     *
     * @param rollover its roll-over counter before its first packet
     * @param earlier the highest index under the keys before these; none or one
     * @param sent the indices of its packets that were sent
     * @param firstControl the SRTCP index of its first RTCP packet
     * @param sentControl the SRTCP indices that were sent
     * @param heard the indices of its packets that were opened
     * @param heardControl the SRTCP indices that were opened
     */
    public record Facts(
            long rollover,
            Set<Long> earlier,
            Set<Long> sent,
            long firstControl,
            Set<Long> sentControl,
            Set<Long> heard,
            Set<Long> heardControl) {
        public Facts {
            earlier = Set.copyOf(earlier);
            sent = Set.copyOf(sent);
            sentControl = Set.copyOf(sentControl);
            heard = Set.copyOf(heard);
            heardControl = Set.copyOf(heardControl);
        }

        /** A source of which nothing was seen, with these first roll-over counter and index. */
        public static Facts fresh(long rollover, long firstControl) {
            return new Facts(
                    rollover, Set.of(), Set.of(), firstControl, Set.of(), Set.of(), Set.of());
        }

        /** A source that goes on after this highest index, under new keys. */
        public static Facts after(long highest, long firstControl) {
            return new Facts(
                    0, Set.of(highest), Set.of(), firstControl, Set.of(), Set.of(), Set.of());
        }

        private boolean isSender() {
            return !sent.isEmpty() || !sentControl.isEmpty();
        }

        private boolean isReceiver() {
            return !heard.isEmpty() || !heardControl.isEmpty();
        }

        private Set<Long> all() {
            return Either.of(earlier, sent, heard);
        }

        private Facts sending(long index) {
            return new Facts(
                    rollover,
                    earlier,
                    with(sent, index),
                    firstControl,
                    sentControl,
                    heard,
                    heardControl);
        }

        private Facts sendingControl(long index) {
            return new Facts(
                    rollover,
                    earlier,
                    sent,
                    firstControl,
                    with(sentControl, index),
                    heard,
                    heardControl);
        }

        private Facts hearing(PacketKind kind, long index) {
            return new Facts(
                    rollover,
                    earlier,
                    sent,
                    firstControl,
                    sentControl,
                    kind == RTP ? with(heard, index) : heard,
                    kind == RTCP ? with(heardControl, index) : heardControl);
        }

        private static Set<Long> with(Set<Long> indices, long index) {
            return Either.of(indices, Set.of(index));
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Send(var sequence) -> send(facts, sequence);
            case Input.SendControl() -> sendControl(facts);
            case Input.Arrive(var sequence, var tag) -> arrive(facts, sequence, tag);
            case Input.ArriveControl(var index, var tag) ->
                    facts.isSender()
                            ? discarded(facts, RTCP, Set.of(CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION))
                            : Set.of(judged(facts, RTCP, facts.heardControl(), index, tag));
        };
    }

    private static Set<Outcome<Facts, Effect>> send(Facts facts, int sequence) {
        if (facts.isReceiver()) return refused(facts, RTP, CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION);
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        if (!nearest(facts, sequence).stream().allMatch(SrtpTransformModel::exists))
            outcomes.addAll(refused(facts, RTP, KEY_STOPS_AT_ITS_LIFETIME, NO_INDEX_TWICE));
        for (long index : estimates(facts, sequence)) {
            boolean used = facts.sent().contains(index);
            if (used || isBehind(facts.sent(), index))
                outcomes.addAll(refused(facts, RTP, NO_INDEX_TWICE));
            if (!used)
                outcomes.add(
                        Outcome.of(
                                facts.sending(index),
                                List.of(new Effect.Protected(RTP, index)),
                                INDEX_IS_THE_CLOSEST,
                                NO_INDEX_TWICE));
        }
        return outcomes;
    }

    private static Set<Outcome<Facts, Effect>> sendControl(Facts facts) {
        if (facts.isReceiver()) return refused(facts, RTCP, CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION);
        long index = facts.firstControl() + facts.sentControl().size();
        if (index >= RTCP_INDICES)
            return refused(facts, RTCP, KEY_STOPS_AT_ITS_LIFETIME, NO_INDEX_TWICE);
        return Set.of(
                Outcome.of(
                        facts.sendingControl(index),
                        List.of(new Effect.Protected(RTCP, index)),
                        SRTCP_INDEX_COUNTS_PACKETS,
                        NO_INDEX_TWICE));
    }

    private static Set<Outcome<Facts, Effect>> arrive(Facts facts, int sequence, Tag tag) {
        if (facts.isSender())
            return discarded(facts, RTP, Set.of(CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION));
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (long index : estimates(facts, sequence))
            outcomes.add(judged(facts, RTP, facts.heard(), index, tag));
        return outcomes;
    }

    /** All that is wrong with a packet is a reason to drop it; the text orders the checks. */
    private static Outcome<Facts, Effect> judged(
            Facts facts, PacketKind kind, Set<Long> heard, long index, Tag tag) {
        var objections = new HashSet<Clause>();
        if (heard.contains(index)) objections.add(REPLAYED_PACKET_IS_DISCARDED);
        if (isBehind(heard, index))
            objections.addAll(
                    Set.of(PACKET_BEHIND_THE_LIST_IS_DISCARDED, OPTIONS_ARE_AT_THEIR_DEFAULTS));
        if (!tag.verifies(index)) objections.add(UNAUTHENTIC_PACKET_IS_DISCARDED);
        if (!objections.isEmpty()) return discarded(facts, kind, objections).iterator().next();
        return Outcome.of(
                facts.hearing(kind, index),
                List.of(new Effect.Opened(kind, index)),
                INDEX_IS_THE_CLOSEST,
                INDEX_MOVES_AFTER_AUTHENTICATION,
                OPTIONS_ARE_AT_THEIR_DEFAULTS);
    }

    private static boolean isBehind(Collection<Long> indices, long index) {
        return indices.stream().anyMatch(other -> other - index >= REPLAY_LIST_SIZE);
    }

    private static boolean exists(long index) {
        return 0 <= index && index < RTP_INDICES;
    }

    /** Of the counter, the one before it and the one after it: those that come nearest. */
    private static Set<Long> nearest(Facts facts, int sequence) {
        if (facts.all().isEmpty()) return Set.of(facts.rollover() * SEQUENCES + sequence);
        long highest = Collections.max(facts.all());
        var turns = LongStream.of(-1, 0, 1).map(turn -> highest / SEQUENCES + turn).boxed();
        var nearness =
                turns.map(counter -> counter * SEQUENCES + sequence)
                        .collect(Collectors.groupingBy(index -> Math.abs(index - highest)));
        return Set.copyOf(nearness.get(Collections.min(nearness.keySet())));
    }

    /** The nearest; for one that does not exist, its counter modulo 2^32 or left as it was. */
    private static Set<Long> estimates(Facts facts, int sequence) {
        var estimates = new HashSet<Long>();
        for (long index : nearest(facts, sequence)) {
            estimates.add(Math.floorMod(index, RTP_INDICES));
            if (!exists(index))
                estimates.add(Collections.max(facts.all()) / SEQUENCES * SEQUENCES + sequence);
        }
        return estimates;
    }

    private static Set<Outcome<Facts, Effect>> refused(
            Facts facts, PacketKind kind, Clause... because) {
        return Set.of(
                Outcome.of(facts, List.of(new Effect.Refused(kind, Clause.UNSTATED)), because));
    }

    private static Set<Outcome<Facts, Effect>> discarded(
            Facts facts, PacketKind kind, Set<Clause> because) {
        return Set.of(
                Outcome.of(
                        facts,
                        List.of(new Effect.Discarded(kind, Clause.UNSTATED)),
                        because.toArray(Clause[]::new)));
    }
}
