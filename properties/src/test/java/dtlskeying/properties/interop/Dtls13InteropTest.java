package dtlskeying.properties.interop;

import static dtlskeying.properties.interop.Dtls13Peer.Library.NSS;
import static dtlskeying.properties.interop.Dtls13Peer.Library.WOLFSSL;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.properties.interop.Dtls13Peer.Library;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * What can happen in a DTLS 1.3 association, with NSS and wolfSSL at the other end: retries,
 * cookies, loss, small datagrams, key updates, and use_srtp.
 */
class Dtls13InteropTest {
    private static final int SMALL_DATAGRAMS = 300;

    /** In which our Certificate is whole, for NSS. */
    private static final int LARGER_DATAGRAMS = 450;

    private static final KeyShareGroup[] X25519_THEN_P384 = {
        KeyShareGroup.X25519, KeyShareGroup.SECP384R1
    };

    @TempDir Path directory;

    @BeforeAll
    static void peers_are_present() {
        Arrays.stream(Library.values()).forEach(Library::assumePresent);
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void their_server_asks_for_another_group(Library library) {
        var ends = ends();
        ends.ourClient(
                library,
                ends.client().withGroups(X25519_THEN_P384),
                (theirs, ours) -> {
                    Dtls13Ends.agree(theirs, ours);
                    assertThat(ours.association().group()).isEqualTo(KeyShareGroup.SECP384R1);
                },
                "groups=18");
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void our_server_asks_for_another_group(Library library) {
        var ends = ends();
        ends.ourServer(
                library,
                ends.server().withGroups(KeyShareGroup.SECP384R1),
                Dtls13Ends::agree,
                "groups=1d,18");
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void their_server_wants_its_cookie_back(Library library) {
        ends().ourClient(library, ends().client(), Dtls13Ends::agree, "retry=1");
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void our_datagrams_are_small(Library library) {
        ends().ourServer(library, ends().server().withMtu(SMALL_DATAGRAMS), Dtls13Ends::agree);
        ends().ourClient(library, ends().client().withMtu(SMALL_DATAGRAMS), Dtls13Ends::agree);
    }

    /**
     * A server of NSS 3.110 forgets which records came before the first whole message of a flight:
     * its ACKs never name the one with the first part of our Certificate. That it has the Finished
     * is then enough ({@link dtlskeying.spec.Reading#ACK_OF_FINISHED_CONFIRMS}), or our end would
     * never change its keys.
     */
    @Test
    void a_flight_of_which_nss_forgets_a_part_is_confirmed() {
        ends().ourClient(
                        NSS,
                        ends().client().withMtu(SMALL_DATAGRAMS),
                        Dtls13InteropTest::updateWithNss);
    }

    @Test
    void datagrams_of_wolfssl_are_small() {
        ends().ourClient(WOLFSSL, ends().client(), Dtls13Ends::agree, "mtu=400");
        ends().ourServer(WOLFSSL, ends().server(), Dtls13Ends::agree, "mtu=400");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void one_datagram_each_way_is_lost_with_nss(int lost) {
        loses(NSS, lost);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void one_datagram_each_way_is_lost_with_wolfssl(int lost) {
        loses(WOLFSSL, lost);
    }

    private void loses(Library library, int lost) {
        var ends = new Dtls13Ends(directory, parties(), number -> number == lost ? 0 : 1);
        ends.ourClient(library, ends.client().withMtu(LARGER_DATAGRAMS), Dtls13Ends::agree);
        ends.ourServer(library, ends.server().withMtu(SMALL_DATAGRAMS), Dtls13Ends::agree);
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void every_datagram_comes_twice(Library library) {
        var ends = new Dtls13Ends(directory, parties(), number -> 2);
        ends.ourClient(library, ends.client(), Dtls13Ends::agree);
        ends.ourServer(library, ends.server(), Dtls13Ends::agree);
    }

    @Test
    void keys_are_updated_by_either_end_with_nss() {
        ends().ourClient(NSS, ends().client(), Dtls13InteropTest::updateWithNss);
        ends().ourServer(NSS, ends().server(), Dtls13InteropTest::updateWithNss);
    }

    private static void updateWithNss(Dtls13Peer theirs, OurDtls13Peer ours) {
        Dtls13Ends.agree(theirs, ours);
        theirs.update();
        ours.awaitEpochs(4, 3);
        Dtls13Ends.talk(theirs, ours, "after their update");
        ours.update(false);
        ours.awaitEpochs(4, 4);
        Dtls13Ends.talk(theirs, ours, "after ours");
        ours.update(true);
        ours.awaitEpochs(5, 5);
        Dtls13Ends.talk(theirs, ours, "after both");
        theirs.updateAndRequest();
        ours.awaitEpochs(6, 6);
        Dtls13Ends.talk(theirs, ours, "after both, on their wish");
    }

    @Test
    void keys_are_updated_by_either_end_with_wolfssl() {
        ends().ourClient(WOLFSSL, ends().client(), Dtls13InteropTest::updateWithWolfssl);
        ends().ourServer(WOLFSSL, ends().server(), Dtls13InteropTest::updateWithWolfssl);
    }

    /** wolfSSL's own update always asks for the other's. */
    private static void updateWithWolfssl(Dtls13Peer theirs, OurDtls13Peer ours) {
        Dtls13Ends.agree(theirs, ours);
        theirs.update();
        ours.awaitEpochs(4, 4);
        Dtls13Ends.talk(theirs, ours, "after both, on their wish");
        ours.update(false);
        ours.awaitEpochs(4, 5);
        Dtls13Ends.talk(theirs, ours, "after ours");
        ours.update(true);
        ours.awaitEpochs(5, 6);
        Dtls13Ends.talk(theirs, ours, "after both");
    }

    @ParameterizedTest
    @EnumSource(Library.class)
    void either_end_closes(Library library) {
        ends().ourClient(
                        library,
                        ends().client(),
                        (theirs, ours) -> {
                            Dtls13Ends.agree(theirs, ours);
                            theirs.finish();
                            ours.awaitOver();
                        });
        ends().ourServer(
                        library,
                        ends().server(),
                        (theirs, ours) -> {
                            Dtls13Ends.agree(theirs, ours);
                            ours.close();
                            theirs.awaitClosed();
                        });
    }

    @Test
    void nss_takes_use_srtp() {
        usesSrtp(NSS, SRTP_AES128_CM_HMAC_SHA1_80);
    }

    @Test
    void wolfssl_takes_use_srtp() {
        usesSrtp(WOLFSSL, SRTP_AES128_CM_HMAC_SHA1_80);
        usesSrtp(WOLFSSL, SRTP_AEAD_AES_128_GCM);
    }

    private void usesSrtp(Library library, ProtectionProfile profile) {
        String option = "srtp=%04x".formatted(profile.code());
        var terms = SrtpTerms.of(profile);
        ends().ourClient(
                        library,
                        ends().client(terms),
                        (theirs, ours) -> {
                            agree(profile, theirs, ours);
                            assertThat(theirs.profile())
                                    .isEqualTo("%04x".formatted(profile.code()));
                        },
                        option);
        ends().ourServer(
                        library,
                        ends().server(terms),
                        (theirs, ours) -> agree(profile, theirs, ours),
                        option);
    }

    private static void agree(ProtectionProfile profile, Dtls13Peer theirs, OurDtls13Peer ours) {
        assertThat(ours.agreed()).as(ours::transcript).isTrue();
        assertThat(theirs.agreed()).as("their end agrees").isTrue();
        assertThat(ours.association().dataProtection())
                .isEqualTo(new DataProtection.Srtp(profile, Mki.NONE));
    }

    private Dtls13Ends ends() {
        return Dtls13Ends.plain(directory);
    }

    private static Parties parties() {
        return Parties.of(Credential.Kind.ECDSA);
    }
}
