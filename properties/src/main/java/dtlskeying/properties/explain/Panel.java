package dtlskeying.properties.explain;

import dtlskeying.properties.dissect.Field;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;

/**
 * One level of a message as a page shows it: its bytes in spans, and a row for each field.
 *
 * @param title what it is
 * @param note how it came about
 * @param isOpened whether it was sealed on the wire
 * @param spans the bytes, a span for each smallest field
 * @param left how many bytes are not shown
 * @param rows the fields, outer ones before what they consist of
 * @param steps how the number in the header was uncovered; none if it was not
 */
public record Panel(
        String title,
        String note,
        boolean isOpened,
        List<Span> spans,
        int left,
        List<Row> rows,
        List<Step> steps) {
    private static final int MOST_BYTES = 320;
    private static final int MOST_ROWS = 240;

    /** The bytes of one smallest field. */
    public record Span(int field, String hex) {}

    /**
     * One field.
     *
     * @param field its number, which the span of its bytes has, too; -1 if it has parts
     * @param place its first and last byte, counted from 0
     */
    public record Row(
            int field,
            int depth,
            String place,
            String name,
            String value,
            String meaning,
            String source) {}

    /** One step of a small computation. */
    public record Step(String name, String value, String meaning) {}

    /** A layer and everything inside it, outermost first. */
    static List<Panel> of(List<Layer> layers) {
        var panels = new ArrayList<Panel>();
        for (Layer layer : layers) add(layer, false, panels);
        return panels;
    }

    private static void add(Layer layer, boolean isInside, List<Panel> panels) {
        var rows = new ArrayList<Row>();
        var leaves = new ArrayList<Field>();
        for (Field field : layer.fields()) add(field, 0, rows, leaves);
        var shown = new ArrayList<Span>();
        for (int i = 0; i < leaves.size() && leaves.get(i).offset() < MOST_BYTES; i++)
            shown.add(span(i, leaves.get(i), layer.bytes()));
        if (leaves.isEmpty() && !layer.bytes().isEmpty())
            shown.add(new Span(0, hex(layer.bytes(), 0, layer.bytes().length())));
        panels.add(
                new Panel(
                        layer.title(),
                        layer.note(),
                        isInside,
                        shown,
                        Math.max(0, layer.bytes().length() - MOST_BYTES),
                        List.copyOf(rows.subList(0, Math.min(rows.size(), MOST_ROWS))),
                        layer.unmasking().map(Panel::steps).orElse(List.of())));
        for (Layer inner : layer.inside()) add(inner, true, panels);
    }

    private static void add(Field field, int depth, List<Row> rows, List<Field> leaves) {
        boolean isLeaf = field.children().isEmpty();
        String place =
                field.length() == 1
                        ? String.valueOf(field.offset())
                        : field.offset() + "\u2013" + (field.end() - 1);
        rows.add(
                new Row(
                        isLeaf ? leaves.size() : -1,
                        depth,
                        place,
                        field.name(),
                        field.value(),
                        field.meaning(),
                        field.source()));
        if (isLeaf) leaves.add(field);
        for (Field child : field.children()) add(child, depth + 1, rows, leaves);
    }

    private static Span span(int number, Field leaf, Octets bytes) {
        return new Span(number, hex(bytes, leaf.offset(), leaf.end()));
    }

    private static String hex(Octets bytes, int from, int to) {
        var hex = new StringBuilder();
        int end = Math.min(to, Math.max(from, MOST_BYTES));
        for (int i = from; i < end; i++) {
            if (i > from) hex.append(' ');
            hex.append("%02x".formatted(bytes.at(i)));
        }
        return hex.toString();
    }

    private static List<Step> steps(Layer.Unmasking unmasking) {
        return List.of(
                new Step(
                        "sample",
                        unmasking.sample().toHex(),
                        "the first 16 bytes of what is sealed"),
                new Step("mask", unmasking.mask().toHex(), "its encryption under sn_key, cut"),
                new Step("on the wire", unmasking.masked().toHex(), "the number, masked"),
                new Step("XOR", unmasking.number().toHex(), "the number's low bytes"),
                new Step(
                        "record number",
                        Long.toString(unmasking.sequence()),
                        "nearest to the next one that is expected"));
    }
}
