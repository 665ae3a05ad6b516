package dtlskeying.properties.cli;

import picocli.CommandLine.Command;

/** {@code seal}: one packet or record, protected. */
@Command(
        name = "seal",
        description = "Protects one packet or record, from hex to hex.",
        subcommands = {SealSrtp.class, SealDtls13.class})
final class Seal extends Verb {}
