package dtlskeying.properties.cli;

import dtlskeying.properties.exercise.Exercise;
import dtlskeying.properties.exercise.Exercises;

import picocli.CommandLine.Parameters;

/** Which exercise. */
final class ExerciseChoice {
    @Parameters(index = "0", paramLabel = "EXERCISE", description = "As `exercise list` names it.")
    private String name;

    Exercise<?, ?, ?, ?> exercise() {
        return Exercises.find(name)
                .orElseThrow(() ->
                        new Misuse(
                                "there is no exercise '"
                                        + name
                                        + "'; `exercise list` says which there are"));
    }
}
