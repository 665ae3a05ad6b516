package dtlskeying.model.explore;

import java.util.Arrays;

/** A growing list of {@code int}, in chunks that never move. */
final class Ints {
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private int[][] chunks = new int[16][];
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return chunks[index >>> CHUNK_BITS][index & CHUNK - 1];
    }

    void add(int value) {
        int chunk = size >>> CHUNK_BITS;
        if ((size & CHUNK - 1) == 0) addChunk(chunk);
        chunks[chunk][size & CHUNK - 1] = value;
        size = Math.incrementExact(size);
    }

    private void addChunk(int chunk) {
        if (chunk == chunks.length) chunks = Arrays.copyOf(chunks, 2 * chunk);
        chunks[chunk] = new int[CHUNK];
    }
}
