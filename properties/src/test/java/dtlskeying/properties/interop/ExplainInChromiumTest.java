package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.RecordedRun;
import dtlskeying.properties.explain.Explanation;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import javax.imageio.ImageIO;

/** The page of a run in a browser, by mouse and by keyboard, by day and by night. */
class ExplainInChromiumTest {
    private static Chromium browser;
    private static Path page;

    @BeforeAll
    static void open() throws IOException {
        Chromium.assumePresent();
        var run = RecordedRun.of("run chunk --memory --seed 5 --messages 1 --sizes 20 --loss 5%");
        page = Files.createTempDirectory("explained").resolve("page.html");
        Files.writeString(page, Explanation.of("In a browser", run.trace(), run.keyLog()).html());
        browser = Chromium.open(page, Chromium.profile());
    }

    @AfterAll
    static void close() {
        if (browser != null) browser.close();
    }

    @Test
    void it_loads_without_error_and_asks_for_nothing_but_itself() {
        assertThat(browser.evaluate("document.title").asString()).isEqualTo("In a browser");
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.requests()).allMatch(page.toUri().toString()::equals);
    }

    @Test
    void a_click_opens_a_message() {
        assertThat(isOpen("d2")).isFalse();
        browser.click("#d2 summary");
        assertThat(isOpen("d2")).isTrue();
        assertThat(browser.evaluate("document.querySelector('#d2 .fields').innerText").asString())
                .contains("DTLS Key Management")
                .contains("tie breaker");
        browser.click("#d2 summary");
        assertThat(isOpen("d2")).isFalse();
    }

    @Test
    void keys_open_a_message_and_go_from_row_to_row() {
        browser.evaluate("document.querySelector('#d3 summary').focus()");
        browser.press("Enter", 13, "\r");
        assertThat(isOpen("d3")).isTrue();
        browser.press("ArrowUp", 38, "");
        assertThat(focused()).isEqualTo("d2");
        browser.press("ArrowDown", 40, "");
        browser.press("ArrowDown", 40, "");
        assertThat(focused()).isEqualTo("d4");
    }

    @Test
    void the_tab_key_reaches_every_row() {
        browser.evaluate("document.querySelector('#d1 summary').focus()");
        browser.press("Tab", 9, "");
        assertThat(focused()).isEqualTo("d2");
    }

    @Test
    void what_an_address_names_is_opened() {
        browser.evaluate("location.hash = '#d6'");
        browser.evaluate("window.dispatchEvent(new HashChangeEvent('hashchange'))");
        assertThat(isOpen("d6")).isTrue();
    }

    @Test
    void nothing_is_wider_than_the_page() {
        assertThat(
                        browser.evaluate(
                                        "document.documentElement.scrollWidth"
                                                + " <= document.documentElement.clientWidth")
                                .asBoolean())
                .isTrue();
    }

    @Test
    void everything_that_takes_the_focus_has_a_name_for_who_cannot_see_it() {
        var nameless =
                browser.evaluate(
                        """
                        [...document.querySelectorAll('summary, a[href], button, [tabindex]')]
                          .filter(each => !(each.getAttribute('aria-label') || each.textContent).trim())
                          .length\
                        """);
        assertThat(nameless.asInt()).isZero();
    }

    @Test
    void it_is_another_picture_by_night() throws IOException {
        browser.prefer("light");
        int day = brightness(browser.picture());
        browser.prefer("dark");
        int night = brightness(browser.picture());
        browser.prefer("light");
        assertThat(day).isGreaterThan(200);
        assertThat(night).isLessThan(70);
    }

    /** On the average, of a picture that is not one colour alone. */
    private static int brightness(byte[] png) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        long sum = 0;
        long count = 0;
        Set<Integer> colours = new HashSet<>();
        for (int x = 0; x < picture.getWidth(); x += 3)
            for (int y = 0; y < picture.getHeight(); y += 3) {
                int rgb = picture.getRGB(x, y);
                colours.add(rgb);
                sum += (rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255);
                count += 3;
            }
        assertThat(colours).hasSizeGreaterThan(20);
        return (int) (sum / count);
    }

    private static boolean isOpen(String id) {
        return browser.evaluate("document.querySelector('#" + id + " > details').open").asBoolean();
    }

    private static String focused() {
        return browser.evaluate("document.activeElement.closest('li').id").asString();
    }
}
