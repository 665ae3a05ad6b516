package dtlskeying.properties.cli;

import dtlskeying.properties.oracle.Oracle;

import picocli.CommandLine.Command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The model on standard input and output. */
@Command(
        name = "oracle",
        description = {
            "Answers on standard output what the text permits, one JSON object a line:",
            "",
            "  {\"chapters\": true}                       the chapters, and how an end may begin",
            "  {\"chapter\": NAME, \"start\": NAME}         begins; without start, in any way",
            "  {\"input\": {...}}                         what is permitted on this input",
            "  {\"input\": {...}, \"effects\": [...]}       a step that was seen: permitted or not",
            "",
            "What is forbidden has not happened. \"readings\": [NAME...] beside \"chapter\" turns"
                    + " these round."
        },
        footer = {
            "",
            "Exit status: 0 all steps permitted, 1 some forbidden, 2 some line was no question.",
            "Example: echo '{\"chapter\": \"srtp/MkiSelection\"}' | dtls-keying oracle"
        })
final class OracleVerb extends Verb {
    /** A question longer than this is none. */
    private static final int LONGEST = 1 << 20;

    private static final String TOO_LONG = "the line is longer than 1 MiB";

    @Override
    public Integer call() {
        var oracle = new Oracle();
        try (var in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String line;
            while ((line = nextLine(in)) != null) {
                if (line.isBlank()) continue;
                boolean isTooLong = line.length() > LONGEST;
                out().println(isTooLong ? oracle.refuse(TOO_LONG) : oracle.answer(line));
                out().flush();
            }
        } catch (IOException failed) {
            throw new Misuse("standard input cannot be read: " + failed.getMessage(), failed);
        }
        if (oracle.hasFailed()) return Exit.MISUSE;
        return oracle.hasForbidden() ? Exit.REFUSED : Exit.DONE;
    }

    /** The next line, none at the end; of one that is too long, a little more than may be. */
    private static String nextLine(BufferedReader in) throws IOException {
        var line = new StringBuilder();
        int next;
        while ((next = in.read()) >= 0 && next != '\n') {
            if (line.length() <= LONGEST) line.append((char) next);
        }
        return next < 0 && line.isEmpty() ? null : line.toString();
    }
}
