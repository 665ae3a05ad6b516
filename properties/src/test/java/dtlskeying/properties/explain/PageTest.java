package dtlskeying.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.trace.TracePacket;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a page has to be, whoever looks at it, and with what. */
class PageTest {
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
    private static final Pattern LINK = Pattern.compile(" href=\"#([^\"]*)\"");
    private static final Pattern HEADING = Pattern.compile("<h([1-6])[ >]");

    @Test
    void a_page_stands_alone() {
        for (String page : pages()) {
            assertThat(page).doesNotContainPattern("(?i)https?://(?!www\\.w3\\.org)");
            assertThat(page).doesNotContain(" src=").doesNotContain("@import");
            assertThat(page).doesNotContain("<link").doesNotContain("url(//");
        }
    }

    @Test
    void every_id_is_there_once_and_every_link_leads_to_one() {
        for (String page : pages()) {
            List<String> ids = all(ID, page);
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(ids).containsAll(all(LINK, page));
        }
    }

    @Test
    void headings_and_landmarks_are_in_order() {
        for (String page : pages()) {
            assertThat(page).startsWith("<!DOCTYPE html>").contains("<html lang=\"en\">");
            for (String part : List.of("header", "main", "footer", "nav aria-label=\"Parts"))
                assertThat(page.split("<" + part, -1)).as(part).hasSize(2);
            int before = 0;
            for (String level : all(HEADING, page)) {
                int now = Integer.parseInt(level);
                assertThat(now).isLessThanOrEqualTo(before + (before == 2 ? 2 : 1));
                before = now;
            }
            assertThat(all(Pattern.compile("<(h1)[ >]"), page)).hasSize(1);
        }
    }

    @Test
    void everything_that_takes_the_focus_has_a_name() {
        for (String page : pages()) {
            assertThat(all(Pattern.compile("<summary>(.*?)</summary>", Pattern.DOTALL), page))
                    .allMatch(text -> text.replaceAll("<[^>]*>", "").strip().length() > 3);
            assertThat(all(Pattern.compile("(<[^>]*tabindex=\"0\"[^>]*>)"), page))
                    .isNotEmpty()
                    .allMatch(tag -> tag.contains("aria-label=\""));
            assertThat(all(Pattern.compile("<a [^>]*>(.*?)</a>", Pattern.DOTALL), page))
                    .allMatch(text -> !text.isBlank());
        }
    }

    @Test
    void every_datagram_is_there() {
        Runs.all()
                .forEach((name, run) -> {
                    long sent =
                            run.trace().packets().stream()
                                    .filter(packet -> packet.way() == TracePacket.Way.TX)
                                    .count();
                    String page = Runs.explained(name).html();
                    for (int i = 1; i <= sent; i++) assertThat(page).contains(" id=\"d" + i + "\"");
                });
    }

    @Test
    void what_a_page_is_given_is_text_and_no_markup() {
        var run = Runs.all().get("srtp-1.3-retry");
        String page = Explanation.of("<script>x</script>", run.trace(), run.keyLog()).html();
        assertThat(page).doesNotContain("<script>x").contains("&lt;script&gt;x");
    }

    @Test
    void text_stands_out_from_its_ground_by_day_and_by_night() {
        String page = Runs.explained("srtp-1.3-retry").html();
        List<Colours> both = Colours.of(page);
        assertThat(both).hasSize(2);
        for (Colours colours : both)
            for (String ink :
                    List.of(
                            "ink", "soft", "link", "good", "bad", "c0", "c1", "c2", "c3", "c4",
                            "c5", "c6"))
                for (String ground : List.of("paper", "tint"))
                    assertThat(colours.contrast(ink, ground))
                            .as("%s on %s", ink, ground)
                            .isGreaterThanOrEqualTo(4.5);
    }

    private static List<String> pages() {
        var pages = new ArrayList<String>();
        for (String name : Runs.all().keySet()) pages.add(Runs.explained(name).html());
        return pages;
    }

    private static List<String> all(Pattern pattern, String page) {
        return pattern.matcher(page).results().map((MatchResult found) -> found.group(1)).toList();
    }
}
