package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which of a thousand runs on a bad network do not complete: {@code vectors/under-loss.md} names
 * them, course by course. A build plays the first of each course and holds every one against the
 * page; with {@code -Dtries=10}, as at night, all are played. With {@code -Dsnapshots=write} too,
 * the page says what came of them.
 */
public enum UnderLoss {
    HANDSHAKE_12(
            "DTLS 1.2: handshake with cookie and both certificates",
            "a flight is sent nine times in 243 s"),
    RESUMPTION_12("DTLS 1.2: resumption with a cookie", "the same"),
    RESUMPTION_12_WITHOUT_COOKIE("DTLS 1.2: resumption, the cookie spared", "the same"),
    REHANDSHAKES_12_OF_CLIENT(
            "DTLS 1.2: handshake and three re-handshakes, begun by the client", "the same"),
    REHANDSHAKES_12_OF_SERVER("DTLS 1.2: the same, asked for by the server", "the same"),
    REHANDSHAKES_12_OF_BOTH("DTLS 1.2: the same, by both at once", "the same"),
    HANDSHAKE_13_SHORTEST("DTLS 1.3: handshake in one round trip", "the same"),
    HANDSHAKE_13_RETRY("DTLS 1.3: handshake with a cookie and another group", "the same"),
    HANDSHAKE_13_MUTUAL("DTLS 1.3: handshake with both certificates", "the same"),
    HANDSHAKE_13_HYBRID("DTLS 1.3: handshake with a hybrid hello in two parts", "the same"),
    HANDSHAKE_13_SMALL("DTLS 1.3: handshake in datagrams of 300 bytes", "the same"),
    KEY_UPDATES_13(
            "DTLS 1.3: handshake, and KeyUpdate by both ends",
            "the same; what was not acknowledged is given up, under the old keys"),
    EXTENDED_UPDATES_13(
            "DTLS 1.3: twelve extended key updates, by either end and both", "the same"),
    ASSOCIATION(
            "DTLS chunk: SCTP association, handshake, keys, enforcement",
            "SCTP sends INIT or COOKIE ECHO nine times, DATA eleven times; 30 s without keys"),
    REAUTHENTICATION(
            "DTLS chunk: the same, then ten key updates with a proof by each end in every epoch",
            "the same; 30 s without an answer");

    private static final String PAGE = "under-loss.md";
    private static final int ALL = 1_000;
    private static final String NONE = "none";
    private static final String HEAD =
            """
            # What comes through a network that loses 30 %

            Of what is sent, either way, 30 % is lost, 30 % comes late and out of order, and 30 % comes
            twice. A thousand runs of each course, with seeds 0 to 999, in virtual time: a run that does
            not complete has stopped at the limit. In all of them the ends agree on their keys. The build
            plays the first runs of each course and holds them against this page, one by one;
            `mvn -Pnightly test` plays all.

            | course | complete of 1,000 | limit | seeds of the runs that stopped |
            | --- | --: | --- | --- |
            """;

    private final String course;
    private final String limit;

    UnderLoss(String course, String limit) {
        this.course = course;
        this.limit = limit;
    }

    /**
     * Plays the course with so many seeds, from 0, or with all: fails where others complete than
     * the page says.
     *
     * @param usual how many seeds every build plays
     * @param completes plays the run of that seed, fails if it neither completes nor stops at the
     *     limit, and tells which of the two
     */
    public void check(int usual, IntPredicate completes) {
        int played = Integer.getInteger("tries", 1) > 1 ? ALL : usual;
        var stopped =
                IntStream.range(0, played).filter(seed -> !completes.test(seed)).boxed().toList();
        if (played == ALL && Snapshots.areWritten()) write(stopped);
        assertThat(stopped)
                .as("%s: of the first %d runs, those that stop, as in %s", course, played, PAGE)
                .isEqualTo(
                        recorded().getOrDefault(this, List.of()).stream()
                                .filter(seed -> seed < played)
                                .toList());
    }

    private synchronized void write(List<Integer> stopped) {
        var all = recorded();
        all.put(this, stopped);
        Snapshots.check(PAGE, page(all));
    }

    /** The page that says of each course which seeds stop. */
    static String page(Map<UnderLoss, List<Integer>> stopped) {
        return stopped.entrySet().stream()
                .map(each -> each.getKey().row(each.getValue()))
                .collect(Collectors.joining("", HEAD, ""));
    }

    /** What the page says, course by course, as far as it has them. */
    static Map<UnderLoss, List<Integer>> recorded() {
        var all = new EnumMap<UnderLoss, List<Integer>>(UnderLoss.class);
        List<String> lines = lines();
        for (UnderLoss each : values())
            lines.stream()
                    .filter(line -> line.startsWith("| " + each.course + " |"))
                    .findFirst()
                    .ifPresent(line -> all.put(each, seeds(line)));
        return all;
    }

    private String row(List<Integer> stopped) {
        String seeds = stopped.stream().map(String::valueOf).collect(Collectors.joining(" "));
        return "| %s | %d | %s | %s |\n"
                .formatted(course, ALL - stopped.size(), limit, stopped.isEmpty() ? NONE : seeds);
    }

    private static List<Integer> seeds(String row) {
        String last = row.split(" \\| ")[3].replace(" |", "");
        if (last.equals(NONE)) return List.of();
        return new ArrayList<>(Stream.of(last.split(" ")).map(Integer::valueOf).toList());
    }

    private static List<String> lines() {
        Path page = Snapshots.root().resolve("vectors").resolve(PAGE);
        try {
            return Files.exists(page) ? Files.readAllLines(page) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
