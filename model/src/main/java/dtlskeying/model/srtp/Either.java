package dtlskeying.model.srtp;

import java.util.HashSet;
import java.util.Set;

/** What is permitted where the text leaves several things open. */
final class Either {
    private Either() {}

    /** Everything that is in one of the sets. */
    @SafeVarargs
    static <T> Set<T> of(Set<T>... sets) {
        var all = new HashSet<T>();
        for (Set<T> set : sets) all.addAll(set);
        return all;
    }
}
