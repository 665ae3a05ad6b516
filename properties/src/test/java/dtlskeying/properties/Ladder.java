package dtlskeying.properties;

import dtlskeying.impl.Step;
import dtlskeying.model.Relation;
import dtlskeying.properties.pages.CodePlaces;
import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How far each clause has climbed: catalogued, modelled, implemented, exercised (in how many
 * accepted steps), guarded (which bug dies by which property), vectored. Everything is computed.
 */
final class Ladder {
    /** One rung after the other for one clause; a count of 0 or an empty list is a missing rung. */
    record Rungs(
            String id,
            String claim,
            String level,
            boolean modelled,
            boolean implemented,
            int exercised,
            Set<String> guarded,
            int accepting,
            int rejecting) {
        /** Whether the clause has reached that rung. */
        boolean has(String rung) {
            return switch (rung) {
                case "modelled" -> modelled;
                case "implemented" -> implemented;
                case "exercised" -> exercised > 0;
                case "guarded" -> !guarded.isEmpty();
                case "vectored" -> accepting + rejecting > 0;
                default -> throw new AssertionError("no rung is called " + rung);
            };
        }
    }

    private final Set<String> modelled = CodePlaces.inModuleOf(Relation.class, "model").ids();
    private final Set<String> implemented = CodePlaces.inModuleOf(Step.class, "impl").ids();
    private final Map<String, Integer> exercised = new TreeMap<>();
    private final Map<String, Set<String>> guarded = new TreeMap<>();
    private final VectorCount vectors = VectorCount.read();

    /** Counts the clauses that justify the steps of every short trace of a chapter. */
    <S, I, E extends Effect, M> void exercise(ChapterProperties<S, I, E, M> properties) {
        var chapter = properties.chapter();
        for (var start : chapter.starts())
            for (var state : reached(chapter, start, properties.depth())) count(chapter, state);
    }

    /** Runs the bugs and notes those that were noticed. */
    void guard(List<Guard> guards) {
        for (Guard guard : guards)
            if (guard.run().get().isPresent())
                for (Clause clause : guard.breaks())
                    guarded.computeIfAbsent(clause.id(), id -> new TreeSet<>())
                            .add(guard.bug() + " by " + guard.killer());
    }

    /** The ladder as it stands. */
    List<Rungs> rungs() {
        return Catalogue.clauses().map(this::rungs).toList();
    }

    /** The ladder as the text of {@code ladder.json}. */
    String json() {
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return mapper.writeValueAsString(rungs()) + "\n";
    }

    /** The ladder that {@code ladder.json} has; none if there is no such file yet. */
    static List<Rungs> recorded() {
        Path file = Snapshots.root().resolve("vectors/ladder.json");
        return Files.exists(file)
                ? List.of(JsonMapper.shared().readValue(file, Rungs[].class))
                : List.of();
    }

    private Rungs rungs(Clause clause) {
        String id = clause.id();
        return new Rungs(
                id,
                clause.name(),
                clause.level().text(),
                modelled.contains(id),
                implemented.contains(id),
                exercised.getOrDefault(id, 0) + vectors.of(id),
                guarded.getOrDefault(id, Set.of()),
                vectors.accepting(id),
                vectors.rejecting(id));
    }

    private record Situation<S, I, E extends Effect, M>(S state, Judge<I, E, M> judge) {}

    private static <S, I, E extends Effect, M> Set<Situation<S, I, E, M>> reached(
            Chapter<S, I, E, M> chapter, Chapter.Start<S, M> start, int depth) {
        var found = new LinkedHashSet<Situation<S, I, E, M>>();
        found.add(new Situation<>(start.state(), Judge.of(chapter.model(), start.facts())));
        List<Situation<S, I, E, M>> frontier = List.copyOf(found);
        for (int i = 0; i < depth; i++) {
            var next = new ArrayList<Situation<S, I, E, M>>();
            for (var situation : frontier)
                for (I input : chapter.inputs()) {
                    var after = after(chapter, situation, input);
                    if (found.add(after)) next.add(after);
                }
            frontier = next;
        }
        return found;
    }

    private static <S, I, E extends Effect, M> Situation<S, I, E, M> after(
            Chapter<S, I, E, M> chapter, Situation<S, I, E, M> situation, I input) {
        var step = chapter.machine().on(situation.state(), input);
        var judge = situation.judge().see(input, step.effects());
        return new Situation<>(
                step.state(), new Judge<>(judge.model(), judge.frontier(), Set.of(), Set.of()));
    }

    private <S, I, E extends Effect, M> void count(
            Chapter<S, I, E, M> chapter, Situation<S, I, E, M> situation) {
        for (I input : chapter.inputs()) {
            var step = chapter.machine().on(situation.state(), input);
            var judge = situation.judge().see(input, step.effects());
            judge.exercised().forEach(clause -> exercised.merge(clause.id(), 1, Integer::sum));
        }
    }

    /** The clauses of a chapter, with their rungs. */
    Stream<Rungs> chapter(String name) {
        return Catalogue.byChapter().get(name).stream().map(this::rungs);
    }
}
