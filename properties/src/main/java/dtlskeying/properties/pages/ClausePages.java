package dtlskeying.properties.pages;

import dtlskeying.properties.pages.CodePlaces.Place;
import dtlskeying.properties.pages.RecordedLadder.Rungs;
import dtlskeying.properties.pages.TransitionTable.Row;
import dtlskeying.properties.pages.VectorIndex.Entry;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.vectors.VectorKind;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page for each clause: what it says, who obeys it where, and who notices when somebody does not.
 *
 * @param evidence what there is to show
 * @param sources what stands before a source file's path in links; empty for no links
 */
record ClausePages(Evidence evidence, String sources) {
    /** How many tests of one file are named; the others are counted. */
    private static final int NAMED = 8;

    /** What the template of a clause shows. */
    public record View(
            Clause clause,
            String claim,
            String section,
            String chapter,
            Rungs rungs,
            List<Source> model,
            List<Source> machine,
            List<String> rows,
            List<Bug> bugs,
            List<String> properties,
            List<Tests> vectors,
            String unvectored,
            List<Reading> readings,
            List<String> peers) {}

    /** A place in the code, with a link to it if there is one. */
    public record Source(Place place, String link) {}

    /**
     * A bug that breaks the clause.
     *
     * @param exhibit its exhibit in the museum; empty if it has none
     */
    public record Bug(String name, String story, String killer, String exhibit) {}

    /** The tests of one file. */
    public record Tests(String file, long accepting, long rejecting, List<Entry> named, int more) {}

    /** Where the page of a clause is. */
    static String path(Clause clause) {
        return "clause/" + clause.id() + ".html";
    }

    Page page(String chapter, Clause clause) {
        String claim = Wording.sentence(clause.name());
        return new Page(path(clause), "clause.ftlh", claim, view(chapter, clause, claim));
    }

    private View view(String chapter, Clause clause, String claim) {
        String id = clause.id();
        var bugs = bugs(evidence.museum(), id);
        return new View(
                clause,
                claim,
                Wording.section(clause.citation().section()),
                chapter,
                evidence.ladder().of(id),
                sources(evidence.model(), id),
                sources(evidence.machine(), id),
                rows(id),
                bugs,
                bugs.stream().map(Bug::killer).distinct().sorted().toList(),
                tests(id),
                evidence.unvectored().why(id),
                Arrays.stream(Reading.values()).filter(each -> each.clause().equals(id)).toList(),
                peers(clause));
    }

    /** Who was seen to depart from it. */
    private List<String> peers(Clause clause) {
        return new PeerPages(evidence.peers())
                .differences(clause).stream()
                        .map(each ->
                                "%s %s, %s"
                                        .formatted(
                                                each.peer().library(),
                                                each.peer().version(),
                                                each.peer().role()))
                        .distinct()
                        .toList();
    }

    private List<Source> sources(CodePlaces places, String id) {
        return places.of(id).stream().map(place -> new Source(place, link(place))).toList();
    }

    private String link(Place place) {
        if (sources.isEmpty()) return "";
        String file = sources.replaceFirst("/*$", "/") + place.file();
        return place.line() == 0 ? file : file + "#L" + place.line();
    }

    /** The rows of the tables in which the machine acts in the clause's name. */
    private List<String> rows(String id) {
        return evidence.tables().values().stream()
                .flatMap(List::stream)
                .flatMap(table ->
                        table.rows().filter(row -> names(row, id)).map(row -> row(table, row, id)))
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean names(Row row, String id) {
        return row.deeds().stream().anyMatch(deed -> deed.clause().equals(id));
    }

    private static String row(TransitionTable table, Row row, String id) {
        String deed =
                row.deeds().stream()
                        .filter(each -> each.clause().equals(id))
                        .findFirst()
                        .map(each -> TransitionTable.kind(each.text()))
                        .orElseThrow();
        return "%s: %s × %s → %s"
                .formatted(
                        table.chapter(),
                        TransitionTable.kind(row.before()),
                        TransitionTable.kind(row.input()),
                        deed);
    }

    /** The bugs that break a clause: those of the museum first. */
    private static List<Bug> bugs(RecordedMuseum museum, String id) {
        var bugs = new ArrayList<Bug>();
        for (var exhibit : museum.exhibits())
            for (var each : exhibit.specimens())
                if (each.clauses().contains(id))
                    bugs.add(new Bug(each.bug(), each.story(), each.killer(), exhibit.id()));
        for (var each : museum.others())
            if (each.clauses().contains(id))
                bugs.add(new Bug(each.bug(), each.story(), each.killer(), ""));
        return bugs;
    }

    private List<Tests> tests(String id) {
        return evidence.vectors().of(id).entrySet().stream()
                .map(each -> tests(each.getKey(), each.getValue()))
                .toList();
    }

    private static Tests tests(VectorKind kind, List<Entry> entries) {
        long rejecting = entries.stream().filter(Entry::isRejecting).count();
        var named = Stream.concat(some(entries, false), some(entries, true)).limit(NAMED).toList();
        return new Tests(
                "vectors/" + kind.dataFile(),
                entries.size() - rejecting,
                rejecting,
                named,
                entries.size() - named.size());
    }

    private static Stream<Entry> some(List<Entry> entries, boolean rejecting) {
        return entries.stream().filter(each -> each.isRejecting() == rejecting).limit(NAMED / 2);
    }
}
