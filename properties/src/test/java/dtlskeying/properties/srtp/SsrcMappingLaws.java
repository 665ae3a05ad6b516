package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.SsrcMappingSpec.Claim.FAILING_SSRC_MAY_BE_GIVEN_UP;

import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.impl.srtp.SsrcMapping.Calm;
import dtlskeying.impl.srtp.SsrcMapping.Flooded;
import dtlskeying.impl.srtp.SsrcMapping.Gone;
import dtlskeying.impl.srtp.SsrcTable;
import dtlskeying.model.srtp.SsrcFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What holds of sources at one endpoint: P24 to P28. Of failures: {@link SsrcFailureLaws}. */
final class SsrcMappingLaws {
    static final Law<SsrcMapping, Input, Effect, SsrcFacts> NO_TWO_TIME_PAD =
            new Law<>("P24 NoTwoTimePad", SsrcMappingLaws::namedTwice);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> COLLIDING_SOURCE_LEAVES =
            Law.ofSteps("P24 CollidingSourceLeaves", SsrcMappingLaws::staysInACollision);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> LEARNS_AFTER_AUTHENTICATION =
            Law.ofSteps("P25 MapLearnsOnlyAfterAuthentication", SsrcMappingLaws::poisoned);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> KNOWN_USES_ITS_ASSOCIATION =
            Law.ofSteps("P26 KnownSsrcUsesOnlyItsAssociation", SsrcMappingLaws::strays);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> ENTRIES_STAY =
            Law.ofSteps("P26 EntriesStayUntilTheirAssociationCloses", SsrcMappingLaws::lost);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> TRIALS_ARE_BOUNDED =
            new Law<>("P27 UnknownSsrcTrialsBounded", SsrcMappingLaws::triedTooOften);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> TRIED_ARE_THE_CANDIDATES =
            Law.ofSteps("P27 TriedAreTheCandidates", SsrcMappingLaws::badlyAnnounced);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> CLOSE_PRUNES =
            Law.ofSteps("P28 ClosePrunesMap", SsrcMappingLaws::outlivesItsAssociation);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> LEARNABLE =
            Law.ofSteps("P28 SsrcLearnableAgain", SsrcMappingLaws::deaf);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> NEW_ASSOCIATION_IS_HEARD =
            Law.ofSteps("a new association is heard", SsrcMappingLaws::deafForEver);

    private SsrcMappingLaws() {}

    /**
     * A packet of a trace.
     *
     * @param waits whether it may be put off
     */
    record Packet(Ssrc ssrc, boolean waits, int verifiesUnder) {}

    static Optional<Packet> packet(Input input) {
        return switch (input) {
            case Input.Arrived(var ssrc, var peer, var under) ->
                    Optional.of(new Packet(ssrc, !peer, under));
            case Input.Turn(var ssrc, var under) -> Optional.of(new Packet(ssrc, false, under));
            case Input.Opened _, Input.Closed _, Input.Use _, Input.Passed _, Input.Deleted _ ->
                    Optional.empty();
        };
    }

    static SsrcTable table(SsrcMapping state) {
        return switch (state) {
            case Calm(var table, _) -> table;
            case Flooded(var table, _) -> table;
            case Gone _ -> SsrcTable.EMPTY;
        };
    }

