package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The launcher, as the build writes it, with a jar that points to the classes of this test. */
class LauncherTest {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final String HOME = System.getProperty("java.home");

    @TempDir private Path folder;
    private Path launcher;

    @BeforeEach
    void write_launcher_and_jar() throws Exception {
        Path home = Files.createDirectories(folder.resolve("a place/with blanks"));
        launcher = home.resolve("dtls-keying");
        assertThat(
                        start(
                                folder,
                                List.of(
                                        HOME + "/bin/java",
                                        ROOT.resolve(".mvn/Launcher.java").toString(),
                                        ROOT.resolve("properties/src/main/launcher/dtls-keying")
                                                .toString(),
                                        launcher.toString(),
                                        "cli.jar")))
                .isEmpty();
        writeJar(home.resolve("cli.jar"));
    }

    @Test
    void it_runs_from_anywhere_through_links_whatever_java_is_on_the_path() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("first"), launcher);
        Path relative = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("first"));
        assertThat(link).isSymbolicLink();

        assertThat(start(elsewhere, List.of(relative.toString(), "derive", "srtp", "--help")))
                .contains("dtls-keying derive srtp");
    }

    @Test
    void without_its_jar_it_says_how_to_build_it() throws Exception {
        Files.delete(launcher.resolveSibling("cli.jar"));
        assertThat(start(folder, List.of(launcher.toString()))).contains("mvn package");
    }

    private static String start(Path folder, List<String> words)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", "/nowhere");
        builder.environment().put("PATH", "/usr/bin:/bin");
        Process process = builder.start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    private static void writeJar(Path jar) throws IOException {
        var manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "dtlskeying.properties.Main");
        main.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
    }
}
