package dtlskeying.properties.vectors;

import dtlskeying.vectors.VectorKind;

import java.util.List;

/** What became of all kinds of vectors, one line each. */
public record VectorReport(List<Line> lines) {
    /**
     * What became of one kind.
     *
     * @param kind the kind
     * @param tests how many tests its file has; 0 if it cannot be read
     * @param changed whether the file was written because it differed; always false in a
     *     verification
     * @param findings what is wrong, a line each; none if all is well
     */
    public record Line(VectorKind kind, int tests, boolean changed, List<String> findings) {
        /** Copies the list. */
        public Line {
            findings = List.copyOf(findings);
        }
    }

    /** Copies the list. */
    public VectorReport {
        lines = List.copyOf(lines);
    }

    /** Whether nothing is wrong. */
    public boolean isFine() {
        return lines.stream().allMatch(line -> line.findings().isEmpty());
    }

    /** All tests of all kinds. */
    public int tests() {
        return lines.stream().mapToInt(Line::tests).sum();
    }
}
