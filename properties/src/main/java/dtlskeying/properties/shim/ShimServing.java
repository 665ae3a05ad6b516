package dtlskeying.properties.shim;

import tools.jackson.databind.node.ObjectNode;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The side of the implementation: answers each request of {@code kmshim/1} by notices and then
 * {@code done}, until it is told {@code bye} or the other side goes.
 */
final class ShimServing {
    private final Implementation implementation;
    private final ShimFrames frames;
    private final Map<String, Driven> ends = new HashMap<>();

    ShimServing(Implementation implementation, ShimFrames frames) {
        this.implementation = implementation;
        this.frames = frames;
    }

    void serve() throws IOException {
        try {
            while (answer(frames.read()))
                ;
        } catch (EOFException gone) {
            // whoever asked has gone, and nothing is left to do
        } finally {
            ends.values().forEach(Driven::close);
        }
    }

    /** Whether there is more to come. */
    private boolean answer(ObjectNode request) throws IOException {
        var reply = ShimFrames.object();
        reply.set("id", request.path("id"));
        String op = request.path("op").asString("");
        try {
            perform(op, request, reply);
        } catch (Unimplemented missing) {
            reply.put("unimplemented", missing.getMessage());
        } catch (ShimFault fault) {
            reply.put("error", fault.getMessage());
        }
        frames.write(reply);
        return !op.equals("bye");
    }

    private void perform(String op, ObjectNode request, ObjectNode reply)
            throws IOException, Unimplemented {
        switch (op) {
            case "hello" -> hello(reply);
            case "new" -> open(request, reply);
            case "bye" -> {}
            default -> {
                Reaction reaction = reaction(op, end(request), request);
                for (Notice notice : reaction.notices()) frames.write(ShimWords.notice(notice));
                if (reaction.timer() != Reaction.NO_TIMER) reply.put("timerMs", reaction.timer());
            }
        }
        reply.put("done", true);
    }

    private Reaction reaction(String op, Driven end, ObjectNode request)
            throws ShimFault, Unimplemented {
        return switch (op) {
            case "begin" -> end.begin();
            case "rx" -> end.receive(ShimWords.bytes(request, "bytes"));
            case "advance" -> end.advance(Math.max(0, request.path("ms").asLong(0)));
            case "app_send" -> end.send(ShimWords.bytes(request, "bytes"));
            case "rekey" -> end.rekey();
            case "close" -> end.shut();
            default -> throw new Unimplemented(op);
        };
    }

    private void hello(ObjectNode reply) {
        reply.put("fmt", RemoteImplementation.FORMAT).put("impl", implementation.name());
        reply.put("virtualTime", implementation.isInVirtualTime());
        var caps = reply.putArray("caps");
        implementation.capabilities().stream().sorted().map(Capability::word).forEach(caps::add);
    }

    private void open(ObjectNode request, ObjectNode reply) throws ShimFault, Unimplemented {
        String name = ShimWords.text(request, "ep");
        var end = implementation.open(ShimWords.role(request), ShimWords.wishes(request));
        Driven before = ends.put(name, end);
        if (before != null) before.close();
        ShimWords.put(reply, "certificate", end.certificate());
    }

    private Driven end(ObjectNode request) throws ShimFault {
        String name = ShimWords.text(request, "ep");
        Driven end = ends.get(name);
        if (end == null) throw new ShimFault("there is no end \"" + name + "\"");
        return end;
    }
}
