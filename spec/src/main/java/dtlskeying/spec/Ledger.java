package dtlskeying.spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rows that the two modelled documents have, as data: what the catalogue is held against. */
public final class Ledger {
    /**
     * One statement.
     *
     * @param id the id that its clause must have
     * @param level the level as the document writes it; two levels are parted by a slash
     */
    public record Row(String id, String level) {}

    private Ledger() {}

    /** All rows, in the order of the documents. */
    public static List<Row> rows() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                Ledger.class.getResourceAsStream("ledger.txt"),
                                StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).map(Ledger::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        int space = line.indexOf(' ');
        return new Row(line.substring(0, space), line.substring(space + 1));
    }
}
