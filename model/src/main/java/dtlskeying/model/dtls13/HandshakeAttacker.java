package dtlskeying.model.dtls13;

import dtlskeying.model.dtls13.HandshakePacket.Kind;
import dtlskeying.model.dtls13.Hellos.Offer;
import dtlskeying.model.dtls13.Hellos.Suite;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;

/** What an attacker can put on the wire, beyond repeating what is there. */
final class HandshakeAttacker {
    private static final int EVERYTHING = 9;

    private HandshakeAttacker() {}

    /** Records of epoch 0: hellos that were changed, a retry, a Finished and an ACK of nobody. */
    static List<HandshakePacket> withoutKeys(HandshakeState state) {
        var forged = new ArrayList<HandshakePacket>();
        for (HandshakePacket packet : state.inOrder())
            switch (packet.kind()) {
                case CLIENT_HELLO -> {
                    forged.add(packet.saying(packet.says().offering(Offer.WEAK_ALONE, true)));
                    forged.add(packet.saying(packet.says().offering(Offer.BOTH, false)));
                }
                case SERVER_HELLO -> {
                    forged.add(packet.saying(packet.says().choosing(Suite.WEAK, true)));
                    forged.add(packet.saying(packet.says().choosing(Suite.STRONG, false)));
                }
                case RETRY, EXTENSIONS, PROOF, FINISHED, ACK, DATA -> {}
            }
        forged.add(HandshakePacket.plain(Role.SERVER, Kind.RETRY, 0, Hellos.NONE, false));
        Hellos own = state.client().hellos().choosing(Suite.STRONG, false);
        forged.add(
                HandshakePacket.plain(
                        Role.SERVER, Kind.SERVER_HELLO, state.client().next(), own, false));
        forged.add(HandshakePacket.plain(Role.SERVER, Kind.ACK, EVERYTHING, Hellos.NONE, false));
        forged.add(
                HandshakePacket.plain(
                        Role.CLIENT, Kind.FINISHED, state.server().next(), Hellos.NONE, false));
        forged.removeIf(state.wire()::contains);
        return forged;
    }

    /** With the keys of an end it plays the other one, save that it cannot sign for it. */
    static List<HandshakePacket> withKeys(HandshakeState state) {
        var forged = new ArrayList<HandshakePacket>();
        for (Role victim : Role.values()) {
            HandshakeEnd end = state.end(victim);
            if (end.hasKeys() && end.hellos().isKnownToTheAttacker())
                for (HandshakePacket packet : played(victim.peer(), end, signed(state, victim)))
                    if (!state.wire().contains(packet)) forged.add(packet);
        }
        return forged;
    }

    /** What the one that is played has signed, if it has: it can be put under other keys. */
    private static Hellos signed(HandshakeState state, Role victim) {
        return state.end(victim.peer()).hellos();
    }

    private static List<HandshakePacket> played(Role as, HandshakeEnd victim, Hellos signed) {
        Hellos keys = victim.hellos();
        int turn = victim.next();
        return List.of(
                HandshakePacket.sealed(as, Kind.EXTENSIONS, 2, keys, turn),
                HandshakePacket.sealed(as, Kind.PROOF, 2, keys, turn).saying(signed),
                HandshakePacket.sealed(as, Kind.FINISHED, 2, keys, turn),
                HandshakePacket.sealed(as, Kind.ACK, 3, keys, EVERYTHING),
                HandshakePacket.sealed(as, Kind.DATA, 3, keys, 0));
    }
}
