package dtlskeying.properties.vectors;

import dtlskeying.properties.JudgedChapter;

import java.util.List;
import java.util.stream.Stream;

/** All chapters whose vectors are sequences, and whose traces can be judged. */
public final class SequenceChapters {
    private SequenceChapters() {}

    static Stream<SequenceChapter<?, ?, ?, ?>> all() {
        return Stream.of(
                        SrtpSequences.ALL,
                        DtlsSequences.ALL,
                        Dtls13Sequences.ALL,
                        ChunkSequences.ALL)
                .flatMap(List::stream);
    }

    /** The same without what only vectors need. */
    public static List<JudgedChapter<?, ?, ?, ?>> judged() {
        return SequenceChapters.all()
                .<JudgedChapter<?, ?, ?, ?>>map(SequenceChapter::judged)
                .toList();
    }
}
