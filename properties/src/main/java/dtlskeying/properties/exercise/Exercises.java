package dtlskeying.properties.exercise;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All exercises, from easy to hard within each protocol. */
public final class Exercises {
    private Exercises() {}

    /** Those of both protocols, DTLS-SRTP first. */
    public static List<Exercise<?, ?, ?, ?>> all() {
        return Stream.concat(SrtpExercises.all().stream(), ChunkExercises.all().stream()).toList();
    }

    /** The one of that name. */
    public static Optional<Exercise<?, ?, ?, ?>> find(String id) {
        return all().stream().filter(each -> each.id().equals(id)).findFirst();
    }
}
