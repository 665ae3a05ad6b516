package dtlskeying.properties;

import static java.util.stream.Collectors.toCollection;

import dtlskeying.properties.pages.RecordedMuseum;
import dtlskeying.properties.pages.RecordedMuseum.Bug;
import dtlskeying.properties.pages.RecordedMuseum.Exhibit;
import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The bug museum, put together from the bugs of the suite and hunted anew. */
final class Museum {
    /** How many steps a shrunk trace may be longer than the shortest one. */
    static final int SLACK = 1;

    /** More of what a property says than anybody reads, as whole certificates. */
    private static final int LONGEST = 600;

    /** A bug and the chapter that it is in. */
    private record Piece(String family, Guard guard) {}

    private Museum() {}

    /** Every bug that has a placard is hunted; a bug that escapes is a failure of the suite. */
    static RecordedMuseum open() {
        var placards = Placard.all();
        var pieces = pieces();
        var exhibits = placards.stream().map(placard -> exhibit(placard, pieces)).toList();
        var others =
                pieces.stream()
                        .filter(piece -> placards.stream().noneMatch(fit -> fits(fit, piece)))
                        .map(Museum::other)
                        .sorted(
                                Comparator.comparing(Bug::family)
                                        .thenComparing(Bug::bug)
                                        .thenComparing(Bug::story))
                        .toList();
        return new RecordedMuseum(SLACK, exhibits, others);
    }

    /** As the text of {@code museum.json}. */
    static String json(RecordedMuseum museum) {
        var mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return mapper.writeValueAsString(museum) + "\n";
    }

    private static List<Piece> pieces() {
        var pieces = new ArrayList<Piece>();
        for (var chapter : Suite.CHAPTERS)
            for (Guard guard : chapter.guards())
                pieces.add(new Piece(chapter.chapter().name(), guard));
        for (Guard guard : Suite.GUARDS) pieces.add(new Piece(family(guard), guard));
        return pieces;
    }

    /** The chapter that has the first clause which the bug breaks. */
    private static String family(Guard guard) {
        return Catalogue.byChapter().entrySet().stream()
                .filter(chapter -> chapter.getValue().stream().anyMatch(guard.breaks()::contains))
                .findFirst()
                .orElseThrow(() -> new AssertionError(guard.bug() + " breaks no clause"))
                .getKey();
    }

    private static boolean fits(Placard placard, Piece piece) {
        return placard.fits(piece.guard().bug());
    }

    private static Exhibit exhibit(Placard placard, List<Piece> pieces) {
        var specimens =
                pieces.stream()
                        .filter(piece -> fits(placard, piece))
                        .map(Museum::specimen)
                        .toList();
        return new Exhibit(
                placard.id(),
                placard.kind(),
                placard.title(),
                placard.story(),
                placard.source(),
                specimens);
    }

    private static RecordedMuseum.Specimen specimen(Piece piece) {
        Guard guard = piece.guard();
        Optional<Specimen> found = guard.specimen().get();
        if (found.isEmpty())
            throw new AssertionError(
                    guard.bug() + " of " + piece.family() + " escapes " + guard.killer());
        Specimen specimen = found.get();
        return new RecordedMuseum.Specimen(
                guard.bug(),
                piece.family(),
                guard.story(),
                clauses(guard),
                guard.killer(),
                specimen.kind().name().toLowerCase(Locale.ROOT),
                specimen.steps(),
                cut(specimen.violation()),
                specimen.length(),
                specimen.optimum(),
                specimen.answers().asked(),
                specimen.answers().noticing());
    }

    private static Bug other(Piece piece) {
        Guard guard = piece.guard();
        return new Bug(guard.bug(), piece.family(), guard.story(), clauses(guard), guard.killer());
    }

    private static List<String> clauses(Guard guard) {
        return List.copyOf(
                guard.breaks().stream().map(Clause::id).collect(toCollection(TreeSet::new)));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }
}
