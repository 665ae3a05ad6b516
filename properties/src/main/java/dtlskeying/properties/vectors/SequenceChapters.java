package dtlskeying.properties.vectors;

import java.util.stream.Stream;

/** All chapters whose vectors are sequences. */
final class SequenceChapters {
    private SequenceChapters() {}

    static Stream<SequenceChapter<?, ?, ?, ?>> all() {
        return Stream.concat(SrtpSequences.ALL.stream(), DtlsSequences.ALL.stream());
    }
}
