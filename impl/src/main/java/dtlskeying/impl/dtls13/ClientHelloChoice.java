package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.HANDSHAKE_FAILURE;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.MISSING_EXTENSION;
import static dtlskeying.spec.Alert.PROTOCOL_VERSION;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_OFFERS_1_3;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_OFFERS_A_KNOWN_SUITE;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_OFFERS_NULL_COMPRESSION;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_SHARES_A_GROUP;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_TAKES_OUR_SIGNATURES;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.HELLO_HAS_ITS_EXTENSIONS;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.LEGACY_COOKIE_IS_EMPTY;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.SHARES_ARE_OF_LISTED_GROUPS;

import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.SignatureAlgorithms;
import dtlskeying.impl.dtls.message.SupportedGroups;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.message.KeyShares;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.spec.Octets;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A server's choice from a client's hello, whether or not the client has yet to send another.
 *
 * @param settings what this server takes
 * @param offer the client's hello
 */
record ClientHelloChoice(Settings settings, ClientHello offer) {
    /**
     * What the server chooses.
     *
     * @param groups those that both ends have, best first, at least one
     * @param shares the client's
     * @param scheme what the server will sign in
     * @param extensions what the other extensions have settled
     */
    record Choice(
            CipherSuite suite,
            List<KeyShareGroup> groups,
            KeyShares shares,
            SignatureScheme scheme,
            ExtensionsCheck.Settled extensions) {
        public Choice {
            groups = List.copyOf(groups);
        }

        /** The best group for which there is a share. */
        Optional<KeyShareGroup> shared() {
            return groups.stream()
                    .filter(group -> shares.find(group.code()).isPresent())
                    .findFirst();
        }
    }

    Checked<Choice> outcome() {
        return extension(
                        ExtensionType.SUPPORTED_VERSIONS,
                        SupportedVersions::decode,
                        Missing.VERSIONS)
                .then(versions ->
                        Checked.require(
                                versions.has(ProtocolVersion.DTLS_1_3),
                                PROTOCOL_VERSION,
                                CLIENT_OFFERS_1_3))
                .then(_ ->
                        Checked.require(
                                offer.compressionMethods().equals(List.of(0)),
                                ILLEGAL_PARAMETER,
                                CLIENT_OFFERS_NULL_COMPRESSION))
                .then(_ ->
                        Checked.require(
                                offer.cookie().isEmpty(),
                                ILLEGAL_PARAMETER,
                                LEGACY_COOKIE_IS_EMPTY))
                .then(_ -> suite())
                .then(this::withSuite);
    }

    /** What is said of an extension that is missing. */
    private enum Missing {
        VERSIONS,
        OTHERS
    }

    private <T> Checked<T> extension(
            int type, Function<Octets, Decoded<T>> decode, Missing missing) {
        return Checked.required(
                offer.extensions().find(type),
                decode,
                missing == Missing.VERSIONS ? PROTOCOL_VERSION : MISSING_EXTENSION,
                missing == Missing.VERSIONS ? CLIENT_OFFERS_1_3 : HELLO_HAS_ITS_EXTENSIONS);
    }

    private Checked<CipherSuite> suite() {
        return found(
                settings.suites().stream()
                        .filter(each -> offer.cipherSuites().contains(each.code()))
                        .findFirst(),
                CLIENT_OFFERS_A_KNOWN_SUITE);
    }

    private Checked<Choice> withSuite(CipherSuite suite) {
        return extension(ExtensionType.SUPPORTED_GROUPS, SupportedGroups::decode, Missing.OTHERS)
                .then(groups ->
                        extension(ExtensionType.KEY_SHARE, KeyShares::decode, Missing.OTHERS)
                                .then(shares -> withShares(suite, groups, shares)));
    }

    private Checked<Choice> withShares(
            CipherSuite suite, SupportedGroups groups, KeyShares shares) {
        var distinct = new HashSet<>(shares.groups());
        boolean isListed =
                groups.groups().containsAll(distinct) && distinct.size() == shares.groups().size();
        var common =
                settings.groups().stream()
                        .filter(group -> groups.groups().contains(group.code()))
                        .toList();
        if (!isListed) return Checked.refused(ILLEGAL_PARAMETER, SHARES_ARE_OF_LISTED_GROUPS);
        if (common.isEmpty()) return Checked.refused(HANDSHAKE_FAILURE, CLIENT_SHARES_A_GROUP);
        return scheme().then(scheme ->
                new ExtensionsCheck(settings, offer.extensions())
                        .offered()
                        .map(rest -> new Choice(suite, common, shares, scheme, rest)));
    }

    private Checked<SignatureScheme> scheme() {
        var kind = settings.identity().kind();
        return extension(
                        ExtensionType.SIGNATURE_ALGORITHMS,
                        SignatureAlgorithms::decode,
                        Missing.OTHERS)
                .then(theirs ->
                        found(
                                Signatures.choose(settings.schemes(), kind, theirs::has),
                                CLIENT_TAKES_OUR_SIGNATURES));
    }

    private static <T> Checked<T> found(Optional<T> choice, dtlskeying.spec.Clause clause) {
        return choice.map(Checked::passed)
                .orElseGet(() -> Checked.refused(HANDSHAKE_FAILURE, clause));
    }
}
