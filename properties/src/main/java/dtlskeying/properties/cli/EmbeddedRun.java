package dtlskeying.properties.cli;

import dtlskeying.properties.network.SessionPair;
import dtlskeying.properties.network.SessionPair.Happened;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.PacketKind;

import java.io.InterruptedIOException;
import java.util.List;

/** Both ends in this process, over a network in virtual time: handshakes, media, close. */
final class EmbeddedRun {
    /** Half an hour of virtual time: longer than any handshake that gives up. */
    private static final long END = 30 * 60_000;

    private final SessionPrinter printer;
    private final Recorder recorder;
    private final int packets;
    private final RekeyPlan plan;
    private final Course client = new Course(Role.CLIENT);
    private final Course server = new Course(Role.SERVER);
    private final SessionPair pair;
    private int started;
    private String interruption = "";

    /** A run that sends so many packets each way; {@code recorder} may be null. */
    EmbeddedRun(
            SessionPair start,
            int packets,
            RekeyPlan plan,
            SessionPrinter printer,
            Recorder recorder) {
        this.pair = start;
        this.packets = packets;
        this.plan = plan;
        this.printer = printer;
        this.recorder = recorder;
    }

    /** Runs to the end. */
    RunReport run() {
        try {
            go();
        } catch (InterruptedIOException ended) {
            interruption = ended.getMessage();
        }
        printer.flush();
        return RunReport.of(client, server, trouble());
    }

    private void go() throws InterruptedIOException {
        if (recorder != null) pair.watch(recorder::arrived);
        take(pair.begin());
        while (!pair.isEstablished() && !pair.isOver() && pair.nextTime() < END) {
            Interrupt.heed();
            take(pair.next());
        }
        if (pair.isEstablished()) {
            long start = pair.now();
            for (int i = 0; i < packets; i++) {
                Interrupt.heed();
                pair.until(start + i * Signal.INTERVAL).forEach(this::take);
                sendBoth();
                rehandshakeIfDue(i + 1);
            }
            finishHandshakes();
            settle();
            take(pair.close(Role.CLIENT));
            settle();
        }
    }

    private void sendBoth() {
        for (Course course : List.of(client, server))
            take(pair.send(course.role(), PacketKind.RTP, course.nextPacket()));
    }

    private void rehandshakeIfDue(int sent) {
        if (!plan.isDue(started, sent) || pair.isRehandshaking() || !pair.isEstablished()) return;
        started++;
        Role starter = plan.starter();
        take(pair.rehandshake(starter, pair.end(starter).association().nextMki()));
    }

    /** Those that are left when the media is at its end follow without it. */
    private void finishHandshakes() throws InterruptedIOException {
        while (pair.isEstablished() && pair.nextTime() < END) {
            Interrupt.heed();
            rehandshakeIfDue(Integer.MAX_VALUE);
            if (!pair.isRehandshaking()) return;
            take(pair.next());
        }
    }

    private void settle() {
        pair.until(pair.now() + 10 * Signal.INTERVAL).forEach(this::take);
    }

    private void take(Happened happened) {
        Role end = happened.end();
        printer.happened(happened, pair.network().fates());
        for (var event : happened.events()) course(end).happened(event);
        if (recorder != null) recorder.happened(happened.time(), end, happened.events());
    }

    private Course course(Role end) {
        return end == Role.CLIENT ? client : server;
    }

    private String trouble() {
        if (!interruption.isEmpty()) return interruption;
        if (!client.trouble().isEmpty()) return client.trouble();
        if (!server.trouble().isEmpty()) return server.trouble();
        if (!client.hasAgreed() || !server.hasAgreed()) return "the handshake did not complete";
        if (client.agreements().size() <= plan.count())
            return "only %d of %d handshakes are complete"
                    .formatted(client.agreements().size(), plan.count() + 1);
        return client.exported().equals(server.exported())
                ? ""
                : "the two ends have different keys";
    }
}
