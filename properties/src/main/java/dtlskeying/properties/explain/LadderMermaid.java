package dtlskeying.properties.explain;

import dtlskeying.spec.Role;

import java.util.List;

/** The ladder in the language of Mermaid's sequence diagrams. */
final class LadderMermaid {
    private LadderMermaid() {}

    static String of(List<Moment> course) {
        var text = new StringBuilder("sequenceDiagram\n");
        for (Role end : Role.values())
            text.append("    participant ").append(end.text()).append('\n');
        for (Moment moment : course) text.append("    ").append(line(moment)).append('\n');
        return text.toString();
    }

    private static String line(Moment moment) {
        return switch (moment) {
            case Moment.Notes note ->
                    "Note over %s: %s".formatted(note.end().text(), clean(note.words()));
            case Moment.Leaves(var sent) -> arrow(sent);
        };
    }

    private static String arrow(Sent sent) {
        var shipment = sent.shipment();
        String head = shipment.isLost() ? "-x" : sent.level().equals(Level.OPEN) ? "-->>" : "->>";
        String fate =
                (shipment.isLost() ? ", lost" : "")
                        + (shipment.isTwice() ? ", twice" : "")
                        + (sent.repeats() > 0 ? ", again" : "");
        return "%s%s%s: %s (%s%s, %d ms)"
                .formatted(
                        shipment.from().text(),
                        head,
                        shipment.from().peer().text(),
                        clean(sent.text()),
                        sent.level().mark(),
                        fate,
                        shipment.ms());
    }

    /** A semicolon or a hash would begin something else. */
    private static String clean(String words) {
        return words.replace(';', ',').replace('#', ' ');
    }
}
