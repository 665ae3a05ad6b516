package dtlskeying.properties.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Snapshots;
import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.cli.DtlsKeying;
import dtlskeying.spec.Catalogue;
import dtlskeying.spec.trace.TraceReader;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The tour is what it was when it was looked at, and what its words say is so. */
class TourTest {
    private static final Pattern CLAUSE =
            Pattern.compile("`([a-z0-9-]+/[A-Z0-9][A-Za-z0-9.]*/[a-z])`");
    private static final Map<String, Map<String, String>> PAGES = new LinkedHashMap<>();

    @BeforeAll
    static void make() {
        var silence = new PrintWriter(Writer.nullWriter());
        var tour = new Tour(words -> DtlsKeying.execute(silence, silence, words));
        for (Stop stop : Stop.all()) PAGES.put(stop.name(), tour.files(stop));
    }

    @Test
    void the_same_code_makes_the_same_files() {
        Snapshots.check("tour/README.md", Tour.index(Stop.all()));
        PAGES.forEach((stop, files) ->
                files.forEach((name, text) -> Snapshots.check("tour/" + stop + "/" + name, text)));
    }

    @Test
    void there_are_ten_pages_that_stand_alone() {
        assertThat(PAGES).hasSize(10);
        PAGES.forEach((stop, files) -> {
            assertThat(files).as(stop).containsKeys("README.md", "ladder.txt", "page.html");
            assertThat(files.get("ladder.txt").lines()).allMatch(line -> line.length() <= 72);
            assertThat(files.get("page.html").contains(" src=")).as(stop).isFalse();
        });
    }

    @Test
    void every_clause_that_the_words_cite_is_in_the_catalogue() {
        PAGES.forEach((stop, files) -> {
            var cited = CLAUSE.matcher(files.get("README.md")).results().toList();
            assertThat(cited).as(stop).isNotEmpty();
            for (var each : cited)
                assertThat(Catalogue.find(each.group(1))).as(each.group(1)).isPresent();
        });
    }

    @Test
    void no_run_of_the_tour_does_what_is_forbidden() {
        PAGES.forEach((stop, files) -> {
            if (!files.containsKey("trace.jsonl")) return;
            var read = TraceReader.read(files.get("trace.jsonl"));
            assertThat(read).isInstanceOf(TraceReader.Outcome.Whole.class);
            var trace = ((TraceReader.Outcome.Whole) read).trace();
            var verdicts = new TraceCheck(Set.of(), Set.of()).judge(trace);
            assertThat(TraceCheck.isForbidden(verdicts)).as(stop).isFalse();
        });
    }

    @Test
    void what_the_words_point_at_is_there() {
        assertThat(page("02-rehandshake")).contains("keys 1");
        assertThat(ladder("03-shared-source"))
                .contains("a packet is dropped (dtls-srtp/5.1.2/e)")
                .contains("source 00700a57 is of association 2");
        assertThat(ladder("04-retry")).contains("HelloRetryRequest");
        assertThat(ladder("05-lost-flight"))
                .contains("ACK ----")
                .contains("lost")
                .contains("again");
        assertThat(page("06-enforcement").contains("class=\"shade\"")).isFalse();
        assertThat(page("06-enforcement").contains("class=\"cross\"")).isFalse();
        assertThat(page("06-enforcement")).contains("href=\"#c-dtls-chunk-4-e\"");
        assertThat(ladder("07-deadlock")).contains("\"both ends enforce\" does not hold");
        assertThat(ladder("08-crossed-update"))
                .contains("drops what came (extended-key-update/5/a)");
        assertThat(ladder("09-stolen-memory"))
                .contains("REQUEST 0 (a0) in 3 ------", "not from the server");
        assertThat(ladder("10-lost-packet")).contains("handshake 3").contains("packet 0 arrives");
    }

    private static String ladder(String stop) {
        return PAGES.get(stop).get("ladder.txt");
    }

    private static String page(String stop) {
        return PAGES.get(stop).get("page.html");
    }
}
