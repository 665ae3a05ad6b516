package dtlskeying.properties.exercise;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** What a learner has written: a file with one class, {@code Attempt}, without a package. */
public final class Attempt {
    private static final String NAME = "Attempt";

    private Attempt() {}

    /**
     * Compiles a file and makes its sentence.
     *
     * @throws Unusable if it cannot be read or compiled, or is no sentence; the message says where
     */
    public static Sentence<?, ?> read(Path file) throws Unusable {
        try {
            var classes = Files.createTempDirectory("exercise");
            compile(file, classes);
            return load(classes);
        } catch (IOException unreadable) {
            throw new Unusable(file + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static void compile(Path file, Path classes) throws Unusable, IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null)
            throw new Unusable(
                    "this Java has no compiler; exercises need a JDK, version 25 or later");
        var problems = new DiagnosticCollector<JavaFileObject>();
        var options = List.of("-proc:none", "-d", classes.toString(), "-cp", path());
        try (var manager = compiler.getStandardFileManager(problems, Locale.ROOT, null)) {
            var source = Files.copy(file, classes.resolve(NAME + ".java"));
            var objects = manager.getJavaFileObjects(source);
            if (compiler.getTask(null, manager, problems, options, null, objects).call()) return;
        }
        throw new Unusable(
                problems.getDiagnostics().stream()
                        .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                        .map(each ->
                                file
                                        + ":"
                                        + each.getLineNumber()
                                        + ": "
                                        + each.getMessage(Locale.ROOT))
                        .collect(Collectors.joining(System.lineSeparator())));
    }

    /** What this program was started with, in whichever way. */
    private static String path() {
        return Stream.of("java.class.path", "jdk.module.path")
                .map(System::getProperty)
                .filter(path -> path != null && !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Sentence<?, ?> load(Path classes) throws Unusable, IOException {
        var urls = new URL[] {classes.toUri().toURL()};
        // The loader stays open: the sentence may need further classes of its file.
        var loader = new URLClassLoader(urls, Attempt.class.getClassLoader());
        try {
            Object made = loader.loadClass(NAME).getConstructor().newInstance();
            if (made instanceof Sentence<?, ?> sentence) return sentence;
            throw new Unusable("class " + NAME + " does not implement Sentence<Input, Effect>");
        } catch (ClassNotFoundException missing) {
            throw new Unusable("the file has no class " + NAME + ", or has a package");
        } catch (ReflectiveOperationException unmade) {
            throw new Unusable("class " + NAME + " has no public constructor without parameters");
        }
    }

    /** A file that no verdict can be given on; the message says why. */
    public static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String why) {
            super(why);
        }
    }
}
