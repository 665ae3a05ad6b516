package dtlskeying.impl;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Octets;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bytes behind the names of keys, at one endpoint. Machines and traces hold {@link KeyId}s;
 * this is the one place that holds what they stand for, and overwrites what is destroyed.
 *
 * <p>It speaks for its own copies only: whoever took a {@link Secret} out of it, or made a cipher
 * of one, has another.
 */
public final class KeyRing {
    private final Map<KeyId, byte[]> keys = new LinkedHashMap<>();

    /** A ring without keys. */
    public KeyRing() {}

    /** Keeps a copy of a key under its name. A key that has the name already is destroyed. */
    public void install(KeyId name, Secret key) {
        destroy(name);
        keys.put(name, key.octets().toArray());
    }

    /** Overwrites a key with zeros and forgets its name; nothing happens if there is none. */
    public void destroy(KeyId name) {
        byte[] gone = keys.remove(name);
        if (gone != null) Arrays.fill(gone, (byte) 0);
    }

    /** Destroys all keys. */
    public void clear() {
        keys.values().forEach(key -> Arrays.fill(key, (byte) 0));
        keys.clear();
    }

    /** A copy of the key with that name, if it is here. */
    public Optional<Secret> find(KeyId name) {
        return Optional.ofNullable(keys.get(name)).map(key -> Secret.of(Octets.of(key)));
    }

    /** The names of the keys that are here. */
    public Set<KeyId> names() {
        return Set.copyOf(keys.keySet());
    }

    /** The array that holds a key, for tests that watch it being overwritten. */
    byte[] arrayOf(KeyId name) {
        return keys.get(name);
    }

    @Override
    public String toString() {
        return "keys " + keys.keySet();
    }
}
