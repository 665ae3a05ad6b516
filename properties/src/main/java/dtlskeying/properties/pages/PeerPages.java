package dtlskeying.properties.pages;

import dtlskeying.properties.pages.RecordedPeers.Case;
import dtlskeying.properties.pages.RecordedPeers.Peer;
import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Document;

import java.util.ArrayList;
import java.util.List;

/**
 * What other implementations do differently, by document and clause.
 *
 * @param recorded what the probe says of them
 */
record PeerPages(RecordedPeers recorded) {
    private static final String PATH = "peers.html";

    /** What the template shows. */
    public record View(List<Peer> peers, List<Chapter> documents, List<Open> open) {}

    /** The clauses of one document that a peer departs from. */
    public record Chapter(Document document, List<Point> points) {}

    /** A clause, and who departs from it. */
    public record Point(Clause clause, String section, List<Difference> differences) {}

    /** One peer and one case. */
    public record Difference(Peer peer, Case about) {
        /** What shows it again. */
        public String command() {
            return peer.command().replace("CASE", about.id());
        }
    }

    /** What could not be asked of a peer, or could not be told. */
    public record Open(Peer peer, List<Case> cases) {}

    /** The page as HTML. */
    Page page() {
        return new Page(PATH, "peers.ftlh", "What others do differently", view());
    }

    /** What the page shows, in HTML and in Markdown. */
    View view() {
        var documents = new ArrayList<Chapter>();
        for (Document document : Document.values()) {
            var points =
                    Catalogue.clauses()
                            .filter(clause -> clause.citation().document() == document)
                            .map(this::point)
                            .filter(point -> !point.differences().isEmpty())
                            .toList();
            if (!points.isEmpty()) documents.add(new Chapter(document, points));
        }
        return new View(recorded.peers(), documents, open());
    }

    private Point point(Clause clause) {
        return new Point(clause, Wording.section(clause.citation().section()), differences(clause));
    }

    /** Who departs from a clause, as far as the probe has seen. */
    List<Difference> differences(Clause clause) {
        return recorded.peers().stream()
                .flatMap(peer ->
                        peer.cases().stream()
                                .filter(each -> each.isDifferent() && each.clause().equals(clause))
                                .map(each -> new Difference(peer, each)))
                .toList();
    }

    private List<Open> open() {
        return recorded.peers().stream()
                .map(peer ->
                        new Open(
                                peer,
                                peer.cases().stream().filter(each -> !each.isDifferent()).toList()))
                .filter(each -> !each.cases().isEmpty())
                .toList();
    }
}
