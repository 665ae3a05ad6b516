package dtlskeying.properties.cli;

import dtlskeying.properties.vectors.VectorGenerator;
import dtlskeying.properties.vectors.VectorReport;
import dtlskeying.properties.vectors.VectorVerifier;

import picocli.CommandLine.Command;

import java.io.UncheckedIOException;
import java.nio.file.Path;

/** {@code vectors}: checks or makes the vectors of the repository. */
@Command(
        name = "vectors",
        description = "Checks or regenerates the test vectors.",
        subcommands = {Vectors.Verify.class, Vectors.Generate.class})
final class Vectors extends Verb {
    /** {@code vectors verify}. */
    @Command(
            name = "verify",
            description =
                    "Holds every vector against its schema, the clauses, our implementation, the"
                            + " model, and the generator.",
            footer = {"", "Example:", "  dtls-keying vectors verify"})
    static final class Verify extends VectorsVerb {
        @Override
        VectorReport work(Path folder) {
            return VectorVerifier.verify(folder);
        }
    }

    /** {@code vectors generate}. */
    @Command(
            name = "generate",
            description = "Makes every vector anew; the same code makes the same files.",
            footer = {"", "Example:", "  dtls-keying vectors generate --dir vectors"})
    static final class Generate extends VectorsVerb {
        @Override
        VectorReport work(Path folder) {
            try {
                return VectorGenerator.generate(folder);
            } catch (UncheckedIOException failed) {
                throw new Misuse(failed.getMessage(), failed);
            }
        }
    }
}
