package dtlskeying.impl.crypto;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Holds secrets so as to say later whether their holder has overwritten them, and shows none of
 * them. Two secrets with the same bytes are two.
 */
public final class Remains {
    private final Set<Secret> secrets = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Of these secrets, those of no length left out. */
    public Remains(List<Secret> held) {
        for (Secret each : held) if (!each.isEmpty()) secrets.add(each);
    }

    /** How many secrets there are. */
    public int size() {
        return secrets.size();
    }

    /** How many of them are anything but zeros. */
    public int left() {
        return (int) secrets.stream().filter(secret -> !secret.isOverwritten()).count();
    }

    /** Those of them that another holder does not hold. */
    public Remains without(Remains kept) {
        return new Remains(secrets.stream().filter(each -> !kept.secrets.contains(each)).toList());
    }

    @Override
    public String toString() {
        return left() + " of " + size() + " secrets";
    }
}
