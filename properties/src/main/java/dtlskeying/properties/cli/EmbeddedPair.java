package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.endpoint.SrtpEndpoint;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.versions.Versions;
import dtlskeying.properties.network.SessionPair;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;

import java.time.Instant;
import java.util.Set;

/**
 * Both ends in one process. Each knows the other's fingerprint, as from the signalling (§3), unless
 * the options say what the client is to believe.
 */
record EmbeddedPair(
        IdentityOptions identities,
        SrtpTerms terms,
        Mki mki,
        SessionSettings session,
        NetworkOptions network,
        Set<DtlsVersion> spoken) {

    /** The two ends before anything was sent. */
    SessionPair start() {
        Entropy entropy = Entropy.of(network.seed());
        Identity client = identities.identity("client", entropy.child("client identity"));
        Identity server =
                Identity.demonstration("server", entropy.child("server identity"), KeyKind.EC_P256);
        Trust inServer = identities.isPeerKnown() ? identities.trust() : only(server);
        Instant today = Instant.now();
        return new SessionPair(
                end(
                        Versions.of(spoken, client, inServer, today, terms.withMki(mki))
                                .client(entropy.child("client"))),
                end(
                        Versions.of(spoken, server, only(client), today, terms)
                                .server(
                                        entropy.child("server"),
                                        Versions.cookieSecret(entropy),
                                        Octets.EMPTY)),
                network.fates());
    }

    private SrtpEndpoint end(DtlsAssociation association) {
        var end = new SrtpEndpoint(association, session);
        end.use(Signal.source(end.role()));
        return end;
    }

    private static Trust only(Identity identity) {
        return new Trust.Fingerprints(Set.of(identity.chain().fingerprint(Hash.SHA256)));
    }
}
