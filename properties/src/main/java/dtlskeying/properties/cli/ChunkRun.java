package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.RestartKeys;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Role;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A key-managed association from beginning to end: handshake, messages, perhaps a restart and
 * messages again, shutdown.
 */
final class ChunkRun {
    /** An association whose peer has nothing to say is waited for no longer than that. */
    private static final long QUIET = 2_000;

    private final ChunkStage stage;
    private final ChunkTrafficOptions traffic;
    private final long patience;
    private final ChunkPrinter printer;
    private final List<ChunkRecorder> recorders;
    private final Map<Role, ChunkTally> tallies = new EnumMap<>(Role.class);
    private long heard;
    private int rekeys;

    /**
     * @param patience how long to wait for the peer, in milliseconds
     * @param recorders one, or none
     */
    ChunkRun(
            ChunkStage stage,
            ChunkTrafficOptions traffic,
            long patience,
            ChunkPrinter printer,
            List<ChunkRecorder> recorders) {
        this.stage = stage;
        this.traffic = traffic;
        this.patience = patience;
        this.printer = printer;
        this.recorders = recorders;
        for (Role name : stage.ours()) tallies.put(name, new ChunkTally(name));
        recorders.forEach(stage::watch);
    }

    /**
     * Runs to the end; whatever goes wrong with the peer becomes the verdict.
     *
     * @param comebacks makes the opening end that comes back; none if there is no restart
     */
    ChunkReport run(List<Function<RestartKeys, ChunkEndpoint>> comebacks) {
        try {
            go(comebacks);
        } catch (IOException failed) {
            tallies.values().forEach(each -> each.trouble(failed.getMessage()));
        }
        tallies.forEach((name, tally) -> tally.count(stage.end(name)));
        return new ChunkReport(List.copyOf(tallies.values()));
    }

    private void go(List<Function<RestartKeys, ChunkEndpoint>> comebacks) throws IOException {
        boolean isOpening = tallies.containsKey(Role.CLIENT);
        if (isOpening) stage.connect(Role.CLIENT);
        if (!await("the keys", patience, () -> all(ChunkTally::isSettled))) return;
        exchange(0);
        if (isOpening) for (var comeback : comebacks) if (!restart(comeback)) return;
        if (isOpening) stage.shutdown(Role.CLIENT);
        await("the end of the association", patience, () -> all(ChunkTally::isDown));
    }

    private boolean restart(Function<RestartKeys, ChunkEndpoint> comeback) throws IOException {
        var tally = tallies.get(Role.CLIENT);
        var keys = tally.takeRestartKeys();
        if (keys.isEmpty()) {
            tally.trouble("there are no restart keys: not both ends have offered them");
            return false;
        }
        tally.count(stage.end(Role.CLIENT));
        lose(stage.end(Role.CLIENT));
        stage.replace(Role.CLIENT, comeback.apply(keys.getFirst()));
        tallies.values().forEach(ChunkTally::unsettled);
        stage.connect(Role.CLIENT);
        if (!await("the restart", patience, () -> all(ChunkTally::isSettled))) return false;
        exchange(traffic.messages());
        return true;
    }

    /** An end that is lost says nothing more to its peer. */
    private void lose(ChunkEndpoint end) {
        end.close();
        for (ChunkEvent event : end.events())
            if (!(event instanceof ChunkEvent.Packet))
                happened(new ChunkStage.Happened(Role.CLIENT, stage.now(), event));
        printer.lost(stage.now());
    }

    /** Every end of ours sends all of its messages, and hears as many. */
    private void exchange(int from) throws IOException {
        int until = from + traffic.messages();
        var next = new EnumMap<Role, Integer>(Role.class);
        for (Role name : stage.ours()) next.put(name, from);
        heard = stage.now();
        boolean isBusy = true;
        while (isBusy && !isOver()) {
            for (Role name : stage.ours()) next.put(name, send(name, next.get(name), until));
            rekey();
            step();
            boolean allSent = next.values().stream().allMatch(each -> each == until);
            boolean isQuiet = stage.now() - heard > QUIET;
            isBusy =
                    !allSent
                            || isRekeying()
                            || isReauthenticating()
                            || !all(ChunkTally::isDry)
                            || !hasAll(until) && !isQuiet;
        }
    }

    /** Our opening or only end changes the keys, once at a time. */
    private void rekey() {
        if (!isRekeyDue() || stage.end(keyChanger()).isRenewing()) return;
        stage.renewKeys(keyChanger());
        if (traffic.isCrossed())
            for (Role name : stage.ours()) if (name != keyChanger()) stage.renewKeys(name);
        rekeys++;
    }

    private boolean isRekeying() {
        return isRekeyDue() || stage.end(keyChanger()).isRenewing();
    }

    private boolean isReauthenticating() {
        return stage.ours().stream().anyMatch(name -> stage.end(name).isReauthenticating());
    }

    private boolean isRekeyDue() {
        return rekeys < traffic.rekeysDue(tallies.get(keyChanger()).sent());
    }

    private Role keyChanger() {
        return stage.ours().getFirst();
    }

    /** Who changes the keys sends no more than that before it has. */
    private int send(Role name, int from, int until) {
        int next = from;
        while (next < until && !(name == keyChanger() && isRekeyDue())) {
            UserMessage message = traffic.message(name, next);
            if (stage.send(name, message) != ChunkEndpoint.Sending.TAKEN) return next;
            tallies.get(name).sent(message);
            heard = stage.now();
            next++;
        }
        return next;
    }

    private boolean hasAll(int count) {
        return all(each -> each.received() >= count);
    }

    private boolean all(Predicate<ChunkTally> what) {
        return tallies.values().stream().allMatch(what);
    }

    private boolean isOver() {
        return tallies.values().stream()
                .anyMatch(each -> each.isDown() || !each.trouble().isEmpty());
    }

    private boolean await(String what, long limit, BooleanSupplier condition) throws IOException {
        long until = stage.now() + limit;
        while (!condition.getAsBoolean() && !all(ChunkTally::isDown)) {
            if (stage.now() >= until) {
                tallies.values().forEach(each -> each.trouble("no sign of " + what));
                break;
            }
            step();
        }
        return condition.getAsBoolean();
    }

    private void step() throws IOException {
        Interrupt.heed();
        stage.step();
        stage.happened().forEach(this::happened);
    }

    private void happened(ChunkStage.Happened happened) {
        var tally = tallies.get(happened.end());
        int before = tally.received();
        tally.happened(happened.event());
        if (tally.received() > before) heard = stage.now();
        printer.happened(happened);
        recorders.forEach(each -> each.happened(happened));
    }
}
