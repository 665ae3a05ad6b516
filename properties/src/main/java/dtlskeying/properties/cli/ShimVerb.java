package dtlskeying.properties.cli;

import dtlskeying.properties.shim.BouncyCastle;
import dtlskeying.properties.shim.Implementation;
import dtlskeying.properties.shim.Ours;
import dtlskeying.properties.shim.Shim;
import dtlskeying.spec.dtls.DtlsVersion;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.time.Instant;

/** {@code shim}: an implementation behind kmshim/1. */
@Command(
        name = "shim",
        description = {
            "Dials somebody who judges, such as `probe srtp --shim`, and puts an implementation at"
                    + " their disposal (kmshim/1): ours, or Bouncy Castle's, an example of how one"
                    + " is put there."
        },
        footer = {
            "",
            "Exit status: 0 whoever judges has enough, 2 misuse, or nobody is there.",
            "Example: dtls-keying probe srtp --shim 'dtls-keying shim 127.0.0.1:{port}"
                    + " bouncy-castle'"
        })
final class ShimVerb extends Verb {
    /** What can be put there. */
    private enum Name {
        OURS,
        BOUNCY_CASTLE;

        Implementation implementation() {
            return switch (this) {
                case OURS -> new Ours(DtlsVersion.V1_2, Instant.now());
                case BOUNCY_CASTLE -> new BouncyCastle();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(index = "0", paramLabel = "HOST:PORT", description = "Where they wait.")
    private HostPort judge;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = "ours",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Name name;

    @Override
    public Integer call() {
        try {
            Shim.serve(name.implementation(), judge.address());
            return Exit.DONE;
        } catch (IOException failed) {
            throw new Misuse(
                    judge.host() + ":" + judge.port() + ": " + failed.getMessage(), failed);
        }
    }
}
