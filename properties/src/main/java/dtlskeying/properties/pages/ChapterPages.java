package dtlskeying.properties.pages;

import dtlskeying.properties.pages.RecordedLadder.Rungs;
import dtlskeying.properties.pages.RecordedMuseum.Exhibit;
import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A page for each chapter: its clauses and how far they are, its machine as a picture and as a
 * whole table, and its bugs.
 *
 * @param evidence what there is to show
 */
public record ChapterPages(Evidence evidence) {
    /** What the template of a chapter shows. */
    public record View(
            String name,
            List<Line> clauses,
            List<String> rungs,
            List<Reason> unvectored,
            List<Machine> machines,
            List<Exhibit> exhibits,
            List<RecordedMuseum.Bug> bugs) {}

    /** Why a clause has no vector. */
    public record Reason(String id, String why) {}

    /** A clause, and which rungs it has reached. */
    public record Line(
            Clause clause, String claim, String section, Rungs rungs, List<Boolean> has) {}

    /**
     * One machine of a chapter.
     *
     * @param snapshot the file that has its table, from {@code vectors/} on
     * @param picture the file that has its state diagram
     * @param svg its state diagram, as markup
     */
    public record Machine(
            String name,
            String snapshot,
            String picture,
            TransitionTable table,
            StateDiagram diagram,
            String mermaid,
            String svg) {}

    /** How many clauses of a chapter there are, and how many have reached each rung. */
    public record Count(String chapter, int clauses, Map<String, Long> reached) {}

    /** Where the page of a chapter is. */
    static String path(String chapter) {
        return "chapter/" + chapter + ".html";
    }

    Page page(String chapter) {
        return new Page(path(chapter), "chapter.ftlh", chapter, view(chapter));
    }

    /** What the pages of a chapter show, in HTML and in Markdown. */
    View view(String chapter) {
        return new View(
                chapter,
                Catalogue.byChapter().get(chapter).stream().map(this::line).toList(),
                RecordedLadder.RUNGS,
                unvectored(chapter),
                evidence.tables(chapter).stream().map(ChapterPages::machine).toList(),
                evidence.museum().exhibits().stream().filter(each -> isIn(chapter, each)).toList(),
                evidence.museum().others().stream()
                        .filter(each -> isOf(chapter, each.family()))
                        .toList());
    }

    private List<Reason> unvectored(String chapter) {
        return Catalogue.byChapter().get(chapter).stream()
                .map(clause -> new Reason(clause.id(), evidence.unvectored().why(clause.id())))
                .filter(reason -> !reason.why().isEmpty())
                .toList();
    }

    /** The ladder chapter by chapter. */
    List<Count> counts() {
        return Catalogue.byChapter().keySet().stream().map(this::count).toList();
    }

    private Count count(String chapter) {
        var clauses = Catalogue.byChapter().get(chapter);
        var reached = new TreeMap<String, Long>();
        for (String rung : RecordedLadder.RUNGS)
            reached.put(
                    rung,
                    clauses.stream()
                            .filter(clause -> evidence.ladder().of(clause.id()).has(rung))
                            .count());
        return new Count(chapter, clauses.size(), reached);
    }

    private Line line(Clause clause) {
        Rungs rungs = evidence.ladder().of(clause.id());
        return new Line(
                clause,
                Wording.sentence(clause.name()),
                Wording.section(clause.citation().section()),
                rungs,
                RecordedLadder.RUNGS.stream().map(rungs::has).toList());
    }

    private static Machine machine(TransitionTable table) {
        String name = table.chapter();
        var diagram = StateDiagram.of(table);
        int slash = name.indexOf('/') + 1;
        String file = name.substring(0, slash) + Wording.kebab(name.substring(slash));
        return new Machine(
                name,
                file + ".table.txt",
                file + ".mmd",
                table,
                diagram,
                diagram.mermaid(),
                ArcDiagram.svg(diagram, "State diagram of " + name));
    }

    private boolean isIn(String chapter, Exhibit exhibit) {
        return exhibit.specimens().stream().anyMatch(each -> isOf(chapter, each.family()));
    }

    /** Whether a machine or chapter of that name is on the page of this chapter. */
    private boolean isOf(String chapter, String family) {
        return family.equals(chapter)
                || evidence.tables(chapter).stream()
                        .anyMatch(table -> table.chapter().equals(family));
    }
}
