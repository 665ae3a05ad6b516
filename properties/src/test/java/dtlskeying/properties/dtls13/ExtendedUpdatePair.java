package dtlskeying.properties.dtls13;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Running;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Two machines of extended key update, and all that can happen between them.
 *
 * <p>Messages arrive in the order of message_seq, once, some time: below the machine they are sent
 * until they do. ACKs arrive in any order, however late. Each end starts so many exchanges, and may
 * be busy when it is asked.
 */
final class ExtendedUpdatePair {
    /** P53 to P55: the name of the law. */
    static final String LAW =
            "P53 P54 P55 what one end sends in the other reads, no exchange fails, and all end in one"
                    + " epoch";

    /** The machine, as far as a bug may replace it. */
    interface Code extends BiFunction<ExtendedKeyUpdate, Input, Step<ExtendedKeyUpdate, Effect>> {}

    /** A message on its way: what it is, and the epoch that it was sent in. */
    private record Message(Kind kind, Epoch epoch, Octets share) {}

    /** One end, the messages and ACKs on their way to it, and the exchanges that it may start. */
    private record End(
            ExtendedKeyUpdate machine, List<Message> coming, List<Kind> acks, int starts) {
        private End {
            coming = List.copyOf(coming);
            acks = List.copyOf(acks);
        }

        static End start(int starts) {
            return new End(ExtendedKeyUpdate.start(), List.of(), List.of(), starts);
        }

        End hearing(Message message) {
            return new End(machine, with(coming, message), acks, starts);
        }

        End acked(Kind kind) {
            return new End(machine, coming, with(acks, kind), starts);
        }

        private static <T> List<T> with(List<T> list, T one) {
            var longer = new ArrayList<>(list);
            longer.add(one);
            return longer;
        }
    }

    /** Both ends. */
    private record World(End left, End right) {
        World turned() {
            return new World(right, left);
        }
    }

    private final Code code;
    private final Map<World, String> seen = new HashMap<>();
    private final ArrayDeque<World> next = new ArrayDeque<>();
    private String trouble = "";
    private String here = "";
    private int moved;

    private ExtendedUpdatePair(Code code) {
        this.code = code;
    }

    /** What goes wrong within so many exchanges started by each end, if anything does. */
    static Optional<String> firstWrong(Code code, int starts) {
        var pair = new ExtendedUpdatePair(code);
        pair.reach(new World(End.start(starts), End.start(starts)), "");
        while (!pair.next.isEmpty() && pair.trouble.isEmpty()) pair.explore(pair.next.poll());
        return pair.trouble.isEmpty() ? Optional.empty() : Optional.of(pair.trouble);
    }

    /** The stages of an exchange that are reached. */
    static Set<Class<?>> stages(Code code, int starts) {
        var pair = new ExtendedUpdatePair(code);
        pair.reach(new World(End.start(starts), End.start(starts)), "");
        while (!pair.next.isEmpty()) pair.explore(pair.next.poll());
        var stages = new HashSet<Class<?>>();
        for (World world : pair.seen.keySet())
            if (world.left().machine() instanceof Running running)
                stages.add(running.exchange().getClass());
        return stages;
    }

    private void reach(World world, String path) {
        if (seen.putIfAbsent(world, path) != null) return;
        String wrong = wrong(world);
        if (!wrong.isEmpty() && trouble.isEmpty()) trouble = path + ": " + wrong;
        next.add(world);
    }

    private void explore(World world) {
        here = seen.get(world);
        int before = moved;
        moves(world, false, "left");
        moves(world.turned(), true, "right");
        boolean isAtRest = isQuiet(world.left()) && isQuiet(world.right());
        boolean isEqual = epoch(world.left()).equals(epoch(world.right()));
        if (moved == before && trouble.isEmpty() && !(isAtRest && isEqual))
            trouble = here + " stuck in " + world;
    }

