package dtlskeying.properties.cli;

import picocli.CommandLine.Command;

/** {@code run}: a whole exchange. */
@Command(
        name = "run",
        description = "A whole exchange: handshake, keys, protected packets, close.",
        subcommands = {RunSrtp.class, RunChunk.class, RunDtls13.class})
final class Run extends Verb {}
