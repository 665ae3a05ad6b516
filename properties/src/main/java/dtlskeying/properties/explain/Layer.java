package dtlskeying.properties.explain;

import dtlskeying.properties.dissect.Field;
import dtlskeying.spec.Octets;

import java.util.List;
import java.util.Optional;

/**
 * A message on its way down: its bytes as they are at one level, and what was found inside.
 *
 * @param title what it is
 * @param bytes all of it at this level
 * @param fields what every byte of it is
 * @param note how it came about, or why nothing was found inside; empty if there is nothing to say
 * @param unmasking how the number in the header was uncovered, if it was
 * @param inside what was found inside
 */
public record Layer(
        String title,
        Octets bytes,
        List<Field> fields,
        String note,
        Optional<Unmasking> unmasking,
        List<Layer> inside) {
    public Layer {
        fields = List.copyOf(fields);
        inside = List.copyOf(inside);
    }

    /**
     * How a record number is uncovered (RFC 9147 §4.2.3), step by step.
     *
     * @param sample the first 16 bytes of what was sealed
     * @param mask as many bytes of the number key's cipher of the sample as the number has
     * @param masked the number as it stands in the header
     * @param number the same, uncovered: the low bytes of the record's number
     * @param sequence the record's number
     */
    public record Unmasking(
            Octets sample, Octets mask, Octets masked, Octets number, long sequence) {}
}
