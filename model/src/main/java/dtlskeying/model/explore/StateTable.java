package dtlskeying.model.explore;

import java.util.Arrays;

/**
 * The visited states, numbered in the order in which they were found, with the state that each was
 * found from.
 *
 * <p>Keys and parents lie in chunks that never move; an open-addressing table of numbers finds
 * them. The list of keys is also the queue of the search. About 20 bytes a state.
 */
final class StateTable {
    static final int NO_PARENT = -1;

    private static final int CHUNK_BITS = 15;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private long[][] keys = new long[16][];
    private int[][] parents = new int[16][];
    private int[] slots = new int[1 << 12];
    private int size;

    int size() {
        return size;
    }

    long key(int number) {
        return keys[number >>> CHUNK_BITS][number & CHUNK - 1];
    }

    int parent(int number) {
        return parents[number >>> CHUNK_BITS][number & CHUNK - 1];
    }

    /** The number of the key; it is new if that equals the {@link #size} before the call. */
    int add(long key, int parent) {
        int mask = slots.length - 1;
        int slot = (int) Fingerprint.scramble(key) & mask;
        for (int entry; (entry = slots[slot]) != 0; slot = slot + 1 & mask)
            if (key(entry - 1) == key) return entry - 1;
        slots[slot] = size + 1;
        append(key, parent);
        if (size > slots.length / 4 * 3) grow();
        return size - 1;
    }

    private void append(long key, int parent) {
        int chunk = size >>> CHUNK_BITS;
        if ((size & CHUNK - 1) == 0) addChunk(chunk);
        keys[chunk][size & CHUNK - 1] = key;
        parents[chunk][size & CHUNK - 1] = parent;
        size++;
    }

    private void addChunk(int chunk) {
        if (chunk == keys.length) {
            keys = Arrays.copyOf(keys, 2 * chunk);
            parents = Arrays.copyOf(parents, 2 * chunk);
        }
        keys[chunk] = new long[CHUNK];
        parents[chunk] = new int[CHUNK];
    }

    private void grow() {
        int[] larger = new int[Math.multiplyExact(slots.length, 2)];
        int mask = larger.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = (int) Fingerprint.scramble(key(number)) & mask;
            while (larger[slot] != 0) slot = slot + 1 & mask;
            larger[slot] = number + 1;
        }
        slots = larger;
    }

    /** Bytes of all arrays, headers not counted. */
    long bytes() {
        long chunks = (size + CHUNK - 1L) >>> CHUNK_BITS;
        return 4L * slots.length + chunks * CHUNK * (Long.BYTES + Integer.BYTES);
    }
}
