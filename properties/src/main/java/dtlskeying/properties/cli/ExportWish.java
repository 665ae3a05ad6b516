package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.spec.Octets;

import java.util.regex.Pattern;

/**
 * Keying material that somebody wants to see, written as {@code LABEL[:CONTEXT]:LENGTH}.
 *
 * @param label in ASCII, 1 to 249 bytes, no colon
 * @param context from hex; none is the same as empty
 * @param length in bytes, 1 to 8,160
 */
record ExportWish(String label, Octets context, int length) {
    private static final Pattern FORM =
            Pattern.compile("([!-9;-~ ]{1,249})(?::([0-9a-fA-F]*))?:([0-9]{1,5})");
    private static final int LONGEST = 255 * 32;

    ExportWish {
        if (length < 1 || length > LONGEST)
            throw new IllegalArgumentException("a length is from 1 to 8160, not " + length);
    }

    /** Reads {@code EXPORTER-x:32} or {@code EXPORTER-x:c0ffee:32}. */
    static ExportWish parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches())
            throw new IllegalArgumentException(
                    "'" + text + "' is not LABEL[:CONTEXT]:LENGTH, such as EXPORTER-x:c0ffee:32");
        Octets context = match.group(2) == null ? Octets.EMPTY : Octets.hex(match.group(2));
        return new ExportWish(match.group(1), context, Integer.parseInt(match.group(3)));
    }

    /** What an association gives for it. */
    Secret of(Association association) {
        return association.export(label, context, length);
    }
}