    /** All that the left end of this world can do. */
    private void moves(World world, boolean turned, String who) {
        End end = world.left();
        if (end.starts() > 0 && isQuiet(end)) {
            var started = new End(end.machine(), end.coming(), end.acks(), end.starts() - 1);
            Octets share = Octets.hex(turned ? "05" : "c0");
            go(new World(started, world.right()), turned, who, new Input.Update(share), null);
        }
        if (!end.coming().isEmpty()) hear(world, turned, who, end.coming().getFirst());
        for (int i = 0; i < end.acks().size(); i++) {
            var acks = new ArrayList<>(end.acks());
            Kind kind = acks.remove(i);
            var taken = new End(end.machine(), end.coming(), acks, end.starts());
            go(new World(taken, world.right()), turned, who, new Input.Acknowledged(kind), null);
        }
        if (isBusy(end)) go(world, turned, who, new Input.Ready(), null);
    }

    private void hear(World world, boolean turned, String who, Message message) {
        End end = world.left();
        var rest = end.coming().subList(1, end.coming().size());
        var taken = new End(end.machine(), rest, end.acks(), end.starts());
        if (end.machine() instanceof Running running
                && message.epoch().equals(running.reading().newest()))
            taken =
                    new End(
                            code.apply(end.machine(), new Input.NewKeysHeard()).state(),
                            rest,
                            end.acks(),
                            end.starts());
        var after = new World(taken, world.right());
        switch (message.kind()) {
            case REQUEST -> {
                for (boolean ready : new boolean[] {true, false})
                    go(
                            after,
                            turned,
                            who,
                            new Input.RequestHeard(
                                    message.epoch(), message.share(), ready, Verdict.SOUND),
                            Kind.REQUEST);
            }
            case RESPONSE ->
                    go(
                            after,
                            turned,
                            who,
                            new Input.ResponseHeard(message.epoch(), Verdict.SOUND),
                            Kind.RESPONSE);
            case FINISH ->
                    go(
                            after,
                            turned,
                            who,
                            new Input.FinishHeard(message.epoch(), Verdict.SOUND),
                            Kind.FINISH);
        }
    }

    /** The left end takes an input, and what it does reaches the right one. */
    private void go(World world, boolean turned, String who, Input input, Kind heard) {
        moved++;
        End end = world.left();
        Epoch write = epoch(end);
        var step = code.apply(end.machine(), input);
        var left = new End(step.state(), end.coming(), end.acks(), end.starts());
        End right = world.right();
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Effect.RequestSent(var share) ->
                        right = right.hearing(new Message(Kind.REQUEST, write, share));
                case Effect.ResponseSent() ->
                        right = right.hearing(new Message(Kind.RESPONSE, write, Octets.EMPTY));
                case Effect.FinishSent() ->
                        right = right.hearing(new Message(Kind.FINISH, write, Octets.EMPTY));
                case Effect.AckSent _ -> right = right.acked(heard == null ? Kind.REQUEST : heard);
                case Effect.WriteChanged(var epoch) -> write = epoch;
                case Effect.ReadAdded _ -> {}
                case Effect.ReadDropped _ -> {}
                case Effect.Abandoned _ -> {}
                case Effect.Prevailed _ -> {}
                case Effect.Deferred _ -> {}
                case Effect.Held _ -> {}
                case Effect.Ignored _ -> {}
                case Effect.Refused _ -> {}
                case Effect.Aborted _ -> {}
            }
        }
        var after = new World(left, right);
        reach(turned ? after.turned() : after, here + " " + who + " " + input + ";");
    }

    private static String wrong(World world) {
        if (!(world.left().machine() instanceof Running left)) return "the left end has failed";
        if (!(world.right().machine() instanceof Running right)) return "the right end has failed";
        if (!right.reads(left.exchange().epoch())) return "the right end cannot read the left one";
        if (!left.reads(right.exchange().epoch())) return "the left end cannot read the right one";
        return "";
    }

    private static boolean isQuiet(End end) {
        return end.machine() instanceof Running(Exchange.Quiet _, _);
    }

    private static boolean isBusy(End end) {
        return end.machine() instanceof Running(Exchange.Deferring _, _)
                || end.machine() instanceof Running(Exchange.Holding(_, var ready), _) && !ready;
    }

    private static Epoch epoch(End end) {
        return end.machine() instanceof Running running
                ? running.exchange().epoch()
                : Epoch.UNPROTECTED;
    }
}
