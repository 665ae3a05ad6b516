package dtlskeying.properties.mutants;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/**
 * A change and the classes that it makes of one source.
 *
 * @param number from 1, in the order of the drawing
 * @param classes where its classes are; they go before those of {@code impl}
 */
record DrawnMutant(int number, Change change, Path classes) {
    /** Compiles what is changed by it; false when it is no Java any more. */
    boolean compiles(Path sources, List<Path> all) throws IOException {
        var folder = classes.resolveSibling(classes.getFileName() + "-source");
        var changed = folder.resolve(change.source().getFileName());
        Files.createDirectories(folder);
        Files.createDirectories(classes);
        Files.writeString(
                changed, change.applied(Files.readString(sources.resolve(change.source()))));
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var options = List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", path());
            var files = Stream.concat(Stream.of(changed), users(sources, all)).toList();
            var objects = manager.getJavaFileObjectsFromPaths(files);
            var said = new StringWriter(); // why it does not compile is of no interest
            return compiler.getTask(said, manager, null, options, null, objects).call();
        }
    }

    /** A constant may have been copied into classes that speak of the one that has it. */
    private Stream<Path> users(Path sources, List<Path> all) throws IOException {
        if (change.kind() != Change.Kind.CONSTANT) return Stream.empty();
        var users = new ArrayList<Path>();
        for (Path file : all) {
            boolean isItself = file.equals(sources.resolve(change.source()));
            if (!isItself && Tests.words(file).contains(change.type())) users.add(file);
        }
        return users.stream();
    }

    /** Runs tests on it. */
    Trial trial(List<String> tests) throws IOException, InterruptedException {
        return Trial.of(classes + File.pathSeparator + path(), tests, classes);
    }

    /**
     * The class path of tests of what is not changed: ours, and the tests of other modules, whose
     * folders the build names ({@code further.tests}).
     */
    static String path() {
        return System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("further.tests", "");
    }
}
