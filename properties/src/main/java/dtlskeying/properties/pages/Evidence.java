package dtlskeying.properties.pages;

import dtlskeying.impl.Step;
import dtlskeying.model.Relation;
import dtlskeying.properties.pages.TransitionTable.Deed;
import dtlskeying.spec.Catalogue;
import dtlskeying.vectors.UnreadableVectors;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that the pages are made of: what compiled code says of the clauses, and the data that the
 * build keeps.
 *
 * @param ladder how far each clause has climbed
 * @param museum the known bugs
 * @param peers what other implementations do differently
 * @param vectors which vectors speak of which clause
 * @param tables the transition tables, by the catalogue's chapters that they belong to
 * @param model where the model speaks of clauses
 * @param machine where the implementation does
 * @param explored what was explored
 * @param unvectored why some clauses have no vector
 */
public record Evidence(
        RecordedLadder ladder,
        RecordedMuseum museum,
        RecordedPeers peers,
        VectorIndex vectors,
        Map<String, List<TransitionTable>> tables,
        CodePlaces model,
        CodePlaces machine,
        Explored explored,
        Unvectored unvectored) {
    private static final String TABLE = ".table.txt";

    /**
     * Reads the data in a folder.
     *
     * @param folder the folder {@code vectors/} of the repository
     * @throws StaleData if a file is missing or cannot be used
     */
    public static Evidence read(Path folder) {
        try {
            return new Evidence(
                    RecordedLadder.read(Files.readString(folder.resolve("ladder.json"))),
                    RecordedMuseum.read(folder),
                    RecordedPeers.read(folder),
                    VectorIndex.read(folder),
                    tables(folder),
                    CodePlaces.inModuleOf(Relation.class, "model"),
                    CodePlaces.inModuleOf(Step.class, "impl"),
                    Explored.read(Files.readString(folder.resolve("explorations.md"))),
                    Unvectored.read(Files.readString(folder.resolve("unvectored.json"))));
        } catch (IOException | JacksonException | UnreadableVectors e) {
            throw new StaleData("the data in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The same with another ladder and museum, as a run of the properties has them. */
    public Evidence with(RecordedLadder other, RecordedMuseum others) {
        return new Evidence(
                other, others, peers, vectors, tables, model, machine, explored, unvectored);
    }

    /** The tables of a chapter of the catalogue. */
    public List<TransitionTable> tables(String chapter) {
        return tables.getOrDefault(chapter, List.of());
    }

    private static Map<String, List<TransitionTable>> tables(Path folder) throws IOException {
        var byOwner = new TreeMap<String, List<TransitionTable>>();
        try (Stream<Path> files = Files.walk(folder, 2)) {
            var tables =
                    files.filter(file -> file.toString().endsWith(TABLE))
                            .sorted()
                            .map(Evidence::table)
                            .toList();
            for (TransitionTable table : tables)
                byOwner.merge(owner(table), List.of(table), Evidence::both);
        }
        return byOwner;
    }

    private static List<TransitionTable> both(
            List<TransitionTable> some, List<TransitionTable> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static TransitionTable table(Path file) {
        try {
            return TransitionTable.read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new StaleData(file + ": " + e.getMessage(), e);
        }
    }

    /** The chapter of that name, or else the one whose clauses the table names most often. */
    private static String owner(TransitionTable table) {
        if (Catalogue.byChapter().containsKey(table.chapter())) return table.chapter();
        var named = new TreeMap<String, Integer>();
        table.rows()
                .flatMap(row -> row.deeds().stream())
                .map(Deed::clause)
                .filter(id -> !id.isEmpty())
                .forEach(id -> named.merge(chapterOf(id), 1, Integer::sum));
        return named.entrySet().stream()
                .max(Comparator.comparing(Map.Entry::getValue))
                .orElseThrow(() -> new StaleData(table.chapter() + " is a table of no chapter"))
                .getKey();
    }

    /** The chapter of a clause. */
    static String chapterOf(String id) {
        return Catalogue.byChapter().entrySet().stream()
                .filter(chapter ->
                        chapter.getValue().stream().anyMatch(clause -> clause.id().equals(id)))
                .findFirst()
                .orElseThrow(() -> new StaleData(id + " is not in the catalogue"))
                .getKey();
    }
}
