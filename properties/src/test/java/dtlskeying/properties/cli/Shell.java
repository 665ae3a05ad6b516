package dtlskeying.properties.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Runs a command in this process and keeps what it said. */
public record Shell(int status, String out, String err) {
    public static Shell run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status =
                DtlsKeying.execute(
                        new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Shell(status, out.toString(), err.toString());
    }

    /** What a command comes to: its words in a line, split at blanks. */
    public static Shell line(String command) {
        return run(command.strip().split(" +"));
    }

    String lastLine() {
        return List.of(out.strip().split("\n")).getLast();
    }

    JsonNode json() {
        return new JsonMapper().readTree(lastLine());
    }
}
