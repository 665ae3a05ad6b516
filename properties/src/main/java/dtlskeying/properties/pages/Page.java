package dtlskeying.properties.pages;

/**
 * One page before it is written.
 *
 * @param path where it goes, from the root of the site
 * @param template the template that makes it
 * @param title what it is called
 * @param data what it shows, for the template
 */
public record Page(String path, String template, String title, Object data) {
    /** The way from this page to the root of the site: {@code ../} as often as it takes. */
    public String root() {
        return "../".repeat((int) path.chars().filter(c -> c == '/').count());
    }
}
