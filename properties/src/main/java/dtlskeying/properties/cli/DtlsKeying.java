package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

import java.io.PrintWriter;

/** The root of all verbs. */
@Command(
        name = "dtls-keying",
        description = "Keys for media and for SCTP out of a DTLS handshake: run it, check it.",
        subcommands = {
            Run.class,
            Derive.class,
            Seal.class,
            Open.class,
            Explore.class,
            Check.class,
            Explain.class,
            TourVerb.class,
            OracleVerb.class,
            ShimVerb.class,
            ExerciseVerb.class,
            Probe.class,
            Vectors.class,
            PagesVerb.class
        },
        footer = {
            "",
            "Exit status: 0 done, 1 a negative verdict, 2 a command that cannot be carried out;",
            "130 ended by Ctrl-C, 143 ended by a request to terminate: what was said is partial.",
            "Example: dtls-keying run srtp --loss 30%% --seed 9"
        })
public final class DtlsKeying extends Verb {
    private DtlsKeying() {}

    /**
     * Carries out one command.
     *
     * @param out where results go
     * @param err where complaints go
     * @param arguments the words of the command, without the program's name
     * @return the exit status: 0 done, 1 a negative verdict, 2 a command that cannot be carried out
     */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    /** To be told by who ends the program after a command, when nothing is left to be printed. */
    public static void ended() {
        Interrupt.said();
    }

    static CommandLine commandLine() {
        return new CommandLine(new DtlsKeying())
                .registerConverter(Octets.class, Converters::octets)
                .registerConverter(HostPort.class, Converters::hostPort)
                .registerConverter(Share.class, Converters::share)
                .registerConverter(ReauthenticationWish.class, Converters::reauthentication)
                .registerConverter(ExportWish.class, Converters::exportWish)
                .registerConverter(Fingerprint.class, Converters::fingerprint)
                .registerConverter(ProtectionProfile.class, Converters::profile)
                .registerConverter(Mki.class, Converters::mki)
                .registerConverter(CipherSuite.class, Converters::suite)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((problem, words) -> misused(problem))
                .setExecutionExceptionHandler((problem, line, words) -> failed(problem, line));
    }

    private static int misused(ParameterException problem) {
        CommandLine line = problem.getCommandLine();
        complain(line, problem.getMessage());
        line.getErr().println("Help: " + line.getCommandSpec().qualifiedName() + " --help");
        return Exit.MISUSE;
    }

    /** Only a {@link Misuse} is foreseen; anything else is a defect of ours, and is not hidden. */
    private static int failed(Exception problem, CommandLine line) throws Exception {
        if (!(problem instanceof Misuse)) throw problem;
        complain(line, problem.getMessage());
        return Exit.MISUSE;
    }

    private static void complain(CommandLine line, String message) {
        line.getErr().println("dtls-keying: " + message);
    }
}
