package dtlskeying.properties.versions;

import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.properties.Guard;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DtlsVersion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a fresh association does to the one before it, and the bugs that the sentence notices. */
public final class RenewalGuards {
    private static final Set<DtlsVersion> NEWER = Set.of(DtlsVersion.V1_3);

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    new Guard(
                            "hello-starts-over",
                            "a server forgets what it has with an address when a hello comes from it",
                            Set.of(NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION),
                            "an association outlives hellos from its client's address",
                            () -> endedByHello(_ -> VersionPair.server(NEWER, 1), false)),
                    new Guard(
                            "cookie-starts-over",
                            "a server forgets what it has when a cookie of its client comes back",
                            Set.of(NEW_HELLO_LEAVES_THE_OLD_ASSOCIATION),
                            "an association outlives hellos from its client's address",
                            () -> endedByHello(_ -> VersionPair.server(NEWER, 1), true)));

    /** Later than all of the handshake before. */
    private static final long NOW = 100_000;

    private RenewalGuards() {}

    /**
     * Whether a server of 1.3 has lost its association, or the keys of it, to a client that knocks
     * from the address of the one that it knows.
     *
     * @param taking what the server is when the last of the hellos comes
     * @param verified whether that is the one with the cookie
     */
    static Optional<String> endedByHello(UnaryOperator<DtlsAssociation> taking, boolean verified) {
        var known = new VersionPair(NEWER, NEWER, 5, Fates.ideal()).run().end(Role.SERVER);
        DtlsAssociation client = VersionPair.versions(NEWER).client(Entropy.of(77));
        var begun = client.on(new Input.Begin(NOW));
        DtlsAssociation server = verified ? known : taking.apply(known);
        List<Octets> toClient = new ArrayList<>();
        for (Octets hello : datagrams(begun.effects())) {
            var step = server.on(new Input.Datagram(hello, NOW));
            server = step.state();
            toClient.addAll(datagrams(step.effects()));
        }
        if (verified) {
            client = begun.state();
            server = taking.apply(server);
            for (Octets retry : toClient)
                for (Octets hello : datagrams(client.on(new Input.Datagram(retry, NOW)).effects()))
                    server = server.on(new Input.Datagram(hello, NOW)).state();
        }
        return isAsBefore(known, server) ? Optional.empty() : Optional.of("it is " + server);
    }

    private static boolean isAsBefore(DtlsAssociation known, DtlsAssociation server) {
        return server.isEstablished()
                && server.handshakes() == known.handshakes()
                && server.keyLogLines().equals(known.keyLogLines());
    }

    private static List<Octets> datagrams(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).datagram())
                .toList();
    }
}
