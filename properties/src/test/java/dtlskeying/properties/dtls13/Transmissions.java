package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.AssociationSpec.Claim.BURSTS_ARE_LIMITED;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.PARTS_BACK_OFF;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.Records;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.model.dtls13.AssociationModel;
import dtlskeying.properties.Guard;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What a server puts into one transmission: its long flight, whole and in silence. */
public final class Transmissions {
    private static final int SMALL = 256;

    private static final Settings CLIENT =
            VirtualPair.PLAIN_CLIENT.withMtu(SMALL).withRecordSize(SMALL / 2);

    /** An RSA certificate and signature, on a path that takes little. */
    static final Settings SERVER =
            Settings.of(
                            Identity.demonstration("rsa", Entropy.of(3), KeyKind.RSA),
                            new Trust.Anyone(),
                            Instant.parse("2026-01-01T00:00:00Z"),
                            SrtpTerms.NONE)
                    .withMtu(SMALL);

    /** Each bug, with the property that notices it. */
    public static final List<Guard> GUARDS =
            List.of(
                    new Guard(
                            "firehose",
                            "a flight goes out whole, however many records it takes",
                            Set.of(BURSTS_ARE_LIMITED),
                            "no transmission has more than ten records",
                            () -> burst(SERVER.overMessages().withMtu(SMALL))),
                    new Guard(
                            "stubborn",
                            "every retransmission has the same datagrams",
                            Set.of(PARTS_BACK_OFF),
                            "what stays unanswered is sent again in smaller parts",
                            () -> persistence(Transmissions::alwaysTheFirst)));

    private Transmissions() {}

    static VirtualPair pair(Settings server) {
        return VirtualPair.of(CLIENT, server, 5, Fates.ideal());
    }

    /** A transmission of that server, at any time of its handshake, that is too long. */
    static Optional<String> burst(Settings server) {
        var pair = pair(server).begin().exhaust();
        for (List<Octets> datagrams : transmissions(pair.serverEffects)) {
            int records = datagrams.stream().mapToInt(Transmissions::records).sum();
            if (!AssociationModel.againstBurst(records).isEmpty())
                return Optional.of(records + " records in one transmission");
        }
        return Optional.empty();
    }

    /** A retransmission into silence that goes on in datagrams of the first size. */
    static Optional<String> persistence(UnaryOperator<List<List<Octets>>> bug) {
        var pair = pair(SERVER.withMtu(4 * SMALL)).begin();
        while (transmissions(pair.serverEffects).size() < 2) pair.next();
        var effects = new ArrayList<Effect>();
        Association server = pair.server;
        while (!server.isOver()) {
            var step = server.on(new Input.Tick(server.deadline()));
            server = step.state();
            effects.addAll(step.effects());
        }
        var all = new ArrayList<>(List.of(transmissions(pair.serverEffects).getLast()));
        all.addAll(transmissions(effects));
        var seen = bug.apply(all);
        for (int i = 0; i < seen.size(); i++)
            if (!AssociationModel.againstPersistence(i, largest(seen.get(0)), largest(seen.get(i)))
                    .isEmpty()) return Optional.of("retransmission " + i + " is as large as ever");
        return Optional.empty();
    }

    private static List<List<Octets>> alwaysTheFirst(List<List<Octets>> transmissions) {
        return transmissions.stream().map(_ -> transmissions.getFirst()).toList();
    }

    private static int largest(List<Octets> datagrams) {
        return datagrams.stream().mapToInt(Octets::length).max().orElse(0);
    }

    /** The datagrams of each flight that went out, or of what was left of it. */
    private static List<List<Octets>> transmissions(List<Effect> effects) {
        var found = new ArrayList<List<Octets>>();
        boolean isIn = false;
        for (Effect effect : effects) {
            if (effect instanceof Effect.FlightSent) found.add(new ArrayList<>());
            if (isIn && effect instanceof Effect.Send(var datagram)) found.getLast().add(datagram);
            isIn = effect instanceof Effect.FlightSent || isIn && effect instanceof Effect.Send;
        }
        return found;
    }

    /** Every record comes to something, even for who has no keys. */
    private static int records(Octets datagram) {
        return (int)
                Records.start().receive(datagram).effects().stream()
                        .filter(effect ->
                                effect instanceof RecordsSpec.Effect.Accepted
                                        || effect instanceof RecordsSpec.Effect.Discarded
                                        || effect instanceof RecordsSpec.Effect.Rejected
                                        || effect instanceof RecordsSpec.Effect.Held)
                        .count();
    }
}
