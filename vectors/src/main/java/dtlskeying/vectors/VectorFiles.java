package dtlskeying.vectors;

/** Where the vectors are. */
public final class VectorFiles {
    private VectorFiles() {}
}
