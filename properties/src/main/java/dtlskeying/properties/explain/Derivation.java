package dtlskeying.properties.explain;

import dtlskeying.spec.Octets;

import java.util.List;
import java.util.stream.Stream;

/**
 * How one secret comes from others, and what comes from it.
 *
 * @param name what the documents call it
 * @param formula the function, with its inputs by name
 * @param inputs all that goes in, besides the secret that it comes from
 * @param output what comes out; no bytes if that is not known
 * @param check what confirms it, or contradicts it; empty if nothing does
 * @param source the clause, or document and section
 * @param next what comes from it
 */
public record Derivation(
        String name,
        String formula,
        List<Input> inputs,
        Octets output,
        String check,
        String source,
        List<Derivation> next) {
    public Derivation {
        inputs = List.copyOf(inputs);
        next = List.copyOf(next);
    }

    /**
     * What goes into a derivation.
     *
     * @param value bytes in hex, a text in quotes, or a number
     * @param meaning where it comes from; empty if the value says it
     */
    public record Input(String name, String value, String meaning) {
        static Input of(String name, Octets bytes, String meaning) {
            return new Input(name, bytes.isEmpty() ? "(nothing)" : bytes.toHex(), meaning);
        }
    }

    /** Itself, and all that comes from it. */
    public Stream<Derivation> all() {
        return Stream.concat(Stream.of(this), next.stream().flatMap(Derivation::all));
    }

    /** What comes out, in hex; empty if that is not known. */
    public String outputHex() {
        return output.toHex();
    }

    /** Whether something contradicts it. */
    public boolean isContradicted() {
        return check.startsWith("NOT ");
    }
}
