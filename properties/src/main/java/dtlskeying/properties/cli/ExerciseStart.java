package dtlskeying.properties.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@code exercise start}: the file to write in. */
@Command(
        name = "start",
        description = "Writes the file that an exercise begins with.",
        footer = {
            "",
            "Exit status: 0 written, 2 misuse.",
            "Example: dtls-keying exercise start stolen-source --out Attempt.java"
        })
final class ExerciseStart extends Verb {
    @Mixin private ExerciseChoice choice;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "Attempt.java",
            description = "Where to (default: ${DEFAULT-VALUE}); a file that is there stays.")
    private Path file;

    @Override
    public Integer call() {
        var exercise = choice.exercise();
        try {
            Files.writeString(file, exercise.template(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            throw misuse(file + " is there already; --out names another");
        } catch (IOException unwritable) {
            throw misuse(file + " cannot be written: " + unwritable.getMessage());
        }
        out().printf("%s: %s%n", exercise.chapter().name(), exercise.title());
        out().printf("It is said: \"%s\".%n", exercise.rumour());
        out().printf("Write your sentence in %s, then%n", file);
        out().printf("  dtls-keying exercise check %s %s%n", exercise.id(), file);
        return Exit.DONE;
    }
}
