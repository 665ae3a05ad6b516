package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.srtp.Mki;

import java.time.Instant;
import java.util.List;

/**
 * What one end brings to every handshake.
 *
 * @param identity its certificates and private key
 * @param trust whose certificates it believes
 * @param today the time at which certificates are judged
 * @param suites best first, at least one
 * @param groups best first, at least one
 * @param schemes what peers may sign with and what it signs with, best first, at least one
 * @param srtp what it wants of use_srtp
 * @param clientAuthentication whether a server asks for a certificate; DTLS-SRTP does
 * @param renegotiation what it answers to a peer that wants another handshake
 * @param mtu the largest datagram that it sends, in bytes, at least 256
 * @param times when flights are sent again, and when it gives up
 * @param newest the newest version that this end has: a server with 1.3 says so by the mark of a
 *     downgrade
 */
public record Settings(
        Identity identity,
        Trust trust,
        Instant today,
        List<CipherSuite> suites,
        List<NamedGroup> groups,
        List<SignatureScheme> schemes,
        SrtpTerms srtp,
        ClientAuthentication clientAuthentication,
        Renegotiation renegotiation,
        int mtu,
        FlightTimes times,
        DtlsVersion newest) {
    /** What one end answers to a peer that wants another handshake (RFC 5746 §4.5). */
    public enum Renegotiation {
        /** It takes part. */
        ACCEPTED,
        /** It says no_renegotiation, and the association stays as it is. */
        DECLINED
    }

    /** The default of {@link #mtu}: fits every path of IPv6 with room for tunnels. */
    public static final int DEFAULT_MTU = 1200;

    public Settings {
        suites = List.copyOf(suites);
        groups = List.copyOf(groups);
        schemes = List.copyOf(schemes);
        if (suites.isEmpty() || groups.isEmpty() || schemes.isEmpty())
            throw new IllegalArgumentException("at least one suite, group and scheme is needed");
        if (mtu < 256) throw new IllegalArgumentException("an MTU of " + mtu + " is too small");
    }

    /** Everything that we have, mutual authentication, and the default MTU and times. */
    public static Settings of(Identity identity, Trust trust, Instant today, SrtpTerms srtp) {
        return new Settings(
                identity,
                trust,
                today,
                List.of(CipherSuite.values()),
                List.of(NamedGroup.X25519, NamedGroup.SECP256R1, NamedGroup.SECP384R1),
                List.of(SignatureScheme.values()),
                srtp,
                ClientAuthentication.REQUIRED,
                Renegotiation.ACCEPTED,
                DEFAULT_MTU,
                FlightTimes.DEFAULT,
                DtlsVersion.V1_2);
    }

    /** The same with these suites only. */
    public Settings withSuites(CipherSuite... only) {
        return new Settings(
                identity,
                trust,
                today,
                List.of(only),
                groups,
                schemes,
                srtp,
                clientAuthentication,
                renegotiation,
                mtu,
                times,
                newest);
    }

    /** The same with these groups only. */
    public Settings withGroups(NamedGroup... only) {
        return new Settings(
                identity,
                trust,
                today,
                suites,
                List.of(only),
                schemes,
                srtp,
                clientAuthentication,
                renegotiation,
                mtu,
                times,
                newest);
    }

    /** The same with another choice about the client's certificate. */
    public Settings withClientAuthentication(ClientAuthentication other) {
        return new Settings(
                identity,
                trust,
                today,
                suites,
                groups,
                schemes,
                srtp,
                other,
                renegotiation,
                mtu,
                times,
                newest);
    }

    /** The same with another answer to a peer that wants another handshake. */
    public Settings withRenegotiation(Renegotiation other) {
        return new Settings(
                identity,
                trust,
                today,
                suites,
                groups,
                schemes,
                srtp,
                clientAuthentication,
                other,
                mtu,
                times,
                newest);
    }

    /** The same with this MKI on offer in the next handshake. */
    Settings withMki(Mki next) {
        return new Settings(
                identity,
                trust,
                today,
                suites,
                groups,
                schemes,
                srtp.withMki(next),
                clientAuthentication,
                renegotiation,
                mtu,
                times,
                newest);
    }

    /** The same with another MTU, in bytes. */
    public Settings withMtu(int other) {
        return new Settings(
                identity,
                trust,
                today,
                suites,
                groups,
                schemes,
                srtp,
                clientAuthentication,
                renegotiation,
                other,
                times,
                newest);
    }

    /** The same at an end that also has 1.3, for those who do not offer it. */
    public Settings withNewest(DtlsVersion other) {
        return new Settings(
                identity,
                trust,
                today,
                suites,
                groups,
                schemes,
                srtp,
                clientAuthentication,
                renegotiation,
                mtu,
                times,
                other);
    }
}
