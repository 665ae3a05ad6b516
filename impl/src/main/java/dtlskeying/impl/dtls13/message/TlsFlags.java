package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The extension {@code tls_flags} (draft-ietf-tls-tlsflags §2): features that need no more than a
 * name.
 *
 * @param flags their numbers, 0 to 2,039; flag n is bit n mod 8, lowest first, of byte n / 8
 */
public record TlsFlags(SortedSet<Integer> flags) {
    /** The largest number of a flag. */
    public static final int LARGEST = 255 * 8 - 1;

    public TlsFlags {
        flags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(flags));
        if (flags.isEmpty() || flags.first() < 0 || flags.last() > LARGEST)
            throw new IllegalArgumentException("flags " + flags + " are not 0 to " + LARGEST);
    }

    /** These flags, at least one. */
    public static TlsFlags of(Collection<Integer> flags) {
        return new TlsFlags(new TreeSet<>(flags));
    }

    /**
     * Reads the content of the extension: bytes of which the last is not zero. The alert for a zero
     * there is illegal_parameter, and {@link #isMinimal} tells it from what cannot be parsed.
     */
    @Cites("tls-flags/2/a")
    public static Decoded<TlsFlags> decode(Octets data) {
        return WireReader.decode(
                data,
                in -> {
                    Octets bits = in.vector8(1, 255);
                    in.require(bits.at(bits.length() - 1) != 0, "a zero byte at the end");
                    return new TlsFlags(numbers(bits));
                });
    }

    /** Whether bytes that parse as a vector end in a byte that is not zero. */
    public static boolean isMinimal(Octets data) {
        return data.isEmpty() || data.at(data.length() - 1) != 0;
    }

    /** The extension on the wire. */
    public Extension toExtension() {
        byte[] bits = new byte[flags.last() / 8 + 1];
        for (int flag : flags) bits[flag / 8] |= (byte) (1 << flag % 8);
        var data = new WireWriter().vector8(Octets.of(bits)).toOctets();
        return new Extension(ExtensionType.TLS_FLAGS, data);
    }

    private static SortedSet<Integer> numbers(Octets bits) {
        var numbers = new TreeSet<Integer>();
        for (int flag = 0; flag < 8 * bits.length(); flag++)
            if ((bits.at(flag / 8) >> flag % 8 & 1) == 1) numbers.add(flag);
        return numbers;
    }
}
