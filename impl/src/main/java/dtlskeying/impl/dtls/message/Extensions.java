package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The extensions of a hello in their order, no type twice (RFC 5246 §7.4.1.4).
 *
 * @param list the extensions; no block is written for an empty list, and an empty block is read as
 *     one, so a transcript has to keep the bytes that were received
 */
public record Extensions(List<Extension> list) {
    /** No extensions. */
    public static final Extensions NONE = new Extensions(List.of());

    public Extensions {
        list = List.copyOf(list);
        if (hasDuplicate(list))
            throw new IllegalArgumentException("an extension type stands twice");
    }

    /** These extensions, in this order. */
    public static Extensions of(Extension... extensions) {
        return new Extensions(List.of(extensions));
    }

    /** The content of the extension of this type, if it is here. */
    public Optional<Octets> find(int type) {
        return list.stream()
                .filter(extension -> extension.type() == type)
                .map(Extension::data)
                .findFirst();
    }

    /** Whether there is an extension of this type. */
    public boolean has(int type) {
        return find(type).isPresent();
    }

    /**
     * These extensions and one more at the end.
     *
     * @throws IllegalArgumentException if its type is already here
     */
    public Extensions with(Extension extension) {
        var longer = new ArrayList<>(list);
        longer.add(extension);
        return new Extensions(longer);
    }

    /** Reads what stands at the end of a hello: nothing, or one block. */
    static Extensions read(WireReader in) {
        return in.isAtEnd() ? NONE : readBlock(in);
    }

    void write(WireWriter out) {
        if (!list.isEmpty()) writeBlock(out);
    }

    /** Reads a block that has to be there, if only as its length. */
    public static Extensions readBlock(WireReader in) {
        List<Extension> list = in.list16(0, Extension::read);
        in.require(!hasDuplicate(list), "an extension type stands twice");
        return new Extensions(list);
    }

    /** Writes a block, also one without extensions. */
    public void writeBlock(WireWriter out) {
        out.list16(list, (inner, extension) -> extension.write(inner));
    }

    private static boolean hasDuplicate(List<Extension> list) {
        var seen = new HashSet<Integer>();
        return !list.stream().allMatch(extension -> seen.add(extension.type()));
    }
}
