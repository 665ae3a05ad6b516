package dtlskeying.properties;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * What stands beside an exhibit of the museum.
 *
 * @param id X-number, or a short name of the report
 * @param kind {@code seeded} or {@code field}
 * @param source the report from the field; empty for a bug that was thought out
 */
record Placard(String id, String kind, String title, String story, String source) {
    /** How many bugs were thought out: X01 and so on. */
    static final int SEEDED = 45;

    /** All placards, in the order in which the museum shows them. */
    static List<Placard> all() {
        try (InputStream text = Placard.class.getResourceAsStream("placards.json")) {
            return List.of(JsonMapper.shared().readValue(text, Placard[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a bug is one of these: it has the same name, or one that goes on from it. */
    boolean fits(String bug) {
        String name = bug.toLowerCase(Locale.ROOT);
        String stem = id.toLowerCase(Locale.ROOT);
        boolean goesOn =
                name.length() > stem.length() && !Character.isDigit(name.charAt(stem.length()));
        return name.startsWith(stem) && (goesOn || name.length() == stem.length());
    }
}
