package dtlskeying.properties.cli;

import dtlskeying.properties.capture.Capture;
import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.properties.decode.Conversation;
import dtlskeying.properties.decode.Decoding;

import java.nio.file.Path;
import java.util.List;

/** Captures that a command names, with their secrets; every reason not to have one is misuse. */
final class CaptureFile {
    private CaptureFile() {}

    /** The datagrams of a file. */
    static Capture read(Path file) {
        return switch (Capture.read(TextFile.readCapture(file))) {
            case Capture.Outcome.Whole(var capture) -> capture;
            case Capture.Outcome.Broken broken -> throw new Misuse(file + ", " + broken);
        };
    }

    /** What was said, opened by the secrets inside and those of another file, if there is one. */
    static List<Conversation> decode(
            Path file, List<CapturedPacket> packets, String inside, Path keyLog) {
        var log = secrets(inside, "the key log in " + file);
        if (keyLog != null) log = others(keyLog).with(log);
        return switch (Decoding.of(packets, log)) {
            case Decoding.Outcome.Decoded(var conversations) -> conversations;
            case Decoding.Outcome.TooMuch much -> throw new Misuse(file + ", " + much);
        };
    }

    private static KeyLog others(Path keyLog) {
        var log = secrets(TextFile.readKeyLog(keyLog), keyLog.toString());
        if (log.size() == 0)
            throw new Misuse(keyLog + " holds no secret: lines of an SSLKEYLOGFILE were expected");
        return log;
    }

    private static KeyLog secrets(String lines, String name) {
        return switch (KeyLog.read(lines)) {
            case KeyLog.Outcome.Readable(var log) -> log;
            case KeyLog.Outcome.Broken broken -> throw new Misuse(name + ", " + broken);
        };
    }

    /** That packets were not looked at, and why. */
    static String remark(Capture.LeftOut left) {
        return left.count() == 1
                ? "packet %d is left out: %s".formatted(left.first(), left.reason())
                : "packet %d and %d more are left out: %s"
                        .formatted(left.first(), left.count() - 1, left.reason());
    }
}
