package dtlskeying.impl.versions;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls13.AddressValidation;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one end brings to an association of one version of DTLS, or of whichever its peer has too.
 *
 * @param spoken the versions that it speaks, at least one
 * @param older what it brings to 1.2
 * @param newer what it brings to 1.3
 */
public record Versions(
        Set<DtlsVersion> spoken,
        dtlskeying.impl.dtls12.Settings older,
        dtlskeying.impl.dtls13.Settings newer) {
    private static final int COOKIE_SECRET_LENGTH = 32;

    public Versions {
        spoken = Set.copyOf(spoken);
        if (spoken.isEmpty()) throw new IllegalArgumentException("at least one version is needed");
    }

    /** Both versions; who speaks 1.2 in the end says that it has 1.3. */
    public static Versions any(
            dtlskeying.impl.dtls12.Settings older, dtlskeying.impl.dtls13.Settings newer) {
        return new Versions(
                EnumSet.allOf(DtlsVersion.class), older.withNewest(DtlsVersion.V1_3), newer);
    }

    /** The same settings in each of these versions: everything that we have. */
    public static Versions of(
            Set<DtlsVersion> spoken,
            Identity identity,
            Trust trust,
            Instant today,
            SrtpTerms srtp) {
        var any =
                any(
                        dtlskeying.impl.dtls12.Settings.of(identity, trust, today, srtp),
                        dtlskeying.impl.dtls13.Settings.of(identity, trust, today, srtp));
        return any.only(spoken);
    }

    /** DTLS 1.2 alone. */
    public static Versions only(dtlskeying.impl.dtls12.Settings settings) {
        var newer =
                dtlskeying.impl.dtls13.Settings.of(
                        settings.identity(), settings.trust(), settings.today(), settings.srtp());
        return new Versions(Set.of(DtlsVersion.V1_2), settings, newer);
    }

    /** DTLS 1.3 alone. */
    public static Versions only(dtlskeying.impl.dtls13.Settings settings) {
        var older =
                dtlskeying.impl.dtls12.Settings.of(
                        settings.identity(), settings.trust(), settings.today(), settings.srtp());
        return new Versions(Set.of(DtlsVersion.V1_3), older, settings);
    }

    /** The same in these versions only; an end that is to speak 1.2 alone does not have 1.3. */
    private Versions only(Set<DtlsVersion> versions) {
        return versions.contains(DtlsVersion.V1_3)
                ? new Versions(versions, older, newer)
                : new Versions(versions, older.withNewest(DtlsVersion.V1_2), newer);
    }

    /**
     * A client that has not begun.
     *
     * @param entropy for this association alone
     */
    public DtlsAssociation client(Entropy entropy) {
        if (!spoken.contains(DtlsVersion.V1_3))
            return dtlskeying.impl.dtls12.Association.client(older, entropy);
        if (!spoken.contains(DtlsVersion.V1_2)) return Renewable.client(newer, entropy);
        return UndecidedClient.start(older, newer, entropy);
    }

    /**
     * A server that waits for one client. It keeps nothing of what it hears until the cookie comes
     * back.
     *
     * @param entropy for this association alone
     * @param secret what cookies are made with, the same for all clients
     * @param clientAddress any bytes that name the client's address
     */
    public DtlsAssociation server(Entropy entropy, Secret secret, Octets clientAddress) {
        var server12 =
                dtlskeying.impl.dtls12.Association.server(
                        older, entropy.child("1.2"), new Cookies(secret), clientAddress);
        return server(server12, entropy, secret, clientAddress);
    }

    /** The same for a client that is known to be reachable: it is asked for no cookie. */
    public DtlsAssociation serverOfKnownClient(Entropy entropy) {
        var server12 =
                dtlskeying.impl.dtls12.Association.serverOfKnownClient(older, entropy.child("1.2"));
        var known = newer.withAddressValidation(AddressValidation.GIVEN);
        return new Versions(spoken, older, known)
                .server(server12, entropy, cookieSecret(entropy), Octets.EMPTY);
    }

    private DtlsAssociation server(
            dtlskeying.impl.dtls12.Association server12,
            Entropy entropy,
            Secret secret,
            Octets clientAddress) {
        var cookies = RetryCookies.of(secret);
        if (!spoken.contains(DtlsVersion.V1_3)) return server12;
        var server13 = Renewable.server(newer, entropy.child("1.3"), cookies, clientAddress);
        if (!spoken.contains(DtlsVersion.V1_2)) return server13;
        boolean isKnown = newer.addressValidation() == AddressValidation.GIVEN;
        return new UndecidedServer(server12, server13, isKnown);
    }

    /** What a server makes its cookies with. */
    public static Secret cookieSecret(Entropy entropy) {
        return entropy.secret("cookies", COOKIE_SECRET_LENGTH);
    }
}
