package dtlskeying.properties.capture;

import dtlskeying.properties.capture.Capture.LeftOut;
import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes frames in the order of the file, and keeps the UDP datagrams in them. */
final class Intake {
    private final ByteBuffer file;
    private final List<CapturedPacket> packets = new ArrayList<>();
    private final Map<String, LeftOut> leftOut = new LinkedHashMap<>();
    private long frames;

    /** An intake for one file. */
    Intake(ByteBuffer file) {
        this.file = file;
    }

    ByteBuffer file() {
        return file;
    }

    /** How many frames there were so far. */
    long frames() {
        return frames;
    }

    /** Takes the next frame, which lies inside the file. */
    void take(Frame frame) throws UnreadableCapture {
        if (frames >= Capture.MOST_PACKETS)
            throw new UnreadableCapture(
                    frame.at(), "more than %d packets".formatted(Capture.MOST_PACKETS));
        frames++;
        switch (UdpFinder.in(file, frame)) {
            case UdpFinder.Result.Datagram(var from, var to, var start, var end) -> {
                byte[] payload = new byte[end - start];
                file.get(start, payload);
                packets.add(
                        new CapturedPacket(
                                frames, frame.at(), frame.nanos(), from, to, Octets.of(payload)));
            }
            case UdpFinder.Result.Nothing(var reason) ->
                    leftOut.merge(
                            reason,
                            new LeftOut(reason, frames, 1),
                            (all, _) -> new LeftOut(reason, all.first(), all.count() + 1));
        }
    }

    /** Everything that was taken. */
    Capture capture(String keyLog) {
        return new Capture(packets, List.copyOf(leftOut.values()), keyLog);
    }
}
