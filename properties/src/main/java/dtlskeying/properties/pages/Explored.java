package dtlskeying.properties.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The table of {@code explorations.md}.
 *
 * @param columns what stands in the columns
 * @param rows the cells, row by row, as many as there are columns
 */
public record Explored(List<String> columns, List<List<String>> rows) {
    public Explored {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Reads the one table of a page in Markdown. */
    public static Explored read(String page) {
        var rows = new ArrayList<List<String>>();
        page.lines().filter(line -> line.startsWith("|")).map(Explored::cells).forEach(rows::add);
        if (rows.size() < 2) throw new StaleData("explorations.md has no table");
        var columns = rows.removeFirst();
        rows.removeFirst();
        return new Explored(columns, rows.stream().map(row -> fit(row, columns.size())).toList());
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, line.lastIndexOf('|'));
        return Arrays.stream(inner.split("\\|", -1))
                .map(String::strip)
                .map(cell -> cell.replace("`", ""))
                .toList();
    }

    private static List<String> fit(List<String> row, int columns) {
        var cells = new ArrayList<>(row);
        while (cells.size() < columns) cells.add("");
        return cells.subList(0, columns);
    }
}
