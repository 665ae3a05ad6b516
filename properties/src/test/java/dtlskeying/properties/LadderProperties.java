package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.pages.Evidence;
import dtlskeying.properties.pages.RecordedLadder;
import dtlskeying.properties.pages.RecordedMuseum;
import dtlskeying.properties.pages.Site;

import net.jqwik.api.Example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * No clause slips and no bug escapes: ladder and museum are what {@code vectors/ladder.json},
 * {@code vectors/museum.json}, the pages made of them and README say.
 */
class LadderProperties {
    private static final List<Ladder.Rungs> RECORDED = Ladder.recorded();
    private static final Ladder LADDER = climbed();
    private static final RecordedMuseum MUSEUM = Museum.open();

    @Example
    void no_clause_slips() {
        var slips = LadderDifference.slips(RECORDED, LADDER.rungs());
        assertThat(slips.isEmpty() || Snapshots.areWritten())
                .as(() -> "slipped since vectors/ladder.json:\n" + String.join("\n", slips))
                .isTrue();
    }

    @Example
    void the_ladder_is_as_recorded() {
        var differences = LadderDifference.all(RECORDED, LADDER.rungs());
        assertThat(differences.isEmpty() || Snapshots.areWritten())
                .as(() ->
                        "other than in vectors/ladder.json; accept it with -Dsnapshots=write:\n"
                                + String.join("\n", differences))
                .isTrue();
        Snapshots.check("ladder.json", LADDER.json());
    }

    @Example
    void every_clause_of_the_finished_chapters_is_modelled_implemented_and_guarded() {
        for (String chapter : Suite.FINISHED)
            assertThat(LADDER.chapter(chapter))
                    .as(chapter)
                    .isNotEmpty()
                    .allSatisfy(rungs ->
                            assertThat(List.of("modelled", "implemented", "guarded"))
                                    .as(rungs.claim())
                                    .allMatch(rungs::has));
    }

    @Example
    void the_museum_is_as_recorded() {
        Snapshots.check("museum.json", Museum.json(MUSEUM));
    }

    @Example
    void the_pages_are_as_recorded() throws IOException {
        Path vectors = Snapshots.root().resolve("vectors");
        var evidence = Evidence.read(vectors).with(RecordedLadder.read(LADDER.json()), MUSEUM);
        Map<String, String> kept = new Site(evidence, "", false).kept();
        kept.forEach(Snapshots::check);
        try (Stream<Path> pages = Files.walk(vectors.resolve("pages"))) {
            assertThat(pages.filter(Files::isRegularFile))
                    .as("pages of what is no longer there")
                    .allMatch(page -> kept.containsKey(vectors.relativize(page).toString()));
        }
    }

    @Example
    void readme_shows_the_ladder() throws IOException {
        ReadmeTable.check("ladder", ReadmeTable.ladder(LADDER, VectoredTest.reasons()));
    }

    private static Ladder climbed() {
        var ladder = new Ladder();
        for (ChapterProperties<?, ?, ?, ?> chapter : Suite.CHAPTERS) {
            ladder.exercise(chapter);
            ladder.guard(chapter.guards());
        }
        ladder.guard(Suite.GUARDS);
        return ladder;
    }
}
