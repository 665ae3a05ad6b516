package dtlskeying.properties.cli;

import dtlskeying.properties.exercise.Attempt;
import dtlskeying.properties.exercise.Exercise;
import dtlskeying.properties.exercise.Result;
import dtlskeying.properties.exercise.Sentence;
import dtlskeying.spec.Effect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code exercise check}: whether a sentence catches the bug. */
@Command(
        name = "check",
        description = "Holds a sentence against the right machine, and the one with the bug.",
        footer = {
            "",
            "Exit status: 0 caught, 1 not caught, or a false alarm, 2 misuse, or no Java.",
            "Example: dtls-keying exercise check stolen-source Attempt.java"
        })
final class ExerciseCheck extends Verb {
    @Mixin private ExerciseChoice choice;

    @Parameters(index = "1", paramLabel = "FILE", description = "The class Attempt.")
    private Path file;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the sentence may take (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Override
    public Integer call() {
        if (timeout < 1) throw misuse("--timeout is 1 or more, not " + timeout);
        var exercise = choice.exercise();
        Result result = within(exercise, sentence());
        print(exercise, result);
        if (json) out().println(Json.line(toJson(exercise, result)));
        return result instanceof Result.Caught ? Exit.DONE : Exit.REFUSED;
    }

    private Sentence<?, ?> sentence() {
        try {
            return Attempt.read(file);
        } catch (Attempt.Unusable unusable) {
            throw new Misuse(unusable.getMessage(), unusable);
        }
    }

    /** What a learner writes may never end, or throw anything. */
    private Result within(Exercise<?, ?, ?, ?> exercise, Sentence<?, ?> sentence) {
        var task = new FutureTask<>(() -> judge(exercise, sentence));
        Thread.ofPlatform().daemon().start(task);
        try {
            return task.get(timeout, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new Misuse("the sentence has not ended after " + timeout + " s; does it loop?");
        } catch (ExecutionException thrown) {
            throw new Misuse("the sentence throws " + place(thrown.getCause()), thrown);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Misuse("interrupted before there was a verdict");
        }
    }

    /**
     * The file was compiled against the words of some chapter; a wrong one shows in the first cast.
     */
    @SuppressWarnings("unchecked")
    private static <S, I, E extends Effect, M> Result judge(
            Exercise<S, I, E, M> exercise, Sentence<?, ?> sentence) {
        return exercise.judge((Sentence<I, E>) sentence);
    }

    private static String place(Throwable thrown) {
        if (thrown instanceof ClassCastException)
            return "at the first step: it speaks in the words of another chapter";
        for (var frame : thrown.getStackTrace())
            if (frame.getClassName().startsWith("Attempt"))
                return thrown + " in line " + frame.getLineNumber();
        return thrown.toString();
    }

    private void print(Exercise<?, ?, ?, ?> exercise, Result result) {
        switch (result) {
            case Result.Caught(var history) -> {
                out().println("CAUGHT: this is what your sentence found");
                print(history);
                out().printf("The bug: %s.%n", exercise.story());
                out().printf(
                                "It breaks %s: %s.%n",
                                exercise.clause().id(), exercise.clause().summary());
            }
            case Result.Missed(var histories) ->
                    out().printf(
                                    "NOT CAUGHT in %,d histories; page %d of the tour may help%n",
                                    histories, exercise.page());
            case Result.FalseAlarm(var history) -> {
                out().println("FALSE ALARM: your sentence refuses what is right");
                print(history);
            }
        }
    }

    private void print(Result.Shown history) {
        out().printf("from %s%n", history.start());
        for (int i = 0; i < history.steps().size(); i++)
            out().printf("  %2d  %s%n", i + 1, history.steps().get(i));
        out().printf("      %s%n", history.complaint());
    }

    private static ObjectNode toJson(Exercise<?, ?, ?, ?> exercise, Result result) {
        ObjectNode json = Json.object().put("exercise", exercise.id());
        return switch (result) {
            case Result.Caught(var history) -> shown(json.put("verdict", "CAUGHT"), history);
            case Result.Missed(var histories) ->
                    json.put("verdict", "MISSED").put("histories", histories);
            case Result.FalseAlarm(var history) ->
                    shown(json.put("verdict", "FALSE_ALARM"), history);
        };
    }

    private static ObjectNode shown(ObjectNode json, Result.Shown history) {
        json.put("start", history.start()).put("complaint", history.complaint());
        var steps = json.putArray("steps");
        history.steps().forEach(steps::add);
        return json;
    }
}
