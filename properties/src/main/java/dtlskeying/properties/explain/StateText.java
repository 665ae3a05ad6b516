package dtlskeying.properties.explain;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * States of models in words that are the same in every run: records as they print themselves, and
 * what has no order sorted.
 */
public final class StateText {
    private StateText() {}

    /** The words for a state, or for a part of one. */
    public static String of(Object value) {
        return switch (value) {
            case Set<?> set -> list(set.stream().map(StateText::of).sorted().toList());
            case List<?> list -> list(list.stream().map(StateText::of).toList());
            case Map<?, ?> map ->
                    map.entrySet().stream()
                            .map(each -> of(each.getKey()) + "=" + of(each.getValue()))
                            .sorted()
                            .collect(Collectors.joining(", ", "{", "}"));
            case Record record when tellsItself(record) -> record.toString();
            case Record record -> record(record);
            case null -> "nothing";
            default -> value.toString();
        };
    }

    private static String list(Collection<String> parts) {
        return "[" + String.join(", ", parts) + "]";
    }

    /** Whether a record has better words than the list of its parts. */
    private static boolean tellsItself(Record record) {
        return !record.toString().startsWith(record.getClass().getSimpleName() + "[");
    }

    private static String record(Record record) {
        var parts = new ArrayList<String>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            var accessor = component.getAccessor();
            if (!accessor.trySetAccessible()) return record.toString();
            try {
                parts.add(component.getName() + "=" + of(accessor.invoke(record)));
            } catch (ReflectiveOperationException hidden) {
                return record.toString();
            }
        }
        return record.getClass().getSimpleName() + list(parts);
    }
}
