package dtlskeying.properties.cli;

import picocli.CommandLine.Command;

/** {@code derive}: keys from secrets. */
@Command(
        name = "derive",
        description = "Keys from secrets.",
        subcommands = {
            DeriveSrtp.class,
            DeriveDtls13.class,
            DeriveChunk.class,
            DeriveEku.class,
            DeriveAuthenticator.class
        })
final class Derive extends Verb {}
