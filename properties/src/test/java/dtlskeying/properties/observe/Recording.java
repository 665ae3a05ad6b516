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
import dtlskeying.properties.decode.Keyholder;
import dtlskeying.properties.dtls13.VirtualPair;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
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

    /** What passes between two ends of DTLS 1.3, with the secrets that they have now. */
    static Recording of(VirtualPair pair) {
        return of(pair, pair.end(Role.CLIENT).keyLogLines());
    }

    /** The same with the secrets that they have had. */
    static Recording of(VirtualPair pair, Collection<String> secrets) {
        var packets = new ArrayList<CapturedPacket>();
        for (var each : pair.sent)
            packets.add(
                    new CapturedPacket(
                            packets.size() + 1,
                            0,
                            each.now() * 1_000_000,
                            address(each.from()),
                            address(each.from().peer()),
                            each.datagram()));
        var lines = String.join("\n", secrets);
        return new Recording(packets, ((KeyLog.Outcome.Readable) KeyLog.read(lines)).log());
    }

    private static InetSocketAddress address(Role end) {
        return new InetSocketAddress("192.0.2." + (1 + end.ordinal()), 5004);
    }

    /** Who can seal something else under the keys. */
    Keyholder keyholder() {
        return Keyholder.of(packets, log);
    }

    /** The number of the next packet. */
    long next() {
        return packets.getLast().number() + 1;
    }

    /** One more packet of that end. */
    Recording and(Role from, Octets payload) {
        var first = conversations().getFirst();
        boolean isClient = from == Role.CLIENT;
        var more = new ArrayList<>(packets);
        more.add(
                new CapturedPacket(
                        next(),
                        0,
                        packets.getLast().nanos() + 1_000_000,
                        isClient ? first.client() : first.server(),
                        isClient ? first.server() : first.client(),
                        payload));
        return new Recording(more, log);
    }

    /**
     * One more packet of that end, ahead of the one with that number: those behind get the next.
     */
    Recording before(long number, Role from, Octets payload) {
        var added = and(from, payload).packets().getLast();
        var all = new ArrayList<CapturedPacket>();
        for (CapturedPacket each : packets) {
            if (each.number() == number) all.add(numbered(added, all.size() + 1));
            all.add(numbered(each, all.size() + 1));
        }
        return new Recording(all, log);
    }

    private static CapturedPacket numbered(CapturedPacket packet, long number) {
        return new CapturedPacket(
                number, packet.at(), packet.nanos(), packet.from(), packet.to(), packet.payload());
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
