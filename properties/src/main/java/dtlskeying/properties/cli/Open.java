package dtlskeying.properties.cli;

import picocli.CommandLine.Command;

/** {@code open}: one packet, checked and decrypted. */
@Command(
        name = "open",
        description = "Checks and decrypts one packet, from hex to hex.",
        subcommands = {OpenSrtp.class, OpenDtls13.class, OpenChunk.class})
final class Open extends Verb {}
