package dtlskeying.model.dtls13;

import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Packet;
import dtlskeying.model.dtls13.MainSecret.Party;
import dtlskeying.model.dtls13.MainSecret.Renewed;
import dtlskeying.model.dtls13.MainSecret.Share;
import dtlskeying.model.explore.Fingerprint;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two ends, and somebody between them who has read the memory of one.
 *
 * @param said every record that an end has ever sent
 * @param leak what the memory held
 * @param proofs every authenticator that an end has made
 * @param accepted those that the other end has found good
 * @param words how many records the attacker has made
 */
public record CompromisedState(
        ExtendedKeyUpdateEnd client,
        ExtendedKeyUpdateEnd server,
        Set<Packet> said,
        Leak leak,
        Set<Proof> proofs,
        Set<Proof> accepted,
        int words) {
    public CompromisedState {
        said = Set.copyOf(said);
        proofs = Set.copyOf(proofs);
        accepted = Set.copyOf(accepted);
    }

    /**
     * What the memory of one end held at one moment.
     *
     * @param secrets the main secrets
     * @param shares the shares whose private part was there
     * @param oldest the earliest epoch that was in use
     * @param newest the latest that was in use, or whose exchange was under way
     */
    public record Leak(Set<MainSecret> secrets, Set<Share> shares, long oldest, long newest) {
        static final Leak NONE = new Leak(Set.of(), Set.of(), 0, Long.MAX_VALUE);

        public Leak {
            secrets = Set.copyOf(secrets);
            shares = Set.copyOf(shares);
        }

        static Leak of(ExtendedKeyUpdateEnd end) {
            boolean isUnderWay = !end.facts().own().isEmpty() || end.isAnswering();
            return new Leak(
                    Set.copyOf(end.secrets().values()),
                    end.mine().equals(Share.NONE) ? Set.of() : Set.of(end.mine()),
                    Math.min(end.facts().oldest(), end.facts().write()),
                    end.facts().newest() + (isUnderWay ? 1 : 0));
        }
    }

    /**
     * An exported authenticator (RFC 9261): its maker's signature, which nobody else can make, over
     * something that is exported from that secret.
     */
    public record Proof(Role maker, MainSecret bound) {
        static final Comparator<Proof> ORDER =
                Comparator.comparing(Proof::maker)
                        .thenComparingLong(proof -> proof.bound().number());
    }

    static CompromisedState start(int clients, int servers) {
        return new CompromisedState(
                ExtendedKeyUpdateEnd.start(Role.CLIENT, clients),
                ExtendedKeyUpdateEnd.start(Role.SERVER, servers),
                Set.of(),
                Leak.NONE,
                Set.of(),
                Set.of(),
                0);
    }

    ExtendedKeyUpdateEnd end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    boolean hasLeaked() {
        return !leak.secrets().isEmpty();
    }

    /** Whether the attacker has that secret, or can work it out from what he has. */
    boolean isKnown(MainSecret secret) {
        if (leak.secrets().contains(secret)) return true;
        return secret instanceof Renewed(var before, var request, var response)
                && isKnown(before)
                && (isOpen(request) || isOpen(response));
    }

    private boolean isOpen(Share share) {
        return share.party() == Party.ATTACKER || leak.shares().contains(share);
    }

    /** The epoch of the generation that a secret belongs to. */
    static long epochOf(MainSecret secret) {
        return secret instanceof Renewed renewed
                ? epochOf(renewed.before()) + 1
                : Epoch.FIRST_OF_TRAFFIC.number();
    }

    CompromisedState with(ExtendedKeyUpdateEnd end, List<Packet> sent) {
        var more = new HashSet<>(said);
        more.addAll(sent);
        return end.role() == Role.CLIENT
                ? new CompromisedState(end, server, more, leak, proofs, accepted, words)
                : new CompromisedState(client, end, more, leak, proofs, accepted, words);
    }

    CompromisedState leaking(Leak memory) {
        return new CompromisedState(client, server, said, memory, proofs, accepted, words);
    }

    /** The attacker has made one record more. */
    CompromisedState speaking() {
        return new CompromisedState(client, server, said, leak, proofs, accepted, words + 1);
    }

    CompromisedState proving(Proof proof) {
        var more = new HashSet<>(proofs);
        more.add(proof);
        return new CompromisedState(client, server, said, leak, more, accepted, words);
    }

    CompromisedState accepting(Proof proof) {
        var more = new HashSet<>(accepted);
        more.add(proof);
        return new CompromisedState(client, server, said, leak, proofs, more, words);
    }

    long fingerprint() {
        long mixed = server.mixedInto(client.mixedInto(Fingerprint.SEED));
        long rest = 0;
        for (Packet packet : said) rest += Fingerprint.mix(2, packet.bits());
        for (MainSecret secret : leak.secrets()) rest += Fingerprint.mix(3, secret.number());
        for (Share share : leak.shares()) rest += Fingerprint.mix(4, share.number());
        for (Proof proof : proofs) rest += Fingerprint.mix(5, bits(proof));
        for (Proof proof : accepted) rest += Fingerprint.mix(6, bits(proof));
        mixed = Fingerprint.mix(mixed, rest);
        mixed = Fingerprint.mix(Fingerprint.mix(mixed, leak.oldest()), leak.newest());
        return Fingerprint.mix(mixed, words);
    }

    private static long bits(Proof proof) {
        return proof.bound().number() << 1 | proof.maker().ordinal();
    }
}
