package dtlskeying.properties.pages;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The bug museum, as the build has recorded it in {@code museum.json}: known bugs, each with the
 * property that notices it and the smallest trace that shows it.
 *
 * @param slack how many steps a shrunk trace may be longer than the optimum
 * @param exhibits the bugs that have a placard: those that were thought out and those from the
 *     field
 * @param others the bugs of single clauses, which their one-line story explains
 */
public record RecordedMuseum(int slack, List<Exhibit> exhibits, List<Bug> others) {
    public RecordedMuseum {
        exhibits = List.copyOf(exhibits);
        others = List.copyOf(others);
    }

    /**
     * One bug, wherever it was put.
     *
     * @param id X-number, or a short name of the report
     * @param kind {@code seeded} if it was thought out, {@code field} if it happened to somebody
     * @param title a few words
     * @param story what goes wrong, in our own words
     * @param source the report from the field; empty for one that was thought out
     * @param specimens the bug in one chapter and another
     */
    public record Exhibit(
            String id,
            String kind,
            String title,
            String story,
            String source,
            List<Specimen> specimens) {
        public Exhibit {
            specimens = List.copyOf(specimens);
        }
    }

    /**
     * The bug in one machine, codec or endpoint of ours, made sick.
     *
     * @param bug the name in the suite
     * @param family the chapter that it is in
     * @param story what the programmer did
     * @param clauses the ids of the clauses that it breaks
     * @param killer the property that notices it
     * @param kind how the steps were come by: {@code trace}, {@code schedule}, {@code walk} or
     *     {@code case}
     * @param steps what happens, one after the other
     * @param violation what the property says
     * @param length how many steps there are; a case is one
     * @param optimum the fewest steps that show the bug
     * @param asked all properties that were asked: those that can be, of code of this kind
     * @param noticedBy those of them that notice it
     */
    public record Specimen(
            String bug,
            String family,
            String story,
            List<String> clauses,
            String killer,
            String kind,
            List<String> steps,
            String violation,
            int length,
            int optimum,
            List<String> asked,
            List<String> noticedBy) {
        public Specimen {
            clauses = List.copyOf(clauses);
            steps = List.copyOf(steps);
            asked = List.copyOf(asked);
            noticedBy = List.copyOf(noticedBy);
        }
    }

    /** A bug without a placard, like a specimen without its trace. */
    public record Bug(
            String bug, String family, String story, List<String> clauses, String killer) {
        public Bug {
            clauses = List.copyOf(clauses);
        }
    }

    /** Reads {@code museum.json} of the folder of the vectors. */
    public static RecordedMuseum read(Path vectors) {
        return JsonMapper.shared().readValue(vectors.resolve("museum.json"), RecordedMuseum.class);
    }

    /** The exhibit of that id. */
    public Optional<Exhibit> find(String id) {
        return exhibits.stream().filter(each -> each.id().equals(id)).findFirst();
    }
}
