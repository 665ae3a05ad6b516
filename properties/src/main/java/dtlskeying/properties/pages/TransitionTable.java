package dtlskeying.properties.pages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The transition table of a machine, read from its snapshot: every state with every input.
 *
 * @param chapter the machine's chapter, for example {@code srtp/MkiSelection}
 * @param states the states, each with its rows, in the order of discovery
 */
public record TransitionTable(String chapter, List<State> states) {
    private static final String ARROW = " -> ";
    private static final String SAME = "same";
    private static final String BECAUSE = " by ";
    private static final String INDENT = "    ";

    public TransitionTable {
        states = List.copyOf(states);
    }

    /** One state with what every input comes to. */
    public record State(String text, List<Row> rows) {
        public State {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One cell of the table.
     *
     * @param before the state
     * @param input what the end learns
     * @param after the state after it
     * @param deeds what the end does
     */
    public record Row(String before, String input, String after, List<Deed> deeds) {
        public Row {
            deeds = List.copyOf(deeds);
        }

        /** Whether the state stays as it is. */
        public boolean isSame() {
            return before.equals(after);
        }
    }

    /**
     * One effect.
     *
     * @param text the effect as its record prints it
     * @param clause the id of the clause that it acts on; empty if it needs no reason
     */
    public record Deed(String text, String clause) {}

    /** The kind of a value that a record prints: what stands before its components. */
    public static String kind(String text) {
        int bracket = text.indexOf('[');
        return bracket < 0 ? text : text.substring(0, bracket);
    }

    /** All rows, state by state. */
    public Stream<Row> rows() {
        return states.stream().flatMap(state -> state.rows().stream());
    }

    /**
     * Reads a snapshot.
     *
     * @throws IllegalArgumentException if a line is none that the build writes
     */
    public static TransitionTable read(String snapshot) {
        List<String> lines = snapshot.lines().toList();
        var reader = new Reader(lines.stream().filter(TransitionTable::isState).toList());
        lines.stream().filter(line -> !line.isEmpty() && !isRemark(line)).forEach(reader::take);
        return new TransitionTable(title(lines.getFirst()), reader.states());
    }

    private static boolean isRemark(String line) {
        return line.startsWith("#");
    }

    private static boolean isState(String line) {
        return !line.isEmpty() && !isRemark(line) && !line.startsWith(INDENT);
    }

    private static String title(String head) {
        return head.substring(head.indexOf(' ') + 1, head.indexOf(':'));
    }

    /** Takes one line after the other. */
    private static final class Reader {
        private final List<String> known;
        private final List<State> states = new ArrayList<>();
        private final List<Row> rows = new ArrayList<>();
        private String state = "";

        Reader(List<String> known) {
            this.known = known;
        }

        void take(String line) {
            if (isState(line)) begin(line);
            else rows.add(row(line));
        }

        List<State> states() {
            begin("");
            return states;
        }

        private void begin(String next) {
            if (!state.isEmpty()) states.add(new State(state, rows));
            rows.clear();
            state = next;
        }

        private Row row(String line) {
            int arrow = line.indexOf(ARROW);
            if (arrow < 0 || state.isEmpty())
                throw new IllegalArgumentException("no row of a transition table: " + line);
            String rest = line.substring(arrow + ARROW.length());
            String after = after(rest);
            var deeds = outside(rest.substring(after.length()), ',');
            return new Row(
                    state,
                    line.substring(INDENT.length(), arrow),
                    after.equals(SAME) ? state : after,
                    deeds.stream().map(Reader::deed).toList());
        }

        /** The state at the beginning: one of the table, or one beyond it, which has no blanks. */
        private String after(String rest) {
            return known.stream()
                    .filter(each -> rest.equals(each) || rest.startsWith(each + " "))
                    .findFirst()
                    .orElseGet(() -> outside(rest, ' ').getFirst());
        }

        private static Deed deed(String text) {
            int because = text.lastIndexOf(BECAUSE);
            return because < 0
                    ? new Deed(text, "")
                    : new Deed(
                            text.substring(0, because), text.substring(because + BECAUSE.length()));
        }

        /** The parts between separators that are in no brackets, without blanks around them. */
        private static List<String> outside(String text, char separator) {
            var parts = new ArrayList<String>();
            int depth = 0;
            int from = 0;
            for (int i = 0; i <= text.length(); i++) {
                char c = i < text.length() ? text.charAt(i) : separator;
                if ("[{(".indexOf(c) >= 0) depth++;
                if ("]})".indexOf(c) >= 0) depth--;
                if (c != separator || depth > 0 && i < text.length()) continue;
                if (!text.substring(from, i).isBlank()) parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
            return parts;
        }
    }
}
