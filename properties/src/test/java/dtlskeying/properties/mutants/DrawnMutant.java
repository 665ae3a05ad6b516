package dtlskeying.properties.mutants;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.tools.ToolProvider;

/**
 * A change and the classes that it makes of one source.
 *
 * @param number from 1, in the order of the drawing
 * @param classes where its classes are; they go before those of {@code impl}
 */
record DrawnMutant(int number, Change change, Path classes) {
    /** Compiles the changed source; false when it is no Java any more. */
    boolean compiles(Path sources) throws IOException {
        var changed = classes.resolveSibling(classes.getFileName() + "-source");
        var file = changed.resolve(change.source().getFileName());
        Files.createDirectories(changed);
        Files.createDirectories(classes);
        Files.writeString(file, change.applied(Files.readString(sources.resolve(change.source()))));
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var options = List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", path());
            var objects = manager.getJavaFileObjects(file);
            var said = new StringWriter(); // why it does not compile is of no interest
            return compiler.getTask(said, manager, null, options, null, objects).call();
        }
    }

    /** The class path of the tests with the changed classes in front. */
    String classPath() {
        return classes + File.pathSeparator + path();
    }

    private static String path() {
        return System.getProperty("java.class.path");
    }
}
