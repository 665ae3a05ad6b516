package dtlskeying.properties.srtp;

import dtlskeying.properties.Guard;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.UseSrtpSpec.Claim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** P09: an attacker who changes use_srtp on the way, in every way, gains nothing. */
public final class TamperedHellos {
    static final String NAME = "P09 TamperedHelloNeverCompletes";

    /** X28 and the property that notices it. */
    public static final List<Guard> GUARDS =
            List.of(
                    Guard.of(
                            "X28",
                            "use_srtp is left out of the transcript, at both ends",
                            Set.of(Claim.BID_DOWN_IS_CAUGHT_BY_FINISHED),
                            NAME,
                            BidDown.LAWS,
                            HelloEnd::hidingUseSrtp));

    /** What is done to the hellos of one end. */
    record Tampering(String name, Role sender, UnaryOperator<Optional<Octets>> change) {}

    private TamperedHellos() {}

    /** The first tampering with which an end of that kind completes, if there is one. */
    static Optional<String> violation(Function<Role, HelloEnd> kind) {
        for (Tampering tampering : all())
            if (completes(kind, tampering))
                return Optional.of("the handshake completes although " + tampering.name());
        return Optional.empty();
    }

    /** Whether either end believes in the handshake in the end. */
    static boolean completes(Function<Role, HelloEnd> kind, Tampering tampering) {
        HelloEnd client = kind.apply(Role.CLIENT);
        HelloEnd server = kind.apply(Role.SERVER);
        var toServer = new ArrayDeque<>(client.begin());
        var toClient = new ArrayDeque<Octets>();
        while (!toServer.isEmpty() || !toClient.isEmpty()) {
            if (!toServer.isEmpty())
                toClient.addAll(server.on(passed(Role.CLIENT, toServer.remove(), tampering)));
            else toServer.addAll(client.on(passed(Role.SERVER, toClient.remove(), tampering)));
        }
        return client.isEstablished() || server.isEstablished();
    }

    private static Octets passed(Role sender, Octets datagram, Tampering tampering) {
        return sender == tampering.sender()
                ? Hellos.edit(sender, datagram, tampering.change())
                : datagram;
    }

    /** Nothing is done. */
    static Tampering none() {
        return new Tampering("nothing is done", Role.CLIENT, data -> data);
    }

    /** The extension removed from either hello, or any bit of it changed. */
    private static List<Tampering> all() {
        var all = new ArrayList<Tampering>();
        for (Role sender : Role.values()) {
            String owner = "the " + sender.text() + "'s use_srtp";
            all.add(new Tampering(owner + " is removed", sender, data -> Optional.empty()));
            int bits = sender == Role.CLIENT ? 8 * 8 : 6 * 8;
            for (int i = 0; i < bits; i++) {
                int bit = i;
                all.add(
                        new Tampering(
                                "bit " + bit + " of " + owner + " is changed",
                                sender,
                                data -> data.map(bytes -> PacketLaws.flip(bytes, bit))));
            }
        }
        return all;
    }
}
