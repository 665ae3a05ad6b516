package dtlskeying.properties.cli;

import dtlskeying.properties.network.Handle;
import dtlskeying.properties.network.World;
import dtlskeying.properties.network.World.Event;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls12.AssociationSpec.Effect;

import java.util.List;

/** Both ends in this process, over a network in virtual time: handshake, media, close. */
final class EmbeddedRun {
    /** Half an hour of virtual time: longer than any handshake that gives up. */
    private static final long END = 30 * 60_000;

    private final Ladder ladder;
    private final Recorder recorder;
    private final int packets;
    private final Course client = new Course(Role.CLIENT);
    private final Course server = new Course(Role.SERVER);
    private World world;

    /** A run that sends so many packets each way; {@code recorder} may be null. */
    EmbeddedRun(World start, int packets, Ladder ladder, Recorder recorder) {
        this.world = start;
        this.packets = packets;
        this.ladder = ladder;
        this.recorder = recorder;
    }

    /** Runs to the end. */
    RunReport run() {
        take(world.begin(Role.CLIENT));
        while (!isHandshakeOver() && world.nextTime() < END) take(world.next());
        if (world.isEstablished()) {
            sendMedia();
            take(world.close(Role.CLIENT));
            deliver(world.now() + 10 * Signal.INTERVAL);
        }
        return RunReport.of(client, server, trouble());
    }

    private boolean isHandshakeOver() {
        return world.isEstablished() || world.client().isOver() || world.server().isOver();
    }

    private void sendMedia() {
        long start = world.now();
        for (int i = 0; i < packets; i++) {
            deliver(start + i * Signal.INTERVAL);
            for (Course course : List.of(client, server))
                world = world.sendMedia(course.role(), course.media().send());
        }
        for (Course course : List.of(client, server)) ladder.media(start, course);
        deliver(world.now() + 10 * Signal.INTERVAL);
    }

    /** Lets happen what happens up to that time. */
    private void deliver(long until) {
        while (world.nextTime() <= until) take(world.next());
        world = world.at(until);
    }

    private void take(World.Next next) {
        world = next.world();
        switch (next.event()) {
            case Event.Stepped stepped -> note(stepped);
            case Event.MediaArrived(var end, var packet) -> course(end).media().receive(packet);
            case Event.Quiet() -> throw new AssertionError("nothing was due");
        }
    }

    private void note(Event.Stepped stepped) {
        Role end = stepped.end();
        course(end).stepped(world.end(end), stepped.effects());
        ladder.sent(world.now(), end, stepped.effects(), lost(stepped.sent()));
        if (recorder == null) return;
        recorder.stepped(world.now(), end, stepped.input(), stepped.effects());
        boolean completed = stepped.effects().stream().anyMatch(Effect.Completed.class::isInstance);
        if (completed && end == Role.CLIENT) recorder.secret(world.client().keyLogLine());
    }

    private int lost(List<Handle> sent) {
        var schedule = world.network().schedule();
        return (int) sent.stream().filter(handle -> schedule.fate(handle).isLost()).count();
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
