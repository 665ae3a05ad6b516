package dtlskeying.properties.cli;

import picocli.CommandLine.Command;

/** {@code seal}: one packet, record or DTLS chunk, protected. */
@Command(
        name = "seal",
        description = "Protects one packet, record or DTLS chunk, from hex to hex.",
        subcommands = {SealSrtp.class, SealDtls13.class, SealChunk.class})
final class Seal extends Verb {}
