package dtlskeying.impl.dtls12;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Two ends and the perfect network between them, which a test may tamper with. */
final class Pair {
    static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");
    static final Identity ALICE = identity("alice", KeyKind.EC_P256);
    static final Identity BOB = identity("bob", KeyKind.EC_P256);
    static final Settings SETTINGS =
            Settings.of(
                    ALICE,
                    new Trust.Anyone(),
                    TODAY,
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));
    static final Cookies COOKIES = new Cookies(Secret.of(Octets.hex("00112233")));
    static final Octets ADDRESS = Octets.hex("7f000001");

    final List<Effect> clientEffects = new ArrayList<>();
    final List<Effect> serverEffects = new ArrayList<>();
    final List<Octets> datagrams = new ArrayList<>();
    private final UnaryOperator<Octets> toServer;
    private final UnaryOperator<Octets> toClient;
    private final List<Octets> forServer = new ArrayList<>();
    private final List<Octets> forClient = new ArrayList<>();
    Association client;
    Association server;
    long now;

    Pair(Association client, Association server) {
        this(client, server, UnaryOperator.identity(), UnaryOperator.identity());
    }

    Pair(
            Association client,
            Association server,
            UnaryOperator<Octets> toServer,
            UnaryOperator<Octets> toClient) {
        this.client = client;
        this.server = server;
        this.toServer = toServer;
        this.toClient = toClient;
    }

    static Identity identity(String name, KeyKind kind) {
        return Identity.demonstration(name, Entropy.of(name.hashCode()), kind);
    }

    static Pair of(Settings client, Settings server) {
        return new Pair(client(client, 1), server(server, 2));
    }

    static Association client(Settings settings, long seed) {
        return Association.client(settings, Entropy.of(seed));
    }

    static Association server(Settings settings, long seed) {
        return Association.server(settings, Entropy.of(seed), COOKIES, ADDRESS);
    }

    /** Lets the client begin and carries datagrams until nobody has anything more to say. */
    Pair run() {
        on(Role.CLIENT, new Input.Begin(now));
        deliver();
        return this;
    }

    void deliver() {
        while (!forServer.isEmpty() || !forClient.isEmpty()) {
            if (!forServer.isEmpty())
                on(Role.SERVER, new Input.Datagram(toServer.apply(forServer.removeFirst()), now));
            else on(Role.CLIENT, new Input.Datagram(toClient.apply(forClient.removeFirst()), now));
        }
    }

    List<Effect> on(Role role, Input input) {
        Step<Association, Effect> step = role == Role.CLIENT ? client.on(input) : server.on(input);
        if (role == Role.CLIENT) client = step.state();
        else server = step.state();
        (role == Role.CLIENT ? clientEffects : serverEffects).addAll(step.effects());
        for (Effect effect : step.effects())
            if (effect instanceof Effect.Send(var datagram)) {
                datagrams.add(datagram);
                (role == Role.CLIENT ? forServer : forClient).add(datagram);
            }
        return step.effects();
    }

    boolean isEstablished() {
        return client.isEstablished() && server.isEstablished();
    }
}
