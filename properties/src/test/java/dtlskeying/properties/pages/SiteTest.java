package dtlskeying.properties.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.pages.RecordedMuseum.Exhibit;
import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Decision;
import dtlskeying.spec.Reading;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/** The site is whole: a page for everything, every link leads somewhere, every page is sound. */
class SiteTest {
    private static final Evidence EVIDENCE =
            Evidence.read(Path.of(System.getProperty("repository.root", "..")).resolve("vectors"));
    private static final Map<String, String> FILES = new Site(EVIDENCE, "", false).files();
    private static final Map<String, Document> PAGES = parsed(FILES);

    @Test
    void every_clause_and_chapter_has_its_page() {
        Catalogue.byChapter()
                .forEach((chapter, clauses) -> {
                    assertThat(FILES).containsKey("chapter/" + chapter + ".html");
                    for (var clause : clauses)
                        assertThat(FILES.get("clause/" + clause.id() + ".html"))
                                .as(clause.id())
                                .contains(clause.name(), chapter);
                });
    }

    @Test
    void every_decision_reading_and_exhibit_has_its_place() {
        Set<String> ids = ids(PAGES.get("decisions.html"));
        for (Decision each : Decision.values())
            assertThat(ids).contains("decision-" + each.number());
        for (Reading each : Reading.values()) assertThat(ids).contains(each.name());
        for (Exhibit each : EVIDENCE.museum().exhibits())
            assertThat(FILES).containsKey("museum/" + each.id() + ".html");
    }

    @Test
    void every_table_is_shown_whole_on_the_page_of_a_chapter() {
        EVIDENCE.tables()
                .forEach((chapter, tables) -> {
                    int rows = tables.stream().mapToInt(table -> (int) table.rows().count()).sum();
                    int shown = 0;
                    for (Element state :
                            elements(PAGES.get("chapter/" + chapter + ".html"), "section"))
                        shown += elements(state, "tr").size() - 1;
                    assertThat(shown).as(chapter).isEqualTo(rows);
                });
        assertThat(EVIDENCE.tables().values().stream().mapToInt(List::size).sum())
                .isGreaterThan(30);
    }

    @Test
    void everything_that_can_be_explored_is_on_its_page() {
        for (var each : Explorations.all())
            assertThat(FILES.get("explorations.html")).contains(">" + each.name() + "<");
    }

    @Test
    void no_link_is_dead() {
        var dead = new ArrayList<String>();
        PAGES.forEach((path, page) -> {
            for (Element link : elements(page, "a")) check(path, link.getAttribute("href"), dead);
            for (Element link : elements(page, "link"))
                check(path, link.getAttribute("href"), dead);
        });
        assertThat(dead).isEmpty();
    }

    @Test
    void a_page_can_be_read_without_script_and_by_a_screen_reader() {
        PAGES.forEach((path, page) -> {
            assertThat(elements(page, "script")).as(path).isEmpty();
            assertThat(elements(page, "h1")).as(path).hasSize(1);
            assertThat(page.getDocumentElement().getAttribute("lang")).as(path).isEqualTo("en");
            assertThat(elements(page, "th")).as(path).allMatch(cell -> cell.hasAttribute("scope"));
            assertThat(elements(page, "svg"))
                    .as(path)
                    .allMatch(picture -> !picture.getAttribute("aria-label").isEmpty());
            assertThat(allIds(page)).as(path).doesNotHaveDuplicates();
        });
    }

    @Test
    void places_in_the_code_become_links_where_the_sources_can_be_read() {
        var files = new Site(EVIDENCE, "https://example.org/main/", false).files();
        assertThat(files.get("clause/dtls-srtp/4.1.3/f.html"))
                .containsPattern(
                        "href=\"https://example.org/main/impl/src/main/java/dtlskeying/impl/srtp"
                                + "/MkiSelection.java#L\\d+\"")
                .contains("/model/src/main/java/dtlskeying/model/srtp/MkiSelectionModel.java#L");
    }

    @Test
    void what_is_shown_is_escaped() {
        var exhibit = new Exhibit("X", "field", "a <b>", "<script>x</script>", "a & b", List.of());
        var page = new Page("museum/X.html", "exhibit.ftlh", exhibit.title(), exhibit);
        assertThat(new Templates().render("exhibit.ftlh", Map.of("page", page)))
                .contains("a &lt;b&gt;", "&lt;script&gt;", "a &amp; b")
                .doesNotContain("<script>");
    }

    @Test
    void a_datum_that_is_missing_is_an_error() {
        assertThatThrownBy(() -> new Templates().render("exhibit.ftlh", Map.of()))
                .isInstanceOf(StaleData.class)
                .hasMessageContaining("page");
        assertThatThrownBy(() -> new RecordedLadder(new TreeMap<>()).of("dtls-srtp/4.1.3/f"))
                .isInstanceOf(StaleData.class)
                .hasMessageContaining("LadderProperties");
        assertThatThrownBy(() -> Evidence.read(Path.of("no-such-folder")))
                .isInstanceOf(StaleData.class)
                .hasMessageContaining("no-such-folder");
    }

    private static void check(String path, String href, List<String> dead) {
        URI target = URI.create("/" + path).resolve(href);
        String file = target.getPath().substring(1);
        boolean isThere =
                FILES.containsKey(file)
                        && (target.getFragment() == null
                                || ids(PAGES.get(file)).contains(target.getFragment()));
        if (!isThere) dead.add(path + " -> " + href);
    }

    private static Map<String, Document> parsed(Map<String, String> files) {
        var pages = new TreeMap<String, Document>();
        files.forEach((path, text) -> {
            if (path.endsWith(".html")) pages.put(path, parsed(path, text));
        });
        return pages;
    }

    private static Document parsed(String path, String text) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text.strip())));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError(path + " is not well-formed: " + e.getMessage(), e);
        }
    }

    private static Set<String> ids(Document page) {
        return new HashSet<>(allIds(page));
    }

    private static List<String> allIds(Document page) {
        return elements(page, "*").stream()
                .map(each -> each.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static List<Element> elements(Document page, String name) {
        return elements(page.getDocumentElement(), name);
    }

    private static List<Element> elements(Element root, String name) {
        var found = root.getElementsByTagName(name);
        Stream<Element> all =
                IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i));
        return all.toList();
    }
}
