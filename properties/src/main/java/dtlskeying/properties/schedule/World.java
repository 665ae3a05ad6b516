package dtlskeying.properties.schedule;

import dtlskeying.impl.dtls12.Association;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.util.List;

/**
 * Two ends of DTLS-SRTP, the network between them and what an attacker has seen of it, as an
 * immutable value in virtual time, milliseconds.
 */
public record World(Stack stack, Party client, Party server, Traffic traffic, long now) {
    /** The world after an event, and what came of it. */
    public record Next(World world, List<Happening> happenings) {
        public Next {
            happenings = List.copyOf(happenings);
        }
    }

    /** The client has just begun: its first datagram is under way, at time 0. */
    public static World begun(Stack stack, Association client, Association server) {
        var world = new World(stack, Party.of(client), Party.of(server), Traffic.NONE, 0);
        var stepping = new Stepping(world);
        stepping.dtls(Role.CLIENT, new Input.Begin(0));
        return stepping.next().world();
    }

    /** The end of that role. */
    public Party end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** The same world, its ends put together from other machines. */
    public World with(Stack other) {
        return new World(other, client, server, traffic, now);
    }

    /** Whether both ends have completed the handshake. */
    public boolean isEstablished() {
        return client.dtls().isEstablished() && server.dtls().isEstablished();
    }

    /** What an event does; one that does not apply does nothing. */
    public Next step(Event event) {
        var stepping = new Stepping(this);
        stepping.on(event);
        return stepping.next();
    }
}
