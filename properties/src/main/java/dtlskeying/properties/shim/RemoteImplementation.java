package dtlskeying.properties.shim;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;

/**
 * An implementation behind {@code kmshim/1}. What it says that the protocol does not have becomes a
 * {@link ShimFault}, wrapped in an {@link UncheckedIOException}.
 */
final class RemoteImplementation implements Implementation {
    static final String FORMAT = "kmshim/1";

    private final ShimFrames frames;
    private final String name;
    private final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    private final boolean isInVirtualTime;
    private int requests;
    private int ends;

    /** Says hello. */
    RemoteImplementation(ShimFrames frames) throws IOException {
        this.frames = frames;
        try {
            ObjectNode hello = ask(request("hello").put("fmt", FORMAT), new ArrayList<>());
            this.name = hello.path("impl").asString("somebody");
            this.isInVirtualTime = hello.path("virtualTime").asBoolean(false);
            this.capabilities.addAll(ShimWords.capabilities(hello));
        } catch (Unimplemented missing) {
            throw new ShimFault("it does not know hello");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.copyOf(capabilities);
    }

    @Override
    public boolean isInVirtualTime() {
        return isInVirtualTime;
    }

    @Override
    public Driven open(Role role, Wishes wishes) throws Unimplemented {
        String end = "e" + ends++;
        try {
            ObjectNode made = request("new").put("ep", end);
            made.setAll(ShimWords.wishes(role, wishes));
            ObjectNode reply = ask(made, new ArrayList<>());
            return new RemoteEnd(end, ShimWords.bytes(reply, "certificate"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Tells the other side that this was all. */
    void bye() throws IOException {
        frames.write(request("bye"));
    }

    private ObjectNode request(String op) {
        return ShimFrames.object().put("id", ++requests).put("op", op);
    }

    /** Collects the notices, and gives the reply. */
    private ObjectNode ask(ObjectNode request, ArrayList<Notice> notices)
            throws IOException, Unimplemented {
        frames.write(request);
        while (true) {
            ObjectNode said = frames.read();
            if (said.has("ntf")) {
                notices.add(ShimWords.notice(said));
                continue;
            }
            if (said.path("id").asInt(-1) != requests)
                throw new ShimFault("an answer to another request than " + requests);
            if (said.has("unimplemented"))
                throw new Unimplemented(said.path("unimplemented").asString("it"));
            if (said.has("error")) throw new ShimFault(said.path("error").asString("no reason"));
            if (!said.path("done").asBoolean(false))
                throw new ShimFault("neither a notice nor done: " + said);
            return said;
        }
    }

    /** One end at the other side. */
    private final class RemoteEnd implements Driven {
        private final String name;
        private final Octets certificate;

        RemoteEnd(String name, Octets certificate) {
            this.name = name;
            this.certificate = certificate;
        }

        @Override
        public Octets certificate() {
            return certificate;
        }

        @Override
        public Reaction begin() {
            return always(request("begin"));
        }

        @Override
        public Reaction receive(Octets datagram) {
            ObjectNode request = request("rx");
            ShimWords.put(request, "bytes", datagram);
            return always(request);
        }

        @Override
        public Reaction advance(long milliseconds) {
            return always(request("advance").put("ms", milliseconds));
        }

        @Override
        public Reaction send(Octets packet) throws Unimplemented {
            ObjectNode request = request("app_send");
            ShimWords.put(request, "bytes", packet);
            return reaction(request);
        }

        @Override
        public Reaction rekey() throws Unimplemented {
            return reaction(request("rekey"));
        }

        @Override
        public Reaction shut() {
            return always(request("close"));
        }

        @Override
        public void close() {}

        private Reaction always(ObjectNode request) {
            try {
                return reaction(request);
            } catch (Unimplemented missing) {
                throw new UncheckedIOException(
                        new ShimFault("every implementation has " + missing.getMessage()));
            }
        }

        private Reaction reaction(ObjectNode request) throws Unimplemented {
            var notices = new ArrayList<Notice>();
            try {
                ObjectNode reply = ask(request.put("ep", name), notices);
                long timer = reply.path("timerMs").asLong(Reaction.NO_TIMER);
                return new Reaction(notices, Math.max(0, timer));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
