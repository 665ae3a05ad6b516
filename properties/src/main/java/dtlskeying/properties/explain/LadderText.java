package dtlskeying.properties.explain;

import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;

/** The ladder in plain text, no line longer than {@value #WIDTH} characters, as in an RFC. */
public final class LadderText {
    /** How long a line is at most. */
    public static final int WIDTH = 72;

    private static final int RAIL = 9;
    private static final int INNER = WIDTH - RAIL - 2;
    private static final String TIME = "%7d  ";
    private static final String NO_TIME = " ".repeat(RAIL);

    private LadderText() {}

    /** The lines above a ladder. */
    public static List<String> head() {
        return head("ms", "client", "server");
    }

    /**
     * The lines above a ladder.
     *
     * @param unit of what stands at the left of each line, 7 characters at most
     */
    static List<String> head(String unit, String left, String right) {
        String gap = " ".repeat(WIDTH - RAIL - left.length() - right.length());
        return List.of("%7s  ".formatted(unit) + left + gap + right);
    }

    /** The whole ladder. */
    static String of(List<Moment> course) {
        var lines = new ArrayList<>(head());
        for (int i = 0; i < course.size(); ) {
            int run = media(course, i);
            if (run > 1) {
                lines.addAll(packets(course.subList(i, i + run)));
                i += run;
            } else lines.addAll(lines(course.get(i++)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** How many moments from there on are packets of media, of both ends. */
    private static int media(List<Moment> course, int from) {
        int count = 0;
        while (from + count < course.size()
                && course.get(from + count) instanceof Moment.Leaves(var sent)
                && sent.isMedia()
                && !sent.shipment().isLost()) count++;
        return count;
    }

    /** One line an end and key set. */
    private static List<String> packets(List<Moment> run) {
        var lines = new ArrayList<String>();
        for (Role from : Role.values()) {
            var levels = new java.util.LinkedHashMap<Level, List<Sent>>();
            for (Moment moment : run)
                if (moment instanceof Moment.Leaves(var sent) && sent.shipment().from() == from)
                    levels.computeIfAbsent(sent.level(), _ -> new ArrayList<>()).add(sent);
            levels.forEach((level, all) -> {
                String words = all.size() == 1 ? "1 SRTP packet" : all.size() + " SRTP packets";
                lines.addAll(arrow(all.getFirst().shipment(), List.of(words), level, 0));
            });
        }
        return lines;
    }

    /** The lines of one moment. */
    public static List<String> lines(Moment moment) {
        return switch (moment) {
            case Moment.Leaves(var sent) ->
                    arrow(sent.shipment(), texts(sent), sent.level(), sent.repeats());
            case Moment.Notes note -> List.of(note(note));
        };
    }

    /**
     * The lines of something that is sent while nobody knows yet what becomes of it.
     *
     * @param mark what stands at the end of the arrow, such as its size; may be empty
     */
    public static List<String> sent(long ms, Role from, List<String> texts, String mark) {
        String tail = mark.isEmpty() ? "" : " " + mark + " ";
        return rungs(ms, from, listed(texts, tail), tail, false);
    }

    /** The lines of something that one end does, and nobody else sees; all words are kept. */
    public static List<String> done(long ms, Role end, String words) {
        var rows = rows(List.of(words.split(" ")), " ", INNER - 4);
        var lines = new ArrayList<String>();
        for (String row : rows) {
            boolean isFirst = lines.isEmpty();
            lines.add((isFirst ? TIME.formatted(ms) : NO_TIME) + beside(end, row, isFirst));
        }
        return lines;
    }

    /** The lines of something that goes from one end to the other; all words are kept. */
    static List<String> arrow(long ms, Role from, String words, String tail, boolean isLost) {
        var rows = rows(List.of(words.split(" ")), " ", INNER - 8 - tail.length());
        return rungs(ms, from, rows, tail, isLost);
    }

    /** The lines of something that happens at no end, or at both; all words are kept. */
    static List<String> between(long ms, String words) {
        var lines = new ArrayList<String>();
        for (String row : rows(List.of(words.split(" ")), " ", INNER - 8)) {
            String before = " ".repeat((INNER - 3 - row.length()) / 2);
            lines.add((lines.isEmpty() ? TIME.formatted(ms) : NO_TIME) + filled(before + row));
        }
        return lines;
    }

    private static String note(Moment.Notes note) {
        String clause = note.clause().isEmpty() ? "" : " (" + note.clause() + ")";
        String words = cut(note.words() + clause, INNER - 4);
        return TIME.formatted(note.ms()) + beside(note.end(), words, true);
    }

    private static String beside(Role end, String words, boolean isMarked) {
        String mark = isMarked ? "*" : "|";
        String rest = " ".repeat(INNER - 1 - words.length());
        return end == Role.CLIENT
                ? mark + " " + words + rest + "|"
                : "|" + rest + words + " " + mark;
    }

    /** The words of a datagram, with their protection where that changes. */
    private static List<String> texts(Sent sent) {
        var texts = new ArrayList<String>();
        Level last = sent.level();
        for (Sent.Word word : sent.words())
            texts.add(
                    word.level().equals(last)
                            ? word.text()
                            : word.text() + " [" + word.level().mark() + "]");
        return texts.isEmpty() ? List.of("nothing") : texts;
    }

    private static List<String> arrow(
            Shipment shipment, List<String> texts, Level level, int repeats) {
        String tail = " " + level.mark() + fate(shipment) + (repeats > 0 ? ", again" : "") + " ";
        return rungs(shipment.ms(), shipment.from(), listed(texts, tail), tail, shipment.isLost());
    }

    private static List<String> listed(List<String> texts, String tail) {
        return rows(texts, ", ", INNER - 8 - tail.length());
    }

    private static List<String> rungs(
            long ms, Role from, List<String> rows, String tail, boolean isLost) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            String time = i == 0 ? TIME.formatted(ms) : NO_TIME;
            boolean isLast = i == rows.size() - 1;
            lines.add(
                    time + (isLast ? shaft(from, isLost, rows.get(i), tail) : filled(rows.get(i))));
        }
        return lines;
    }

    private static String fate(Shipment shipment) {
        if (shipment.isForeign()) return ", forged";
        if (shipment.isLost()) return ", lost";
        return shipment.isTwice() ? ", twice" : "";
    }

    private static String filled(String row) {
        return "|   " + row + " ".repeat(INNER - 3 - row.length()) + "|";
    }

    private static String shaft(Role from, boolean isLost, String row, String tail) {
        String words = " " + row + " ";
        String line = "-".repeat(Math.max(1, INNER - 4 - words.length() - tail.length()));
        return from == Role.CLIENT
                ? "|--" + words + line + tail + (isLost ? "-x|" : "->|")
                : (isLost ? "|x-" : "|<-") + words + line + tail + "--|";
    }

    /** The texts, as many on a line as fit, with something between them. */
    private static List<String> rows(List<String> texts, String between, int width) {
        String mark = between.strip();
        var rows = new ArrayList<String>();
        String row = "";
        for (int i = 0; i < texts.size(); i++) {
            String text = cut(texts.get(i), width - 1) + (i < texts.size() - 1 ? mark : "");
            if (!row.isEmpty() && row.length() + 1 + text.length() > width) {
                rows.add(row);
                row = "";
            }
            row = row.isEmpty() ? text : row + " " + text;
        }
        rows.add(row);
        return rows;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, Math.max(1, length - 1)) + "~";
    }
}
