package dtlskeying.properties.explain;

import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;

/**
 * One row of the ladder on a page.
 *
 * @param kind {@code sent}, {@code note} or {@code group}
 * @param number of the datagram; 0 for what is none
 * @param from which end
 * @param words each message, with its protection where that is not the row's
 * @param mark what protects it
 * @param colour 0 to 6
 * @param fate that it was lost, came twice or was forged; empty otherwise
 * @param arrivals when it arrived
 * @param clause of a note; empty if there is none
 * @param panels its bytes
 * @param group the rows that are shown as one
 */
public record LadderRow(
        String kind,
        int number,
        long ms,
        String from,
        List<String> words,
        String mark,
        int colour,
        String fate,
        int repeats,
        String arrivals,
        int length,
        String clause,
        List<Panel> panels,
        List<LadderRow> group) {
    private static final int LEAST_GROUP = 5;
    private static final int MOST_EXPLAINED = 600;

    /** The rows of a course; many packets of media in a row are one. */
    static List<LadderRow> of(List<Moment> course) {
        var rows = new ArrayList<LadderRow>();
        for (int i = 0; i < course.size(); ) {
            int run = i;
            while (run < course.size() && isMedia(course.get(run))) run++;
            if (run - i >= LEAST_GROUP) {
                rows.add(group(course.subList(i, run)));
                i = run;
            } else rows.add(of(course.get(i++)));
        }
        return rows;
    }

    private static boolean isMedia(Moment moment) {
        return moment instanceof Moment.Leaves(var sent) && sent.isMedia();
    }

    private static LadderRow group(List<Moment> run) {
        var rows = run.stream().map(LadderRow::of).toList();
        long fromClient = rows.stream().filter(row -> row.from().equals("client")).count();
        long lost = rows.stream().filter(row -> !row.arrivals().isEmpty()).count();
        String words =
                "%d SRTP packets of the client, %d of the server%s"
                        .formatted(
                                fromClient,
                                rows.size() - fromClient,
                                lost == rows.size()
                                        ? ""
                                        : ", %d lost".formatted(rows.size() - lost));
        var first = rows.getFirst();
        var marks = rows.stream().map(LadderRow::mark).distinct().toList();
        return new LadderRow(
                "group",
                0,
                first.ms(),
                "both",
                List.of(words),
                String.join(", ", marks),
                first.colour(),
                "",
                0,
                "",
                0,
                "",
                List.of(),
                rows);
    }

    private static LadderRow of(Moment moment) {
        return switch (moment) {
            case Moment.Notes(var ms, var end, var words, var clause) ->
                    new LadderRow(
                            "note",
                            0,
                            ms,
                            end.text(),
                            List.of(words),
                            "",
                            0,
                            "",
                            0,
                            "",
                            0,
                            clause,
                            List.of(),
                            List.of());
            case Moment.Leaves(var sent) -> of(sent);
        };
    }

    private static LadderRow of(Sent sent) {
        var shipment = sent.shipment();
        var words = new ArrayList<String>();
        for (Sent.Word word : sent.words())
            words.add(
                    word.level().equals(sent.level())
                            ? word.text()
                            : word.text() + " [" + word.level().mark() + "]");
        boolean isExplained = shipment.number() <= MOST_EXPLAINED;
        return new LadderRow(
                "sent",
                shipment.number(),
                shipment.ms(),
                shipment.from().text(),
                words.isEmpty() ? List.of("nothing") : words,
                sent.level().mark(),
                sent.level().colour(),
                fate(shipment),
                sent.repeats(),
                arrivals(shipment),
                shipment.bytes().length(),
                "",
                isExplained ? Panel.of(sent.layers()) : List.of(),
                List.of());
    }

    private static String fate(Shipment shipment) {
        if (shipment.isForeign()) return "forged";
        if (shipment.isLost()) return "lost";
        return shipment.isTwice() ? "twice" : "";
    }

    private static String arrivals(Shipment shipment) {
        return String.join(" and ", shipment.arrivals().stream().map(ms -> ms + " ms").toList());
    }

    /** The other end, for words such as "client to server". */
    public String to() {
        return from.equals(Role.CLIENT.text()) ? Role.SERVER.text() : Role.CLIENT.text();
    }
}
