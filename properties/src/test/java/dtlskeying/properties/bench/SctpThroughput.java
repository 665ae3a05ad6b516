package dtlskeying.properties.bench;

import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.impl.usrsctp.MissingLibraryException;
import dtlskeying.impl.usrsctp.UsrSctp;
import dtlskeying.spec.Octets;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Bulk data over an SCTP association of libusrsctp that is protected by the DTLS chunk, beside one
 * that is not: the processor time of both ends together, with nothing between them.
 */
public final class SctpThroughput {
    private static final int STREAMS = 4;
    private static final int MESSAGE = 16_000;
    private static final int MESSAGES = 500;
    private static final int WARM = 5;
    private static final long STEP = 10_000_000;

    private final SctpSide from;
    private final SctpSide to;
    private final List<Double> times = new ArrayList<>();
    private long now;

    private SctpThroughput(SctpSide from, SctpSide to) {
        this.from = from;
        this.to = to;
        from.connect();
        while (!from.isOpen() || !to.isOpen()) pass();
    }

    /** Takes the number of rounds. */
    public static void main(String... arguments) {
        int rounds = Integer.parseInt(arguments[0]);
        UsrSctp stack;
        try {
            stack = UsrSctp.load();
        } catch (MissingLibraryException e) {
            System.out.println(e.getMessage());
            return;
        }
        var left = SctpSettings.of(5000, 5001);
        var right = SctpSettings.of(5001, 5000);
        try (var plainLeft = SctpSide.plain(stack, left);
                var plainRight = SctpSide.plain(stack, right);
                var safeLeft = SctpSide.safe(stack, left, "left");
                var safeRight = SctpSide.safe(stack, right, "right")) {
            var plain = new SctpThroughput(plainLeft, plainRight);
            var safe = new SctpThroughput(safeLeft, safeRight);
            for (int round = 0; round < rounds + WARM; round++) {
                plain.run(round >= WARM);
                safe.run(round >= WARM);
            }
            print(plain.times, safe.times);
        }
    }

    /** Sends all messages; the time is for each of their bytes, in nanoseconds. */
    private void run(boolean counts) {
        var threads = ManagementFactory.getThreadMXBean();
        var bytes = Octets.of(new byte[MESSAGE]);
        long target = to.received() + (long) MESSAGES * MESSAGE;
        long start = threads.getCurrentThreadCpuTime();
        int sent = 0;
        while (to.received() < target) {
            while (sent < MESSAGES && from.send(new UserMessage(sent % STREAMS, 51, bytes))) sent++;
            pass();
        }
        long spent = threads.getCurrentThreadCpuTime() - start;
        if (counts) times.add((double) spent / MESSAGES / MESSAGE);
    }

    private void pass() {
        boolean moved = move(from, to) | move(to, from);
        if (moved) return;
        now += STEP;
        from.advance(now);
        to.advance(now);
    }

    private static boolean move(SctpSide from, SctpSide to) {
        var packets = from.packets();
        packets.forEach(to::receive);
        return !packets.isEmpty();
    }

    private static void print(List<Double> plain, List<Double> safe) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < plain.size(); i++) ratios.add(plain.get(i) / safe.get(i));
        System.out.printf(
                "SCTP, unprotected %5.0f MB/s, protected %5.0f MB/s: %.2f of it"
                        + " (half of the rounds %.2f to %.2f)%n",
                1000 / Slice.quantile(plain, 0.5),
                1000 / Slice.quantile(safe, 0.5),
                Slice.quantile(ratios, 0.5),
                Slice.quantile(ratios, 0.25),
                Slice.quantile(ratios, 0.75));
    }
}
