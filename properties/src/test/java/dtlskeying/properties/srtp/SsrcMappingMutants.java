package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.SsrcMappingLaws.packet;
import static dtlskeying.properties.srtp.SsrcMappingLaws.table;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SSRCS_OF_ONE_DEVICE_ARE_DISTINCT;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.CLOSING_REMOVES_ENTRIES;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.FIRST_SOURCE_WINS_A_COLLISION;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.RTP_COLLISION_HANDLING_STILL_APPLIES;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.SSRCS_OF_ONE_ADDRESS_ARE_MAPPED_SINGLY;
import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.SSRC_TABLE_MAPS_TO_ASSOCIATIONS;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.impl.srtp.SsrcMapping.Calm;
import dtlskeying.impl.srtp.SsrcMapping.Flooded;
import dtlskeying.impl.srtp.SsrcMapping.Gone;
import dtlskeying.impl.srtp.SsrcTable;
import dtlskeying.model.srtp.SsrcFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** What goes wrong with the table of sources: X23 to X25, X27 and a few more. */
final class SsrcMappingMutants {
    static final List<Mutant<SsrcMapping, Input, Effect, SsrcFacts>> ALL =
            List.of(
                    bug(
                            "X23",
                            "a source is mapped before the tag of its packet is verified",
                            SsrcMappingLaws.LEARNS_AFTER_AUTHENTICATION,
                            SsrcMappingMutants::mappingAtSight,
                            SSRC_TABLE_MAPS_TO_ASSOCIATIONS),
                    bug(
                            "X24",
                            "the entries of a closed association stay",
                            SsrcMappingLaws.CLOSE_PRUNES,
                            SsrcMappingMutants::keepingEntries,
                            CLOSING_REMOVES_ENTRIES),
                    bug(
                            "X25",
                            "a known source is tried with every association, and moves",
                            SsrcMappingLaws.KNOWN_USES_ITS_ASSOCIATION,
                            SsrcMappingMutants::tryingAnew,
                            FIRST_SOURCE_WINS_A_COLLISION,
                            SSRC_TABLE_MAPS_TO_ASSOCIATIONS),
                    bug(
                            "X27",
                            "two sources of one end get one name",
                            SsrcMappingLaws.NO_TWO_TIME_PAD,
                            SsrcMappingMutants::namingTwice,
                            SSRCS_OF_ONE_DEVICE_ARE_DISTINCT),
                    bug(
                            "X27a",
                            "a source gets the name of one at the other end",
                            SsrcMappingLaws.NO_TWO_TIME_PAD,
                            SsrcMappingMutants::namingAsThePeer,
                            RTP_COLLISION_HANDLING_STILL_APPLIES),
                    bug(
                            "collision-ignored",
                            "a source keeps a name that a genuine packet bears",
                            SsrcMappingLaws.COLLIDING_SOURCE_LEAVES,
                            SsrcMappingMutants::stayingPut,
                            RTP_COLLISION_HANDLING_STILL_APPLIES),
                    bug(
                            "collision-forged",
                            "a forged packet makes a source leave its name",
                            SsrcMappingLaws.COLLIDING_SOURCE_LEAVES,
                            SsrcMappingMutants::leavingInFright,
                            RTP_COLLISION_HANDLING_STILL_APPLIES),
                    bug(
                            "first-only",
                            "an unknown source is tried with the oldest association alone",
                            SsrcMappingLaws.LEARNABLE,
                            SsrcMappingMutants::tryingTheFirst,
                            SSRC_TABLE_MAPS_TO_ASSOCIATIONS),
                    bug(
                            "closed-ones",
                            "an unknown source is tried with closed associations, too",
                            SsrcMappingLaws.TRIED_ARE_THE_CANDIDATES,
                            SsrcMappingMutants::tryingClosedOnes,
                            SSRC_TABLE_MAPS_TO_ASSOCIATIONS),
                    bug(
                            "one-source",
                            "a second source of an association takes the first one's place",
                            SsrcMappingLaws.ENTRIES_STAY,
                            SsrcMappingMutants::replacing,
                            SSRCS_OF_ONE_ADDRESS_ARE_MAPPED_SINGLY));

    private SsrcMappingMutants() {}

