package dtlskeying.properties.interop;

import static dtlskeying.properties.interop.Dtls13Peer.Library.NSS;
import static dtlskeying.properties.interop.Dtls13Peer.Library.WOLFSSL;

import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.dtls13.AddressValidation;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.properties.interop.Dtls13Peer.Library;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * DTLS 1.3 with NSS and wolfSSL in both roles: every suite with every group, and every kind of
 * certificate. What a library has not got is left out by name.
 */
class Dtls13MatrixInteropTest {
    @TempDir Path directory;

    @BeforeAll
    static void peers_are_present() {
        Arrays.stream(Library.values()).forEach(Library::assumePresent);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void our_client_and_their_server(Library library, CipherSuite suite, KeyShareGroup group) {
        var ends = Dtls13Ends.plain(directory);
        ends.ourClient(
                library,
                ends.client().withSuites(suite).withGroups(group),
                Dtls13Ends::agree,
                suite(suite),
                group(group));
    }

    /**
     * NSS puts its cookie behind the hybrid share, and so into the second part of its hello, where
     * a server that keeps nothing of strangers cannot see it: there, the address is known
     * otherwise.
     */
    @ParameterizedTest
    @MethodSource("cells")
    void our_server_and_their_client(Library library, CipherSuite suite, KeyShareGroup group) {
        var ends = Dtls13Ends.plain(directory);
        var validation =
                group == KeyShareGroup.X25519MLKEM768
                        ? AddressValidation.GIVEN
                        : AddressValidation.COOKIE;
        ends.ourServer(
                library,
                ends.server().withSuites(suite).withGroups(group).withAddressValidation(validation),
                Dtls13Ends::agree,
                suite(suite),
                group(group));
    }

    @ParameterizedTest
    @EnumSource(
            value = Credential.Kind.class,
            names = {"ECDSA_P384", "RSA"})
    void nss_believes_other_certificates(Credential.Kind kind) {
        believes(NSS, kind);
    }

    @ParameterizedTest
    @EnumSource(
            value = Credential.Kind.class,
            names = {"ECDSA_P384", "RSA", "ED25519"})
    void wolfssl_believes_other_certificates(Credential.Kind kind) {
        believes(WOLFSSL, kind);
    }

    private void believes(Library library, Credential.Kind kind) {
        var ends = new Dtls13Ends(directory, Parties.of(kind), number -> 1);
        ends.ourClient(library, ends.client(), Dtls13Ends::agree);
        ends.ourServer(library, ends.server(), Dtls13Ends::agree);
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(Library.values())
                .flatMap(library ->
                        Arrays.stream(CipherSuite.values())
                                .filter(suite -> has(library, suite))
                                .flatMap(suite ->
                                        Arrays.stream(KeyShareGroup.values())
                                                .filter(group -> has(library, group))
                                                .map(group ->
                                                        Arguments.of(library, suite, group))));
    }

    /** NSS 3.110 has no AES-CCM. */
    private static boolean has(Library library, CipherSuite suite) {
        return library == WOLFSSL || suite != CipherSuite.TLS_AES_128_CCM_SHA256;
    }

    /** wolfSSL 5.7.2 has no X25519MLKEM768. */
    private static boolean has(Library library, KeyShareGroup group) {
        return library == NSS || group != KeyShareGroup.X25519MLKEM768;
    }

    private static String suite(CipherSuite suite) {
        return "suite=%04x".formatted(suite.code());
    }

    private static String group(KeyShareGroup group) {
        return "groups=%x".formatted(group.code());
    }
}
