package dtlskeying.properties;

import dtlskeying.properties.cli.DtlsKeying;

import java.io.PrintWriter;

/** The command line. */
public final class Main {
    private Main() {}

    /** Runs one command; its result is the exit status: 0 done, 1 a negative verdict, 2 misuse. */
    public static void main(String[] arguments) {
        // A library can log, we do not: without this it complains that nobody listens.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        var out = new PrintWriter(System.out, true);
        var err = new PrintWriter(System.err, true);
        int status = DtlsKeying.execute(out, err, arguments);
        out.flush();
        err.flush();
        DtlsKeying.ended();
        System.exit(status);
    }
}
