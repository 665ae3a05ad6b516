package dtlskeying.properties.dissect;

import java.util.List;
import java.util.stream.Stream;

/**
 * A stretch of a message that has a name.
 *
 * @param name as the document calls it
 * @param offset where it begins in the message, in bytes
 * @param length how many bytes it has, 1 or more
 * @param value a number in decimal, or bytes in hex, of which the first few stand for all
 * @param meaning what the value says, or why it says nothing; empty if the value says it all
 * @param source where it is laid down: the id of a clause, or document and section
 * @param children what it consists of, which covers all of it; none for the smallest
 */
public record Field(
        String name,
        int offset,
        int length,
        String value,
        String meaning,
        String source,
        List<Field> children) {
    public Field {
        if (length < 1) throw new IllegalArgumentException(name + " has no bytes");
        children = List.copyOf(children);
    }

    /** Where it ends: the offset of the first byte behind it. */
    public int end() {
        return offset + length;
    }

    /** The smallest fields in it, in their order; it itself if it has no parts. */
    public Stream<Field> leaves() {
        return children.isEmpty() ? Stream.of(this) : children.stream().flatMap(Field::leaves);
    }

    /** Itself, and everything in it. */
    public Stream<Field> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(Field::all));
    }
}
