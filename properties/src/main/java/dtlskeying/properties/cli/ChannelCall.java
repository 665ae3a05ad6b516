package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.properties.call.CallCost;
import dtlskeying.properties.call.CallPlan;
import dtlskeying.properties.call.Strategy;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;
import dtlskeying.spec.srtp.ChannelSetupSpec.Unfinished;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A call of several channels between two embedded ends, set up in each of the three ways. */
record ChannelCall(
        IdentityOptions identities,
        SrtpTerms terms,
        NetworkOptions network,
        List<Wanted> channels) {
    private static final long ROUND_TRIP = 2 * Conditions.IDEAL.delay();
    private static final int COOKIE_SECRET_LENGTH = 32;

    ChannelReport run(boolean multiplexed) {
        Entropy entropy = Entropy.of(network.seed());
        Identity client = identities.identity("client", entropy.child("client identity"));
        Identity server =
                Identity.demonstration("server", entropy.child("server identity"), KeyKind.EC_P256);
        var plan = plan(entropy, client, server);
        List<CallCost> costs =
                Stream.of(Strategy.values())
                        .map(plan::with)
                        .map(each -> CallCost.of(each, ROUND_TRIP))
                        .toList();
        int certificates = bytes(client.chain()) + bytes(server.chain());
        return new ChannelReport(costs, channels.size(), multiplexed, certificates);
    }

    private CallPlan plan(Entropy entropy, Identity client, Identity server) {
        Instant today = Instant.now();
        Trust inServer = identities.isPeerKnown() ? identities.trust() : only(server);
        return new CallPlan(
                Strategy.FULL,
                channels,
                Settings.of(client, inServer, today, terms),
                Settings.of(server, only(client), today, terms),
                Unfinished.QUEUE,
                new Cookies(entropy.secret("cookies", COOKIE_SECRET_LENGTH)).sparingSessions(),
                entropy,
                this::fates);
    }

    /** Each channel has a network of its own, equally bad. */
    private Fates fates(int channel) {
        return new Fates.Seeded(network.seed() + channel, network.fates().conditions());
    }

    private static int bytes(CertificateChain chain) {
        return chain.certificates().stream().mapToInt(Octets::length).sum();
    }

    private static Trust only(Identity identity) {
        return new Trust.Fingerprints(Set.of(identity.chain().fingerprint(Hash.SHA256)));
    }
}
