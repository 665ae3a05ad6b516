package dtlskeying.properties.cli;

import dtlskeying.model.explore.Bounds;
import dtlskeying.properties.explain.StateText;
import dtlskeying.properties.explain.WayLadder;
import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Exploring;
import dtlskeying.properties.explore.Following;
import dtlskeying.properties.explore.Following.Led;
import dtlskeying.properties.explore.Way;
import dtlskeying.properties.explore.WayReader;

import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.nio.file.Path;

/** The verdict on a way that {@code explore} has written, gone through its model again. */
record WayVerdict(Way way, Exploring exploring, Led led) {
    /** Reads the way and follows it; every reason why that cannot be is a {@link Misuse}. */
    static WayVerdict of(Path file, String text) {
        Way way =
                switch (WayReader.read(text)) {
                    case WayReader.Outcome.Whole(var whole) -> whole;
                    case WayReader.Outcome.Broken(int line, String reason) ->
                            throw new Misuse(file + ", line " + line + ": " + reason);
                };
        Exploring exploring =
                Explorations.find(way.system())
                        .orElseThrow(() ->
                                new Misuse(
                                        "%s, line 1: nothing is called %s; `explore` lists what is"
                                                .formatted(file, way.system())));
        return new WayVerdict(
                way, exploring, Following.follow(exploring, way.steps(), Bounds.OF_THE_BUILD));
    }

    String verdict() {
        return switch (led) {
            case Led.Sound _ -> "CONSISTENT";
            case Led.Open _ -> "INCONCLUSIVE";
            case Led.Astray _, Led.Broken _, Led.Wedged _ -> "INCONSISTENT";
        };
    }

    private String what() {
        return switch (led) {
            case Led.Sound(int steps) -> "nothing is wrong after step " + steps;
            case Led.Open(int steps, String goal, int states) ->
                    "after step %d, %,d states do not say whether it is in reach: %s"
                            .formatted(steps, states, goal);
            case Led.Astray(int step, _) ->
                    "the model has no such step %d: %s"
                            .formatted(step, way.steps().get(step - 1).text());
            case Led.Broken(int step, String invariant, _) ->
                    "broken after step " + step + ": " + invariant;
            case Led.Wedged(int step, String goal, _) ->
                    "out of reach after step " + step + ": " + goal;
        };
    }

    void print(PrintWriter out) {
        out.println(way.system() + ": " + verdict() + ", " + what());
        var rails = exploring.system().get().rails();
        WayLadder.of(rails, way.steps().subList(0, shown())).forEach(out::println);
        switch (led) {
            case Led.Broken(_, _, var state) -> out.println("then: " + StateText.of(state));
            case Led.Wedged(_, _, var state) -> out.println("then: " + StateText.of(state));
            case Led.Astray(_, var possible) ->
                    possible.forEach(each -> out.println("    possible   " + each));
            case Led.Sound _, Led.Open _ -> {}
        }
    }

    private int shown() {
        return switch (led) {
            case Led.Sound(int steps) -> steps;
            case Led.Open(int steps, _, _) -> steps;
            case Led.Astray(int step, _) -> step - 1;
            case Led.Broken(int step, _, _) -> step;
            case Led.Wedged(int step, _, _) -> step;
        };
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("system", way.system()).put("steps", shown());
        switch (led) {
            case Led.Sound _ -> {}
            case Led.Open(_, String goal, _) -> json.put("finding", goal);
            case Led.Broken(_, String invariant, _) -> json.put("finding", invariant);
            case Led.Wedged(_, String goal, _) -> json.put("finding", goal);
            case Led.Astray(_, var possible) -> possible.forEach(json.putArray("possible")::add);
        }
        return json.put("verdict", verdict());
    }
}
