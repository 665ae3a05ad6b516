package dtlskeying.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.RecordedRun;
import dtlskeying.spec.Octets;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TracePacket;
import dtlskeying.spec.trace.TraceView;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Any trace can be explained: one that lost lines, one whose bytes were changed, one that lies. */
class ReportProperties {
    @Property(tries = 60)
    void the_report_of_any_trace_renders(@ForAll("damages") long seed) {
        var names = List.copyOf(Runs.all().keySet());
        var random = new Random(seed);
        RecordedRun run = Runs.all().get(names.get(random.nextInt(names.size())));
        var trace = damaged(run.trace(), random);
        String keyLog = damaged(run.keyLog(), random);

        var explained = Explanation.of("damaged", trace, keyLog);
        assertThat(explained.html().strip().endsWith("</html>")).isTrue();
        assertThat(explained.text().lines()).allMatch(line -> line.length() <= LadderText.WIDTH);
        assertThat(explained.mermaid()).startsWith("sequenceDiagram");
        assertThat(explained.dot()).endsWith("}\n");
    }

    @Provide
    Arbitrary<Long> damages() {
        return Arbitraries.longs();
    }

    private static TraceFile damaged(TraceFile trace, Random random) {
        var packets = new ArrayList<TracePacket>();
        for (TracePacket packet : trace.packets()) {
            if (random.nextInt(8) == 0) continue;
            packets.add(random.nextInt(6) == 0 ? changed(packet, random) : packet);
        }
        if (random.nextInt(4) == 0) java.util.Collections.shuffle(packets, random);
        var views = new ArrayList<TraceView>();
        for (TraceView view : trace.views()) if (random.nextInt(5) != 0) views.add(view);
        if (random.nextInt(4) == 0)
            views.add(new TraceView("nobody", -3, Long.MAX_VALUE, List.of(-1L, 7L), true));
        int kept = trace.events().size() - random.nextInt(trace.events().size());
        return new TraceFile(
                trace.header(), trace.events().subList(0, Math.max(1, kept)), packets, views);
    }

    private static TracePacket changed(TracePacket packet, Random random) {
        byte[] bytes = packet.bytes().toArray();
        if (bytes.length == 0) return packet;
        for (int i = 0; i < 4; i++)
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length) + 1;
        return new TracePacket(
                random.nextInt(9) == 0 ? "somebody" : packet.endpoint(),
                packet.ms(),
                packet.way(),
                packet.name(),
                Octets.of(bytes, 0, length));
    }

    private static String damaged(String keyLog, Random random) {
        var lines = new ArrayList<String>();
        for (String line : keyLog.lines().toList())
            switch (random.nextInt(8)) {
                case 0 -> {}
                case 1 -> lines.add(line.substring(0, random.nextInt(line.length())));
                case 2 -> lines.add(line + "zz");
                default -> lines.add(line);
            }
        return String.join("\n", lines);
    }
}
