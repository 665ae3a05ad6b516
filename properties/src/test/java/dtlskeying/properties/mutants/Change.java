package dtlskeying.properties.mutants;

import java.nio.file.Path;

/**
 * One small change of a source.
 *
 * @param kind what is changed
 * @param source the file, relative to the sources of {@code impl}
 * @param line the first line that is changed, from 1
 * @param start the first character that is replaced, from 0
 * @param end the character after the last that is replaced
 * @param before what stands there
 * @param after what takes its place
 */
record Change(Kind kind, Path source, long line, int start, int end, String before, String after) {
    /** What slips from a programmer's hand. */
    enum Kind {
        OPERATOR,
        CONSTANT,
        DROPPED_STATEMENT,
        SWAPPED_ARGUMENTS
    }

    String applied(String text) {
        return text.substring(0, start) + after + text.substring(end);
    }

    /** The class of the file, by its simple name. */
    String type() {
        return source.getFileName().toString().replace(".java", "");
    }

    String place() {
        return source.toString().replace('\\', '/') + ":" + line;
    }

    @Override
    public String toString() {
        return "%-17s %s  %s  ->  %s".formatted(kind, place(), oneLine(before), oneLine(after));
    }

    static String oneLine(String code) {
        return code.isEmpty() ? "(nothing)" : code.strip().replaceAll("\\s+", " ");
    }
}
