package dtlskeying.properties.cli;

import dtlskeying.properties.capture.Capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that a command names, read whole and within a bound. */
final class TextFile {
    private static final int MEBIBYTE = 1 << 20;
    private static final int LARGEST_TRACE = 64;
    private static final int LARGEST_CAPTURE = 256;

    /** Bytes that tell a capture. */
    private static final int MAGIC = 4;

    private TextFile() {}

    /** The text of a small file; every reason not to have it is a {@link Misuse}. */
    static String read(Path file) {
        return new String(bytes(file, 1), StandardCharsets.ISO_8859_1);
    }

    /** The text of a trace, up to 64 MiB; the same for every reason not to have it. */
    static String readTrace(Path file) {
        byte[] bytes = bytes(file, LARGEST_TRACE);
        if (bytes.length == 0) throw new Misuse(file + " is empty: neither a trace nor a capture");
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A trace or a capture, up to 64 MiB; the same for every reason not to have it. */
    static byte[] readBytes(Path file) {
        return bytes(file, LARGEST_TRACE);
    }

    /** Whether a file that can be read begins as a capture does. */
    static boolean isCapture(Path file) {
        try (var in = Files.newInputStream(file)) {
            return Capture.isOne(in.readNBytes(MAGIC));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** The bytes of a capture, up to 256 MiB; the same for every reason not to have it. */
    static byte[] readCapture(Path file) {
        return bytes(file, LARGEST_CAPTURE);
    }

    /** The text of a key log, up to 64 MiB; the same for every reason not to have it. */
    static String readKeyLog(Path file) {
        return new String(bytes(file, LARGEST_TRACE), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(Path file, int mebibytes) {
        if (Files.isDirectory(file)) throw new Misuse(file + " is a directory");
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(mebibytes * MEBIBYTE + 1);
            if (bytes.length > mebibytes * MEBIBYTE)
                throw new Misuse("%s is larger than %d MiB".formatted(file, mebibytes));
            return bytes;
        } catch (NoSuchFileException none) {
            throw new Misuse(file + " does not exist", none);
        } catch (AccessDeniedException denied) {
            throw new Misuse(file + " may not be read", denied);
        } catch (IOException failed) {
            throw new Misuse(file + " cannot be read: " + failed.getMessage(), failed);
        }
    }
}
