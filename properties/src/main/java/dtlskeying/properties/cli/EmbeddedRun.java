package dtlskeying.properties.cli;

import dtlskeying.properties.network.AssociationPair;
import dtlskeying.properties.network.AssociationPair.Event;
import dtlskeying.properties.network.Handle;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls12.AssociationSpec.Effect;

import java.util.List;

/** Both ends in this process, over a network in virtual time: handshake, media, close. */
final class EmbeddedRun {
    /** Half an hour of virtual time: longer than any handshake that gives up. */
    private static final long END = 30 * 60_000;

    private final FlightPrinter flights;
    private final Recorder recorder;
    private final int packets;
    private final Course client = new Course(Role.CLIENT);
    private final Course server = new Course(Role.SERVER);
    private AssociationPair pair;

    /** A run that sends so many packets each way; {@code recorder} may be null. */
    EmbeddedRun(AssociationPair start, int packets, FlightPrinter flights, Recorder recorder) {
        this.pair = start;
        this.packets = packets;
        this.flights = flights;
        this.recorder = recorder;
    }

    /** Runs to the end. */
    RunReport run() {
        take(pair.begin(Role.CLIENT));
        while (!isHandshakeOver() && pair.nextTime() < END) take(pair.next());
        if (pair.isEstablished()) {
            sendMedia();
            take(pair.close(Role.CLIENT));
            deliver(pair.now() + 10 * Signal.INTERVAL);
        }
        return RunReport.of(client, server, trouble());
    }

    private boolean isHandshakeOver() {
        return pair.isEstablished() || pair.client().isOver() || pair.server().isOver();
    }

    private void sendMedia() {
        long start = pair.now();
        for (int i = 0; i < packets; i++) {
            deliver(start + i * Signal.INTERVAL);
            for (Course course : List.of(client, server))
                pair = pair.sendMedia(course.role(), course.media().send());
        }
        for (Course course : List.of(client, server)) flights.media(start, course);
        deliver(pair.now() + 10 * Signal.INTERVAL);
    }

    /** Lets happen what happens up to that time. */
    private void deliver(long until) {
        while (pair.nextTime() <= until) take(pair.next());
        pair = pair.at(until);
    }

    private void take(AssociationPair.Next next) {
        pair = next.pair();
        switch (next.event()) {
            case Event.Stepped stepped -> note(stepped);
            case Event.MediaArrived(var end, var packet) -> course(end).media().receive(packet);
            case Event.Quiet() -> throw new AssertionError("nothing was due");
        }
    }

    private void note(Event.Stepped stepped) {
        Role end = stepped.end();
        course(end).stepped(pair.end(end), stepped.effects());
        flights.sent(pair.now(), end, stepped.effects(), lost(stepped.sent()));
        if (recorder == null) return;
        recorder.stepped(pair.now(), end, stepped.input(), stepped.effects());
        boolean completed = stepped.effects().stream().anyMatch(Effect.Completed.class::isInstance);
        if (completed && end == Role.CLIENT) recorder.secret(pair.client().keyLogLine());
    }

    private int lost(List<Handle> sent) {
        var fates = pair.network().fates();
        return (int) sent.stream().filter(handle -> fates.fate(handle).isLost()).count();
    }

    private Course course(Role end) {
        return end == Role.CLIENT ? client : server;
    }

    private String trouble() {
        if (!client.trouble().isEmpty()) return client.trouble();
        if (!server.trouble().isEmpty()) return server.trouble();
        if (!client.hasAgreed() || !server.hasAgreed()) return "the handshake did not complete";
        boolean equal =
                client.agreements()
                        .getLast()
                        .exported()
                        .equals(server.agreements().getLast().exported());
        return equal ? "" : "the two ends have different keys";
    }
}