    static <E extends Effect> Stream<E> all(List<Effect> effects, Class<E> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast);
    }

    static boolean did(Entry<SsrcMapping, Input, Effect> entry, Class<? extends Effect> kind) {
        return entry.effects().stream().anyMatch(kind::isInstance);
    }

    static Optional<String> unless(boolean fine, Object what) {
        return fine ? Optional.empty() : Optional.of(what.toString());
    }

    private static List<Integer> tried(Entry<SsrcMapping, Input, Effect> entry) {
        return all(entry.effects(), Effect.Tried.class).map(Effect.Tried::association).toList();
    }

    /** No name is given away while one here has it, or someone at the other end. */
    private static Optional<String> namedTwice(Trace<SsrcMapping, Input, Effect, SsrcFacts> trace) {
        var names = new HashSet<>(table(trace.start().state()).own());
        for (var entry : trace.entries())
            for (Effect effect : entry.effects()) {
                if (effect instanceof Effect.Collided(var ssrc, _)) names.remove(ssrc);
                if (effect instanceof Effect.InUse(var ssrc)
                        && (!names.add(ssrc) || table(entry.before()).mapped().containsKey(ssrc)))
                    return Optional.of(ssrc + " is used twice: " + entry);
            }
        return Optional.empty();
    }

    private static Optional<String> staysInACollision(Entry<SsrcMapping, Input, Effect> entry) {
        var genuine = packet(entry.input()).filter(_ -> did(entry, Effect.Accepted.class));
        boolean collides =
                genuine.map(Packet::ssrc).filter(table(entry.before()).own()::contains).isPresent();
        boolean leaves =
                genuine.map(Packet::ssrc).stream().noneMatch(table(entry.after()).own()::contains);
        return unless(collides == did(entry, Effect.Collided.class) && leaves, entry);
    }

    private static Optional<String> poisoned(Entry<SsrcMapping, Input, Effect> entry) {
        var fresh = new HashSet<>(table(entry.after()).mapped().entrySet());
        fresh.removeAll(table(entry.before()).mapped().entrySet());
        boolean learns =
                fresh.stream()
                        .allMatch(one ->
                                packet(entry.input())
                                        .filter(packet -> packet.ssrc().equals(one.getKey()))
                                        .filter(packet -> packet.verifiesUnder() == one.getValue())
                                        .isPresent());
        boolean accepts =
                all(entry.effects(), Effect.Accepted.class)
                        .allMatch(done ->
                                packet(entry.input())
                                        .filter(packet ->
                                                packet.verifiesUnder() == done.association())
                                        .isPresent());
        return unless(learns && accepts, entry);
    }

    private static Optional<String> strays(Entry<SsrcMapping, Input, Effect> entry) {
        var owner = packet(entry.input()).map(p -> table(entry.before()).mapped().get(p.ssrc()));
        return unless(owner.isEmpty() || tried(entry).equals(owner.stream().toList()), entry);
    }

    private static Optional<String> lost(Entry<SsrcMapping, Input, Effect> entry) {
        var after = table(entry.after()).mapped();
        for (Map.Entry<Ssrc, Integer> one : table(entry.before()).mapped().entrySet())
            if (!one.getValue().equals(after.get(one.getKey()))
                    && !entry.input().equals(new Input.Closed(one.getValue()))
                    && !entry.input().equals(new Input.Deleted()))
                return Optional.of(one + " is gone: " + entry);
        return Optional.empty();
    }

    /** Each open association once, and none for a source that is given up. */
    private static Optional<String> triedTooOften(
            Trace<SsrcMapping, Input, Effect, SsrcFacts> trace) {
        var givenUp = new HashSet<Ssrc>();
        for (var entry : trace.entries()) {
            var tried = tried(entry);
            var packet = packet(entry.input());
            var open = table(entry.before()).associations();
            if (!open.containsAll(tried) || new HashSet<>(tried).size() < tried.size())
                return Optional.of("tried " + tried + " of " + open + ": " + entry);
            if (!tried.isEmpty() && givenUp.contains(packet.orElseThrow().ssrc()))
                return Optional.of("given up, and tried: " + entry);
            all(entry.effects(), Effect.GivenUp.class).forEach(one -> givenUp.add(one.ssrc()));
            all(entry.effects(), Effect.Pardoned.class).forEach(one -> givenUp.remove(one.ssrc()));
        }
        return Optional.empty();
    }

    /** What an endpoint is told to do with a packet is what the table then expects it to do. */
    private static Optional<String> badlyAnnounced(Entry<SsrcMapping, Input, Effect> entry) {
        return packet(entry.input()).flatMap(packet -> badlyAnnounced(entry, packet));
    }

    private static Optional<String> badlyAnnounced(
            Entry<SsrcMapping, Input, Effect> entry, Packet packet) {
        boolean waits = packet.waits() && entry.before().postpones(packet.ssrc(), false);
        if (waits || did(entry, Effect.Postponed.class))
            return unless(waits && entry.effects().size() == 1, entry);
        var candidates = entry.before().candidates(packet.ssrc());
        int opener = candidates.indexOf(packet.verifiesUnder());
        return unless(
                tried(entry).equals(opener < 0 ? candidates : candidates.subList(0, opener + 1)),
                entry);
    }

    private static Optional<String> outlivesItsAssociation(
            Entry<SsrcMapping, Input, Effect> entry) {
        var before = table(entry.before()).mapped();
        var after = table(entry.after());
        var forgotten =
                all(entry.effects(), Effect.Forgotten.class).map(Effect.Forgotten::ssrc).toList();
        return unless(
                after.associations().containsAll(after.mapped().values())
                        && before.keySet().stream()
                                .filter(ssrc -> !after.mapped().containsKey(ssrc))
                                .toList()
                                .equals(forgotten),
                entry);
    }

    /**
     * Whatever has failed, a source whose association opens now is heard: nobody is safe by
     * deafness.
     */
    private static Optional<String> deafForEver(Entry<SsrcMapping, Input, Effect> entry) {
        if (entry.after() instanceof Gone) return Optional.empty();
        var listening = entry.after().on(new Input.Opened(9)).state();
        var heard = listening.on(new Input.Turn(new Ssrc(9), 9)).effects();
        return unless(heard.contains(new Effect.Accepted(9)), entry);
    }

    /** Once it has its turn, a genuine packet is heard, unless its source is given up. */
    private static Optional<String> deaf(Entry<SsrcMapping, Input, Effect> entry) {
        var table = table(entry.before());
        boolean isUnheardOf =
                packet(entry.input())
                        .filter(packet -> table.associations().contains(packet.verifiesUnder()))
                        .filter(packet -> !table.mapped().containsKey(packet.ssrc()))
                        .isPresent();
        boolean excused =
                did(entry, Effect.Postponed.class)
                        || entry.effects()
                                .contains(new Effect.Discarded(FAILING_SSRC_MAY_BE_GIVEN_UP));
        return unless(!isUnheardOf || excused || did(entry, Effect.Accepted.class), entry);
    }
}
