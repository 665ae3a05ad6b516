package dtlskeying.properties.versions;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.versions.Versions;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Network;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Two ends that speak some versions of DTLS, and a network between them on which somebody may
 * rewrite what passes, in virtual time.
 */
final class VersionPair {
    private static final Identity IDENTITY =
            Identity.demonstration("versions", Entropy.of(0), KeyKind.EC_P256);

    private final Map<Role, DtlsAssociation> ends = new EnumMap<>(Role.class);
    private final Map<Role, List<Effect>> effects = new EnumMap<>(Role.class);
    private final BiFunction<Role, Octets, Octets> rewriting;
    private Network network;
    private long now;

    /** Ends between whom everything arrives as it was sent. */
    VersionPair(Set<DtlsVersion> client, Set<DtlsVersion> server, long seed, Fates fates) {
        this(client, server, seed, fates, (_, datagram) -> datagram);
    }

    /**
     * @param rewriting what arrives in the place of a datagram of that end
     */
    VersionPair(
            Set<DtlsVersion> client,
            Set<DtlsVersion> server,
            long seed,
            Fates fates,
            BiFunction<Role, Octets, Octets> rewriting) {
        ends.put(Role.CLIENT, versions(client).client(Entropy.of(2 * seed)));
        ends.put(Role.SERVER, server(server, seed));
        for (Role role : Role.values()) effects.put(role, new ArrayList<>());
        this.network = Network.quiet(fates);
        this.rewriting = rewriting;
    }

    /** A server at the address 01, which knows its own cookies only. */
    static DtlsAssociation server(Set<DtlsVersion> spoken, long seed) {
        return versions(spoken)
                .server(Entropy.of(2 * seed + 1), Secret.of(Octets.hex("02")), Octets.hex("01"));
    }

    static Versions versions(Set<DtlsVersion> spoken) {
        return Versions.of(
                spoken,
                IDENTITY,
                new Trust.Anyone(),
                Instant.parse("2026-01-01T00:00:00Z"),
                SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));
    }

    DtlsAssociation end(Role role) {
        return ends.get(role);
    }

    List<Effect> effects(Role role) {
        return effects.get(role);
    }

    /** Both ends shake hands until that is done, or one of them has given up. */
    VersionPair run() {
        take(Role.CLIENT, new Input.Begin(now));
        while (!isSettled() && next()) {}
        return this;
    }

    boolean isAgreed() {
        return ends.values().stream().allMatch(DtlsAssociation::isEstablished);
    }

    private boolean isSettled() {
        return isAgreed() || ends.values().stream().anyMatch(DtlsAssociation::isOver);
    }

    private boolean next() {
        long timer = Math.min(end(Role.CLIENT).deadline(), end(Role.SERVER).deadline());
        long time = Math.max(now, Math.min(network.nextArrival(), timer));
        if (time == Network.NEVER) return false;
        now = time;
        if (network.nextArrival() <= time) arrive();
        else
            take(
                    end(Role.CLIENT).deadline() <= time ? Role.CLIENT : Role.SERVER,
                    new Input.Tick(time));
        return true;
    }

    private void arrive() {
        var first = network.first();
        network = network.delivered();
        Role from = first.handle().from();
        take(from.peer(), new Input.Datagram(rewriting.apply(from, first.datagram()), now));
    }

    private void take(Role role, Input input) {
        var step = end(role).on(input);
        ends.put(role, step.state());
        effects.get(role).addAll(step.effects());
        for (Effect effect : step.effects())
            if (effect instanceof Effect.Send(var datagram))
                network = network.send(role, datagram, now);
    }
}
