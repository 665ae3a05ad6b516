package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.KeyManagementSupport;
import dtlskeying.impl.chunk.RestartKeys;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.SctpStack;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Makes the ends of a run: who they are, what they offer, and whom they believe.
 *
 * @param sizes says how long the records may be that they take
 */
record ChunkSetting(
        IdentityOptions identities,
        List<CipherSuite> suites,
        List<KeyShareGroup> groups,
        KeyManagementSupport support,
        int streams,
        int sctpPort,
        ExtendedUpdates updates,
        UnaryOperator<Settings> sizes,
        Policy reauthentication,
        Entropy entropy) {
    private static final int SEED_LENGTH = 32;
    private static final int OPENING_PORT = 5000;

    /** A seed that nobody can guess. */
    static Octets freshSeed() {
        byte[] seed = new byte[SEED_LENGTH];
        new SecureRandom().nextBytes(seed);
        return Octets.of(seed);
    }

    /** Our only end, against a peer. */
    ChunkEndpoint only(SctpStack stack, Role name) {
        var settings = settings(own(name), identities.trust(), support);
        return new ChunkEndpoint(
                stack, name == Role.CLIENT ? opening() : waiting(0), settings, child(name));
    }

    /** One of two ends, who know each other's certificate unless the options say otherwise. */
    ChunkEndpoint oneOfBoth(SctpStack stack, Role name) {
        boolean isOpening = name == Role.CLIENT;
        return new ChunkEndpoint(
                stack, isOpening ? opening() : waiting(OPENING_PORT), ofBoth(name), child(name));
    }

    /** The opening end, which comes back with these keys. */
    ChunkEndpoint comeback(SctpStack stack, boolean isOnly, RestartKeys keys) {
        var settings =
                isOnly
                        ? settings(own(Role.CLIENT), identities.trust(), support)
                        : ofBoth(Role.CLIENT);
        var again = entropy.child("comeback");
        return ChunkEndpoint.restarting(stack, opening(), settings, again, keys);
    }

    private ChunkSettings ofBoth(Role name) {
        Identity opening = own(Role.CLIENT);
        Identity waiting = demonstration(Role.SERVER);
        if (name == Role.CLIENT) {
            Trust trust = identities.isPeerKnown() ? identities.trust() : only(waiting);
            return settings(opening, trust, support);
        }
        var either =
                new KeyManagementSupport(Roles.EITHER, true, support.required(), support.methods());
        return settings(waiting, only(opening), either);
    }

    private Identity own(Role name) {
        return identities.identity(name.text(), entropy.child(name.text() + " identity"));
    }

    private Identity demonstration(Role name) {
        var child = entropy.child(name.text() + " identity");
        return Identity.demonstration(name.text(), child, KeyKind.EC_P256);
    }

    private ChunkSettings settings(Identity identity, Trust trust, KeyManagementSupport offer) {
        var dtls =
                Settings.of(identity, trust, Instant.now(), SrtpTerms.NONE)
                        .withSuites(suites.toArray(CipherSuite[]::new))
                        .withGroups(groups.toArray(KeyShareGroup[]::new))
                        .withUpdates(updates);
        return ChunkSettings.of(sizes.apply(dtls))
                .withSupport(offer)
                .withReauthentication(reauthentication);
    }

    private SctpSettings opening() {
        return sctp(OPENING_PORT, sctpPort);
    }

    private SctpSettings waiting(int remote) {
        return sctp(sctpPort, remote);
    }

    private SctpSettings sctp(int local, int remote) {
        return new SctpSettings(local, remote, SctpSettings.SAFE_PACKET, 0, streams);
    }

    private Entropy child(Role name) {
        return entropy.child(name.text());
    }

    private static Trust only(Identity identity) {
        return new Trust.Fingerprints(Set.of(identity.chain().fingerprint(Hash.SHA256)));
    }
}
