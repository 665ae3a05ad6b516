package dtlskeying.properties.pages;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each clause has climbed, as the build has recorded it in {@code ladder.json}.
 *
 * @param byId the clauses by their ids, in the order of the catalogue
 */
public record RecordedLadder(Map<String, Rungs> byId) {
    /** The rungs above the catalogue, from the lowest. */
    public static final List<String> RUNGS =
            List.of("modelled", "implemented", "exercised", "guarded", "vectored");

    /**
     * The rungs of one clause; a count of 0 or an empty list is a missing rung.
     *
     * @param exercised how many accepted steps and vectors acted on it
     * @param guarded which bugs die by which property
     * @param accepting how many vectors accept something in its name
     * @param rejecting how many reject
     */
    public record Rungs(
            String id,
            String claim,
            String level,
            boolean modelled,
            boolean implemented,
            int exercised,
            List<String> guarded,
            int accepting,
            int rejecting) {
        /** Whether the clause has reached that rung. */
        public boolean has(String rung) {
            return switch (rung) {
                case "modelled" -> modelled;
                case "implemented" -> implemented;
                case "exercised" -> exercised > 0;
                case "guarded" -> !guarded.isEmpty();
                case "vectored" -> accepting + rejecting > 0;
                default -> throw new AssertionError("no rung is called " + rung);
            };
        }
    }

    /** Reads the text of {@code ladder.json}. */
    public static RecordedLadder read(String json) {
        var byId = new LinkedHashMap<String, Rungs>();
        for (Rungs rungs : JsonMapper.shared().readValue(json, Rungs[].class))
            byId.put(rungs.id(), rungs);
        return new RecordedLadder(byId);
    }

    /** The rungs of a clause; a clause that the ladder does not have is a defect of the data. */
    public Rungs of(String id) {
        Rungs rungs = byId.get(id);
        if (rungs == null)
            throw new StaleData(
                    "ladder.json has no "
                            + id
                            + ": mvn test -Dtest=LadderProperties -Dsnapshots=write");
        return rungs;
    }
}
