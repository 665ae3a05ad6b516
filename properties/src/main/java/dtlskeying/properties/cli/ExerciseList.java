package dtlskeying.properties.cli;

import dtlskeying.properties.exercise.Exercise;
import dtlskeying.properties.exercise.Exercises;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.node.ObjectNode;

/** {@code exercise list}. */
@Command(
        name = "list",
        description = "Says which exercises there are.",
        footer = {"", "Exit status: 0.", "Example: dtls-keying exercise list"})
final class ExerciseList extends Verb {
    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    @Override
    public Integer call() {
        if (json) {
            out().println(Json.line(all()));
            return Exit.DONE;
        }
        for (Exercise<?, ?, ?, ?> each : Exercises.all()) {
            out().printf(
                            "%-20s %s (%s, page %d of the tour)%n",
                            each.id(), each.title(), each.chapter().name(), each.page());
            out().printf("%-20s \"%s\"%n", "", each.rumour());
        }
        return Exit.DONE;
    }

    private static ObjectNode all() {
        var json = Json.object();
        var list = json.putArray("exercises");
        for (Exercise<?, ?, ?, ?> each : Exercises.all())
            list.addObject()
                    .put("id", each.id())
                    .put("title", each.title())
                    .put("chapter", each.chapter().name())
                    .put("page", each.page())
                    .put("rumour", each.rumour());
        return json;
    }
}