    static Mutant<SsrcMapping, Input, Effect, SsrcFacts> bug(
            String id,
            String story,
            Law<SsrcMapping, Input, Effect, SsrcFacts> killer,
            BiFunction<SsrcMapping, Input, Optional<Step<SsrcMapping, Effect>>> change,
            Clause... breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, Mutant.instead(change));
    }

    private static SsrcMapping with(SsrcMapping state, SsrcTable table) {
        return switch (state) {
            case Calm(_, var failures) -> new Calm(table, failures);
            case Flooded(_, var failures) -> new Flooded(table, failures);
            case Gone same -> same;
        };
    }

    private static SsrcMapping mapping(SsrcMapping state, SortedMap<Ssrc, Integer> mapped) {
        var table = table(state);
        return with(state, new SsrcTable(table.associations(), mapped, table.own()));
    }

    private static SsrcMapping naming(SsrcMapping state, SortedSet<Ssrc> own) {
        var table = table(state);
        return with(state, new SsrcTable(table.associations(), table.mapped(), own));
    }

    private static SsrcMapping opening(SsrcMapping state, List<Integer> associations) {
        var table = table(state);
        return with(state, new SsrcTable(associations, table.mapped(), table.own()));
    }

    private static boolean knows(SsrcMapping state, Ssrc ssrc) {
        return table(state).mapped().containsKey(ssrc);
    }

    private static Optional<Step<SsrcMapping, Effect>> mappingAtSight(
            SsrcMapping state, Input input) {
        var open = table(state).associations();
        var step = state.on(input);
        return packet(input)
                .filter(packet -> !knows(step.state(), packet.ssrc()) && !open.isEmpty())
                .map(packet -> {
                    var mapped = new TreeMap<>(table(state).mapped());
                    mapped.put(packet.ssrc(), open.getFirst());
                    return new Step<>(mapping(step.state(), mapped), step.effects());
                });
    }

    private static Optional<Step<SsrcMapping, Effect>> keepingEntries(
            SsrcMapping state, Input input) {
        return input instanceof Input.Closed
                ? Optional.of(Step.become(mapping(state.on(input).state(), table(state).mapped())))
                : Optional.empty();
    }

    private static Optional<Step<SsrcMapping, Effect>> tryingAnew(SsrcMapping state, Input input) {
        return packet(input)
                .filter(packet -> knows(state, packet.ssrc()))
                .map(packet -> {
                    var others = new TreeMap<>(table(state).mapped());
                    others.remove(packet.ssrc());
                    return mapping(state, others).on(input);
                });
    }

    private static Optional<Step<SsrcMapping, Effect>> namingTwice(SsrcMapping state, Input input) {
        return input instanceof Input.Use(var ssrc) && table(state).own().contains(ssrc)
                ? Optional.of(Step.stay(state, new Effect.InUse(ssrc)))
                : Optional.empty();
    }

    private static Optional<Step<SsrcMapping, Effect>> namingAsThePeer(
            SsrcMapping state, Input input) {
        if (!(input instanceof Input.Use(var ssrc)) || !knows(state, ssrc)) return Optional.empty();
        var own = new TreeSet<>(table(state).own());
        own.add(ssrc);
        return Optional.of(Step.become(naming(state, own), new Effect.InUse(ssrc)));
    }

    private static Optional<Step<SsrcMapping, Effect>> stayingPut(SsrcMapping state, Input input) {
        if (packet(input).isEmpty()) return Optional.empty();
        var step = state.on(input);
        return Optional.of(
                new Step<>(
                        naming(step.state(), table(state).own()),
                        step.effects().stream()
                                .filter(effect -> !(effect instanceof Effect.Collided))
                                .toList()));
    }

    private static Optional<Step<SsrcMapping, Effect>> leavingInFright(
            SsrcMapping state, Input input) {
        return packet(input)
                .filter(packet -> packet.verifiesUnder() == 0)
                .filter(packet -> table(state).own().contains(packet.ssrc()))
                .map(packet -> {
                    var own = new TreeSet<>(table(state).own());
                    own.remove(packet.ssrc());
                    var step = state.on(input);
                    var effects = new ArrayList<>(step.effects());
                    effects.add(
                            new Effect.Collided(
                                    packet.ssrc(), RTP_COLLISION_HANDLING_STILL_APPLIES));
                    return new Step<>(naming(step.state(), own), effects);
                });
    }

    private static Optional<Step<SsrcMapping, Effect>> tryingTheFirst(
            SsrcMapping state, Input input) {
        var open = table(state).associations();
        return packet(input)
                .filter(packet -> !knows(state, packet.ssrc()) && open.size() > 1)
                .map(_ -> {
                    var step = opening(state, List.of(open.getFirst())).on(input);
                    return new Step<>(opening(step.state(), open), step.effects());
                });
    }

    /** Association 1 is taken to be open for ever. */
    private static Optional<Step<SsrcMapping, Effect>> tryingClosedOnes(
            SsrcMapping state, Input input) {
        var open = table(state).associations();
        return packet(input)
                .filter(_ -> !open.contains(1))
                .map(_ -> {
                    var all = new ArrayList<>(open);
                    all.add(1);
                    var step = opening(state, all).on(input);
                    return new Step<>(opening(step.state(), open), step.effects());
                });
    }

    private static Optional<Step<SsrcMapping, Effect>> replacing(SsrcMapping state, Input input) {
        var step = state.on(input);
        for (Effect effect : step.effects())
            if (effect instanceof Effect.Learned(var ssrc, var association)) {
                var mapped = new TreeMap<>(table(step.state()).mapped());
                mapped.entrySet()
                        .removeIf(
                                one -> one.getValue() == association && !one.getKey().equals(ssrc));
                return Optional.of(new Step<>(mapping(step.state(), mapped), step.effects()));
            }
        return Optional.empty();
    }
}
