package dtlskeying.properties.observe;

import dtlskeying.properties.capture.Capture;
import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.check.Verdict;
import dtlskeying.properties.check.Verdict.Inconsistent;
import dtlskeying.properties.cli.Shell;
import dtlskeying.properties.decode.Conversation;
import dtlskeying.properties.decode.Decoding;
import dtlskeying.spec.Octets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What was captured of a run, to be changed and judged. */
record Recording(List<CapturedPacket> packets, KeyLog log) {
    /** What {@code run … --out} writes. */
    static Recording of(String run) {
        try {
            Path folder = Files.createTempDirectory("recording");
            var shell = Shell.line(run + " --out " + folder);
            if (shell.status() != 0) throw new AssertionError(run + ": " + shell.err());
            byte[] file = Files.readAllBytes(folder.resolve("capture.pcapng"));
            return of(((Capture.Outcome.Whole) Capture.read(file)).capture(), "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A capture, with the lines of a key log besides those inside. */
    static Recording of(Capture capture, String keyLog) {
        var log = KeyLog.read(capture.keyLog() + keyLog);
        return new Recording(capture.packets(), ((KeyLog.Outcome.Readable) log).log());
    }

    Recording with(UnaryOperator<List<CapturedPacket>> change) {
        return new Recording(change.apply(packets), log);
    }

    Recording without(KeyLog secrets) {
        return new Recording(packets, secrets);
    }

    /** The same with the payloads changed. */
    Recording changing(Function<CapturedPacket, Octets> change) {
        return with(all -> all.stream().map(each -> carrying(each, change.apply(each))).toList());
    }

    static CapturedPacket carrying(CapturedPacket packet, Octets payload) {
        return new CapturedPacket(
                packet.number(), packet.at(), packet.nanos(), packet.from(), packet.to(), payload);
    }

    List<Conversation> conversations() {
        return ((Decoding.Outcome.Decoded) Decoding.of(packets, log)).conversations();
    }

    List<Verdict> verdicts() {
        var check = new TraceCheck(Set.of(), Set.of());
        return conversations().stream()
                .map(Observer::of)
                .flatMap(each -> each.judgedBy(check).stream())
                .toList();
    }

    List<Inconsistent> accusations() {
        return verdicts().stream()
                .filter(Inconsistent.class::isInstance)
                .map(Inconsistent.class::cast)
                .toList();
    }
}
