import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes the launcher: {@code Launcher TEMPLATE TARGET JAR} copies the script, with the home of the
 * Java that runs this and the name of the jar beside the script put in, and makes it executable.
 */
final class Launcher {
    public static void main(String[] arguments) throws Exception {
        var target = Path.of(arguments[1]);
        var script =
                Files.readString(Path.of(arguments[0]))
                        .replace("@java.home@", System.getProperty("java.home"))
                        .replace("@jar@", arguments[2]);
        Files.writeString(target, script);
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
