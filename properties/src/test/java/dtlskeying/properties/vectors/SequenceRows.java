package dtlskeying.properties.vectors;

import dtlskeying.properties.Trace;
import dtlskeying.spec.Effect;
import dtlskeying.spec.trace.UnreadableWord;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which rows of the tables the sequences come to, if our machine plays them. */
public final class SequenceRows {
    private SequenceRows() {}

    /** The rows of each chapter that has sequences. */
    public static Map<String, Set<String>> byChapter() {
        var rows = new TreeMap<String, Set<String>>();
        SequenceChapters.all().forEach(source -> rows.put(source.chapter().name(), of(source)));
        return rows;
    }

    private static <S, I, E extends Effect, M> Set<String> of(SequenceChapter<S, I, E, M> source) {
        var rows = new TreeSet<String>();
        for (VectorGroup group : VectorFiles.read(source.kind()).testGroups())
            for (var start : source.chapter().starts())
                if (start.name().equals(group.fields().text("start")))
                    rows.add(last(source.chapter().run(start, inputs(source, group))).row());
        return rows;
    }

    private static <S, I, E, M> Trace.Entry<S, I, E> last(Trace<S, I, E, M> trace) {
        return trace.entries().getLast();
    }

    private static <I> ArrayList<I> inputs(SequenceChapter<?, I, ?, ?> source, VectorGroup group) {
        var inputs = new ArrayList<I>();
        try {
            for (Fields step : group.fields().list("steps"))
                inputs.add(source.inputs().read(step.value("input")));
            inputs.add(source.inputs().read(group.fields().value("input")));
        } catch (UnreadableWord e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return inputs;
    }
}
