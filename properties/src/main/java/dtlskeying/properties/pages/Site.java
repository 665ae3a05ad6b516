package dtlskeying.properties.pages;

import dtlskeying.properties.WholeFile;
import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Decision;
import dtlskeying.spec.Document;
import dtlskeying.spec.Reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole site: the ladder as its index, a page for each clause, chapter and known bug, one for
 * decisions and readings, one for what was explored, and one for what others do differently.
 *
 * @param evidence what there is to show
 * @param sources what stands before a source file's path in links; empty for no links
 * @param isTimed whether everything is explored anew, to say how long it takes
 */
public record Site(Evidence evidence, String sources, boolean isTimed) {
    private static final String ENTRANCE = "index.html";

    /** What the index shows. */
    public record Index(List<String> rungs, List<ChapterPages.Count> chapters) {}

    /** What the page of decisions and readings shows. */
    public record Settled(Decision[] decisions, Reading[] readings, Document[] documents) {}

    /** The files of the site by their paths. */
    public Map<String, String> files() {
        var templates = new Templates();
        var files = new LinkedHashMap<String, String>();
        files.put("style.css", Templates.text("style.css"));
        for (Page page : pages())
            files.put(page.path(), templates.render(page.template(), Map.of("page", page)));
        return files;
    }

    /**
     * What the repository keeps for whoever reads it without building it, by paths from {@code
     * vectors/} on: pages in Markdown, and the state diagram of each machine.
     */
    public Map<String, String> kept() {
        var templates = new Templates();
        var chapters = new ChapterPages(evidence);
        var files = new LinkedHashMap<String, String>();
        files.put("pages/README.md", templates.render("index.md.ftl", view(index())));
        for (String chapter : Catalogue.byChapter().keySet()) {
            var view = chapters.view(chapter);
            files.put("pages/" + chapter + ".md", templates.render("chapter.md.ftl", view(view)));
            for (var machine : view.machines()) files.put(machine.picture(), machine.mermaid());
        }
        files.put("pages/decisions.md", templates.render("decisions.md.ftl", view(settled())));
        var museum = new MuseumPages(evidence.museum()).view();
        files.put("pages/museum.md", templates.render("museum.md.ftl", view(museum)));
        var peers = new PeerPages(evidence.peers()).view();
        files.put("pages/peers.md", templates.render("peers.md.ftl", view(peers)));
        return files;
    }

    private static Map<String, Object> view(Object view) {
        return Map.of("view", view);
    }

    /**
     * Writes the site; the page to begin with is there when all others are.
     *
     * @return how many files there are
     * @throws IOException if the folder cannot be written to
     */
    public int write(Path folder) throws IOException {
        var files = files();
        Path entrance = folder.resolve(ENTRANCE);
        for (var file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            if (!path.equals(entrance)) WholeFile.write(path, file.getValue());
        }
        WholeFile.write(entrance, files.get(ENTRANCE));
        return files.size();
    }

    private List<Page> pages() {
        var pages = new ArrayList<Page>();
        pages.add(new Page(ENTRANCE, "index.ftlh", "How far each clause is", index()));
        var clauses = new ClausePages(evidence, sources);
        var chapters = new ChapterPages(evidence);
        Catalogue.byChapter()
                .forEach((chapter, all) -> {
                    pages.add(chapters.page(chapter));
                    all.forEach(clause -> pages.add(clauses.page(chapter, clause)));
                });
        pages.addAll(new MuseumPages(evidence.museum()).pages());
        pages.add(new PeerPages(evidence.peers()).page());
        pages.add(new ExplorationPages(evidence.explored(), isTimed).page());
        pages.add(
                new Page("decisions.html", "decisions.ftlh", "Decisions and readings", settled()));
        return pages;
    }

    private Index index() {
        return new Index(RecordedLadder.RUNGS, new ChapterPages(evidence).counts());
    }

    private static Settled settled() {
        return new Settled(Decision.values(), Reading.values(), Document.values());
    }
}
