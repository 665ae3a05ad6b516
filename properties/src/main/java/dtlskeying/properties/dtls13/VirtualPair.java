package dtlskeying.properties.dtls13;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Network;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Two ends of DTLS 1.3 and a network between them, in virtual time. */
public final class VirtualPair {
    static final Identity ALICE = Identity.demonstration("alice", Entropy.of(1), KeyKind.EC_P256);
    static final Identity BOB = Identity.demonstration("bob", Entropy.of(2), KeyKind.EC_P256);
    static final Settings CLIENT = settings(ALICE, srtp());
    static final Settings SERVER = settings(BOB, srtp());
    public static final Settings PLAIN_CLIENT = settings(ALICE, SrtpTerms.NONE);
    public static final Settings PLAIN_SERVER = settings(BOB, SrtpTerms.NONE);

    /** The secret of the server's cookies, and the address of its client. */
    static final String COOKIE_SECRET = "00";

    static final String ADDRESS = "01";

    /** What both ends have sent, in order. */
    public final List<Transmission> sent = new ArrayList<>();

    final List<Effect> clientEffects = new ArrayList<>();
    final List<Effect> serverEffects = new ArrayList<>();
    private final BiFunction<Association, Input, dtlskeying.impl.Step<Association, Effect>> step;
    Association client;
    Association server;
    Network network;
    long now;

    /**
     * A datagram that an end has sent.
     *
     * @param now in milliseconds
     */
    public record Transmission(Role from, Octets datagram, long now) {}

    VirtualPair(Association client, Association server, Fates fates) {
        this(client, server, fates, Association::on);
    }

    /** The same with another step function, which may have a bug. */
    VirtualPair(
            Association client,
            Association server,
            Fates fates,
            BiFunction<Association, Input, dtlskeying.impl.Step<Association, Effect>> step) {
        this.client = client;
        this.server = server;
        this.network = Network.quiet(fates);
        this.step = step;
    }

    /** Both ends, and what becomes of their datagrams. */
    public static VirtualPair of(Settings client, Settings server, long seed, Fates fates) {
        return new VirtualPair(
                Association.client(client, Entropy.of(2 * seed)), server(server, seed), fates);
    }

    static Association server(Settings settings, long seed) {
        var cookies = RetryCookies.of(Secret.of(Octets.hex(COOKIE_SECRET)));
        return Association.server(settings, Entropy.of(2 * seed + 1), cookies, Octets.hex(ADDRESS));
    }

    private static SrtpTerms srtp() {
        return SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80);
    }

    private static Settings settings(Identity identity, SrtpTerms srtp) {
        return Settings.of(
                identity, new Trust.Anyone(), Instant.parse("2026-01-01T00:00:00Z"), srtp);
    }

    /** The client says hello. */
    public VirtualPair begin() {
        take(Role.CLIENT, new Input.Begin(now));
        return this;
    }

    /** Lets things happen until both ends are settled, or nothing can happen any more. */
    public VirtualPair settle() {
        while (!isSettled() && next()) {}
        return this;
    }

    /** Lets everything happen that will. */
    public VirtualPair exhaust() {
        while (next()) {}
        return this;
    }

    boolean isSettled() {
        boolean isClientDone = client.isConfirmed() || client.isOver();
        return isClientDone && (server.isConfirmed() || server.isOver());
    }

    /** The time, in milliseconds. */
    public long now() {
        return now;
    }

    /** An end as it is now. */
    public Association end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    boolean isAgreed() {
        return client.isConfirmed() && server.isConfirmed();
    }

    /** Whether anything has happened. */
    boolean next() {
        long timer = Math.min(client.deadline(), server.deadline());
        long time = Math.max(now, Math.min(network.nextArrival(), timer));
        if (time == Network.NEVER) return false;
        now = time;
        if (network.nextArrival() <= time) arrive();
        else take(client.deadline() <= time ? Role.CLIENT : Role.SERVER, new Input.Tick(time));
        return true;
    }

    private void arrive() {
        var first = network.first();
        network = network.delivered();
        take(first.handle().from().peer(), new Input.Datagram(first.datagram(), now));
    }

    /** Lets an end take an input. */
    public void take(Role role, Input input) {
        var after = step.apply(role == Role.CLIENT ? client : server, input);
        if (role == Role.CLIENT) client = after.state();
        else server = after.state();
        (role == Role.CLIENT ? clientEffects : serverEffects).addAll(after.effects());
        for (Effect effect : after.effects())
            if (effect instanceof Effect.Send(var datagram)) {
                network = network.send(role, datagram, now);
                sent.add(new Transmission(role, datagram, now));
            }
    }
}
