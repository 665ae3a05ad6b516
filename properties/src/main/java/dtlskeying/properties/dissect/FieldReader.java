package dtlskeying.properties.dissect;

import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Walks over bytes and names them, each once and none left out. Bytes may be anything: what is cut
 * short, or left over, becomes a field that says so, and what is read behind the end is not there.
 */
final class FieldReader {
    /** What a number that is not there reads as. */
    static final int MISSING = -1;

    private static final int SHOWN = 24;

    private final Octets bytes;
    private final int end;
    private final List<Field> fields = new ArrayList<>();
    private int at;

    private FieldReader(Octets bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** What {@code body} reads, and the bytes that it leaves. */
    static List<Field> all(Octets bytes, Consumer<FieldReader> body) {
        return new FieldReader(bytes, 0, bytes.length()).finish(body);
    }

    private List<Field> finish(Consumer<FieldReader> body) {
        body.accept(this);
        rest("unexplained bytes", "", "nothing of this kind has bytes here");
        return fields;
    }

    /** Whether nothing is left. */
    boolean isAtEnd() {
        return at >= end;
    }

    /** How many bytes are left. */
    int left() {
        return end - at;
    }

    /** The byte so many places ahead, or {@link #MISSING}. */
    int peek(int ahead) {
        return at + ahead < end ? bytes.at(at + ahead) : MISSING;
    }

    /** The two bytes so many places ahead, or {@link #MISSING}. */
    int peek16(int ahead) {
        return at + ahead + 1 < end ? peek(ahead) << 8 | peek(ahead + 1) : MISSING;
    }

    /** What is ahead, without going there. */
    Octets ahead(int length) {
        return bytes.slice(at, Math.min(end, at + length));
    }

    /** A number of 1 to 8 bytes; {@link #MISSING} if it is not all there. */
    long number(String name, int length, String source, LongFunction<String> meaning) {
        if (cutShort(name, length, source)) return MISSING;
        long value = 0;
        for (int i = 0; i < length; i++) value = value << 8 | bytes.at(at + i);
        add(name, length, Long.toUnsignedString(value), meaning.apply(value), source, List.of());
        return value;
    }

    /** A number of 1 to 3 bytes; {@link #MISSING} if it is not all there. */
    int uint(String name, int length, String source, LongFunction<String> meaning) {
        return (int) number(name, length, source, meaning);
    }

    /** A number of 1 to 3 bytes that says it all. */
    int uint(String name, int length, String source) {
        return uint(name, length, source, _ -> "");
    }

    /** A code point: it is shown in hex, and named. */
    int code(String name, int length, String source, LongFunction<String> meaning) {
        if (cutShort(name, length, source)) return MISSING;
        int value = 0;
        for (int i = 0; i < length; i++) value = value << 8 | bytes.at(at + i);
        add(name, length, "0x" + hex(length), meaning.apply(value), source, List.of());
        return value;
    }

    /** So many bytes; nothing if it is none. */
    void octets(String name, int length, String source, String meaning) {
        if (length <= 0 || cutShort(name, length, source)) return;
        add(name, length, hex(length), meaning, source, List.of());
    }

    /** All that is left, if anything is. */
    void rest(String name, String source, String meaning) {
        octets(name, left(), source, meaning);
    }

    /** So many bytes that have parts; nothing if it is none. */
    void nested(
            String name, int length, String source, String meaning, Consumer<FieldReader> body) {
        if (length <= 0 || isAtEnd()) return;
        int whole = Math.min(length, left());
        var inner = new FieldReader(bytes, at, at + whole);
        var parts = inner.finish(body);
        String note = whole < length ? "cut short: %d of %d bytes".formatted(whole, length) : "";
        add(name, whole, "", note.isEmpty() ? meaning : note, source, parts);
    }

    /** A length of so many bytes, and that many bytes behind it that have parts. */
    void vector(String name, int lengthBytes, String source, Consumer<FieldReader> body) {
        int length = uint(name + " length", lengthBytes, source, FieldReader::bytesText);
        nested(name, length, source, "", body);
    }

    /** A length of so many bytes, and that many bytes behind it. */
    void opaque(String name, int lengthBytes, String source, String meaning) {
        int length = uint(name + " length", lengthBytes, source, FieldReader::bytesText);
        octets(name, length, source, meaning);
    }

    /** Whether so many bytes are not left; those that are become a field that says so. */
    private boolean cutShort(String name, int length, String source) {
        if (length <= left()) return false;
        if (left() > 0)
            add(
                    name,
                    left(),
                    hex(left()),
                    "cut short: %d of %d bytes".formatted(left(), length),
                    source,
                    List.of());
        return true;
    }

    private void add(
            String name,
            int length,
            String value,
            String meaning,
            String source,
            List<Field> children) {
        fields.add(new Field(name, at, length, value, meaning, source, children));
        at += length;
    }

    private String hex(int length) {
        int shown = Math.min(length, SHOWN);
        String digits = bytes.slice(at, at + shown).toHex();
        return shown < length ? digits + "\u2026" : digits;
    }

    private static String bytesText(long count) {
        return count == 1 ? "1 byte" : count + " bytes";
    }
}
