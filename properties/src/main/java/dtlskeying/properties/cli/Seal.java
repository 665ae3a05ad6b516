package dtlskeying.properties.cli;

import picocli.CommandLine.Command;

/** {@code seal}: one packet, protected. */
@Command(
        name = "seal",
        description = "Protects one packet, from hex to hex.",
        subcommands = {SealSrtp.class})
final class Seal extends Verb {}
