package dtlskeying.properties.cli;

import picocli.CommandLine.Command;

/** {@code exercise}: bugs to be caught by a sentence of one's own. */
@Command(
        name = "exercise",
        description = {
            "An implementation has a bug that is not shown. Say in one sentence, a few lines of Java,"
                    + " what a right one never does; the sentence is held against both."
        },
        subcommands = {ExerciseList.class, ExerciseStart.class, ExerciseCheck.class},
        footer = {
            "",
            "Exit status: 0 done, or caught; 1 not caught; 2 misuse, or no Java.",
            "Example: dtls-keying exercise start click-at-the-rekey --out Attempt.java"
        })
final class ExerciseVerb extends Verb {}
