package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.time.Instant;
import java.util.List;

/**
 * What one end brings to a handshake.
 *
 * @param identity its certificates and private key
 * @param trust whose certificates it believes
 * @param today the time at which certificates are judged
 * @param suites best first, at least one
 * @param groups best first, at least one
 * @param schemes what certificates and peers may sign with and what it signs with, best first
 * @param srtp what it wants of use_srtp
 * @param clientAuthentication whether a server asks for a certificate; DTLS-SRTP does
 * @param addressValidation how a server knows that a client can be reached
 * @param recordSize the most bytes of content, type and padding that it takes in a record, 64 to
 *     16,385
 * @param large whether it wants larger records of traffic, and says that and not {@code recordSize}
 * @param flags of tls_flags that it offers, or acknowledges
 * @param updates whether it wants extended key updates, whose flag is then one of {@code flags}
 * @param carrier what carries its records
 * @param mtu the largest datagram or message that it sends, in bytes, at least 256
 * @param times when flights are sent again, and when it gives up
 */
public record Settings(
        Identity identity,
        Trust trust,
        Instant today,
        List<CipherSuite> suites,
        List<KeyShareGroup> groups,
        List<SignatureScheme> schemes,
        SrtpTerms srtp,
        ClientAuthentication clientAuthentication,
        AddressValidation addressValidation,
        int recordSize,
        LargeRecords large,
        Flags flags,
        ExtendedUpdates updates,
        Carrier carrier,
        int mtu,
        FlightTimes times) {
    /** The default of {@link #mtu}: fits every path of IPv6 with room for tunnels. */
    public static final int DEFAULT_MTU = 1200;

    /** A record of 2^14 bytes without its header: SCTP does the fragmenting. */
    private static final int LARGEST_MESSAGE = 1 << 14;

    public Settings {
        suites = List.copyOf(suites);
        groups = List.copyOf(groups);
        schemes = List.copyOf(schemes);
        if (updates.wanted()) flags = flags.with(updates.flag());
        if (suites.isEmpty() || groups.isEmpty() || schemes.isEmpty())
            throw new IllegalArgumentException("at least one suite, group and scheme is needed");
        if (mtu < 256) throw new IllegalArgumentException("an MTU of " + mtu + " is too small");
        if (recordSize < 64 || recordSize > RecordsSpec.LONGEST)
            throw new IllegalArgumentException("a record size of " + recordSize + " bytes");
    }

    /** Everything that we have, mutual authentication, cookies, and the default MTU and times. */
    public static Settings of(Identity identity, Trust trust, Instant today, SrtpTerms srtp) {
        return new Settings(
                identity,
                trust,
                today,
                List.of(CipherSuite.values()),
                List.of(KeyShareGroup.values()),
                List.of(SignatureScheme.values()),
                srtp,
                ClientAuthentication.REQUIRED,
                AddressValidation.COOKIE,
                RecordsSpec.LONGEST,
                LargeRecords.OFF,
                Flags.NONE,
                ExtendedUpdates.OFF,
                Carrier.DATAGRAMS,
                DEFAULT_MTU,
                FlightTimes.DEFAULT);
    }

    /** What can change about settings, one by one. */
    private Settings with(
            List<CipherSuite> newSuites,
            List<KeyShareGroup> newGroups,
            ClientAuthentication newAuthentication,
            AddressValidation newValidation,
            int newRecordSize,
            Flags newFlags,
            int newMtu) {
        return new Settings(
                identity,
                trust,
                today,
                newSuites,
                newGroups,
                schemes,
                srtp,
                newAuthentication,
                newValidation,
                newRecordSize,
                large,
                newFlags,
                updates,
                carrier,
                newMtu,
                times);
    }

    /** The same with these suites only, best first. */
    public Settings withSuites(CipherSuite... only) {
        return with(
                List.of(only),
                groups,
                clientAuthentication,
                addressValidation,
                recordSize,
                flags,
                mtu);
    }

    /** The same with these groups only, best first. */
    public Settings withGroups(KeyShareGroup... only) {
        return with(
                suites,
                List.of(only),
                clientAuthentication,
                addressValidation,
                recordSize,
                flags,
                mtu);
    }

    /** The same with another choice about the client's certificate. */
    public Settings withClientAuthentication(ClientAuthentication other) {
        return with(suites, groups, other, addressValidation, recordSize, flags, mtu);
    }

    /** The same with another way to know addresses. */
    public Settings withAddressValidation(AddressValidation other) {
        return with(suites, groups, clientAuthentication, other, recordSize, flags, mtu);
    }

    /** The same with another limit to the records that it takes. */
    public Settings withRecordSize(int other) {
        return with(suites, groups, clientAuthentication, addressValidation, other, flags, mtu);
    }

    /** The same with or without large records. */
    public Settings withLarge(LargeRecords other) {
        return new Settings(
                identity,
                trust,
                today,
                suites,
                groups,
                schemes,
                srtp,
                clientAuthentication,
                addressValidation,
                recordSize,
                other,
                flags,
                updates,
                carrier,
                mtu,
                times);
    }

    /** The same with these flags. */
    public Settings withFlags(Flags other) {
        return with(
                suites, groups, clientAuthentication, addressValidation, recordSize, other, mtu);
    }

    /** The same with these signature schemes only, best first. */
    public Settings withSchemes(SignatureScheme... only) {
        return with(List.of(only), trust);
    }

    /** The same with other people to trust. */
    public Settings withTrust(Trust other) {
        return with(schemes, other);
    }

    private Settings with(List<SignatureScheme> newSchemes, Trust newTrust) {
        return new Settings(
                identity,
                newTrust,
                today,
                suites,
                groups,
                newSchemes,
                srtp,
                clientAuthentication,
                addressValidation,
                recordSize,
                large,
                flags,
                updates,
                carrier,
                mtu,
                times);
    }

    /** The same with or without extended key updates. */
    public Settings withUpdates(ExtendedUpdates other) {
        return new Settings(
                identity,
                trust,
                today,
                suites,
                groups,
                schemes,
                srtp,
                clientAuthentication,
                addressValidation,
                recordSize,
                large,
                flags,
                other,
                carrier,
                mtu,
                times);
    }

    /** The same with another MTU, in bytes. */
    public Settings withMtu(int other) {
        return with(
                suites, groups, clientAuthentication, addressValidation, recordSize, flags, other);
    }

    /** The same over messages of SCTP, whose peer is known already, with records of any size. */
    public Settings overMessages() {
        return new Settings(
                identity,
                trust,
                today,
                suites,
                groups,
                schemes,
                srtp,
                clientAuthentication,
                AddressValidation.GIVEN,
                recordSize,
                large,
                flags,
                updates,
                Carrier.MESSAGES,
                LARGEST_MESSAGE,
                times);
    }

    /** The same with other wishes about use_srtp. */
    public Settings withSrtp(SrtpTerms other) {
        return new Settings(
                identity,
                trust,
                today,
                suites,
                groups,
                schemes,
                other,
                clientAuthentication,
                addressValidation,
                recordSize,
                large,
                flags,
                updates,
                carrier,
                mtu,
                times);
    }
}
