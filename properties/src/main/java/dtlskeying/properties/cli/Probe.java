package dtlskeying.properties.cli;

import picocli.CommandLine.Command;

/** {@code probe}: a verdict on a live implementation. */
@Command(
        name = "probe",
        description = "A verdict on a live implementation, clause by clause.",
        subcommands = {ProbeSrtp.class, ProbeDtls13.class, ProbeChunk.class})
final class Probe extends Verb {}
