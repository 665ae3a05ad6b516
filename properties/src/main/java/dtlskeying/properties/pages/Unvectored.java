package dtlskeying.properties.pages;

import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a clause has no vector, nor any step of a trace, where that is in its nature: {@code
 * unvectored.json}. A clause that has one is not in it.
 *
 * @param byId the reasons by the ids of clauses
 */
public record Unvectored(Map<String, String> byId) {
    private record Entry(String id, String why) {}

    /** Reads the text of {@code unvectored.json}. */
    public static Unvectored read(String json) {
        var byId = new LinkedHashMap<String, String>();
        for (Entry each : JsonMapper.shared().readValue(json, Entry[].class))
            byId.put(each.id(), each.why());
        return new Unvectored(byId);
    }

    /** The reason for that clause; empty if there is none. */
    public String why(String id) {
        return byId.getOrDefault(id, "");
    }
}
