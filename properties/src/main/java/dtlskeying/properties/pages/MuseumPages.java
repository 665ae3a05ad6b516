package dtlskeying.properties.pages;

import dtlskeying.properties.pages.RecordedMuseum.Exhibit;
import dtlskeying.properties.pages.RecordedMuseum.Specimen;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The bug museum: a page for each bug, and which property notices which.
 *
 * @param museum the bugs
 */
record MuseumPages(RecordedMuseum museum) {
    /** What the entrance shows. */
    public record View(RecordedMuseum museum, int specimens, List<Matrix> matrices) {}

    /**
     * The bugs of one chapter, and the properties that were asked of each.
     *
     * @param properties those that notice at least one
     * @param silent how many more were asked, and notice none
     */
    public record Matrix(String family, List<String> properties, int silent, List<Noticed> bugs) {}

    /**
     * A bug.
     *
     * @param by for each property, in their order: {@code yes} if it notices the bug, {@code –} if
     *     it was asked and does not, nothing if it is not about code of this kind
     */
    public record Noticed(String bug, String exhibit, List<String> by) {}

    private record Piece(Exhibit exhibit, Specimen specimen) {}

    /** Where the page of an exhibit is. */
    static String path(String exhibit) {
        return "museum/" + exhibit + ".html";
    }

    /** The entrance and all exhibits. */
    List<Page> pages() {
        var pages = new ArrayList<Page>();
        pages.add(new Page("museum.html", "museum.ftlh", "The bug museum", view()));
        for (Exhibit each : museum.exhibits())
            pages.add(
                    new Page(
                            path(each.id()),
                            "exhibit.ftlh",
                            each.id() + ": " + each.title(),
                            each));
        return pages;
    }

    /** What the entrance shows, in HTML and in Markdown. */
    View view() {
        return new View(museum, pieces().size(), matrices());
    }

    private List<Piece> pieces() {
        return museum.exhibits().stream()
                .flatMap(each -> each.specimens().stream().map(one -> new Piece(each, one)))
                .toList();
    }

    private List<Matrix> matrices() {
        var byFamily = new TreeMap<String, List<Piece>>();
        for (Piece piece : pieces())
            byFamily.computeIfAbsent(piece.specimen().family(), _ -> new ArrayList<>()).add(piece);
        var matrices = new ArrayList<Matrix>();
        byFamily.forEach((family, pieces) -> matrices.add(matrix(family, pieces)));
        return matrices;
    }

    private static Matrix matrix(String family, List<Piece> pieces) {
        var all = new TreeSet<String>();
        pieces.forEach(piece -> all.addAll(piece.specimen().noticedBy()));
        var properties = List.copyOf(all);
        var bugs =
                pieces.stream()
                        .map(piece ->
                                new Noticed(
                                        piece.specimen().bug(),
                                        piece.exhibit().id(),
                                        properties.stream()
                                                .map(each -> answer(piece.specimen(), each))
                                                .toList()))
                        .toList();
        var asked = new TreeSet<String>();
        pieces.forEach(piece -> asked.addAll(piece.specimen().asked()));
        return new Matrix(family, properties, asked.size() - properties.size(), bugs);
    }

    private static String answer(Specimen specimen, String property) {
        if (specimen.noticedBy().contains(property)) return "yes";
        return specimen.asked().contains(property) ? "–" : "";
    }
}
