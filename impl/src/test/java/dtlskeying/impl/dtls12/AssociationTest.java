package dtlskeying.impl.dtls12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Set;

class AssociationTest {
    private static final String LABEL = "EXTRACTOR-dtls_srtp";

    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void every_suite_completes_with_equal_exports(CipherSuite suite) {
        var kind =
                suite.authentication() == CipherSuite.Authentication.RSA
                        ? KeyKind.RSA
                        : KeyKind.EC_P256;
        var settings = with(Pair.identity("carol", kind)).withSuites(suite);
        assertCompletes(Pair.of(settings, settings).run());
    }

    @ParameterizedTest
    @EnumSource(NamedGroup.class)
    void every_group_completes_with_equal_exports(NamedGroup group) {
        var settings = Pair.SETTINGS.withGroups(group);
        assertCompletes(Pair.of(settings, settings).run());
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void every_kind_of_certificate_completes_on_either_side(KeyKind kind) {
        var settings = with(Pair.identity("dave", kind));
        assertCompletes(Pair.of(settings, Pair.SETTINGS).run());
        assertCompletes(Pair.of(Pair.SETTINGS, settings).run());
    }

    @Test
    void flights_are_those_of_figure_1() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        assertThat(flights(pair.clientEffects))
                .containsExactly(
                        List.of(MessageName.CLIENT_HELLO),
                        List.of(MessageName.CLIENT_HELLO),
                        List.of(
                                MessageName.CERTIFICATE,
                                MessageName.CLIENT_KEY_EXCHANGE,
                                MessageName.CERTIFICATE_VERIFY,
                                MessageName.CHANGE_CIPHER_SPEC,
                                MessageName.FINISHED));
        assertThat(flights(pair.serverEffects))
                .containsExactly(
                        List.of(MessageName.HELLO_VERIFY_REQUEST),
                        List.of(
                                MessageName.SERVER_HELLO,
                                MessageName.CERTIFICATE,
                                MessageName.SERVER_KEY_EXCHANGE,
                                MessageName.CERTIFICATE_REQUEST,
                                MessageName.SERVER_HELLO_DONE),
                        List.of(MessageName.CHANGE_CIPHER_SPEC, MessageName.FINISHED));
    }

    @Test
    void whatever_comes_after_the_end_is_discarded_for_that_reason() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        pair.on(Role.CLIENT, new Input.Close(pair.now));
        for (var type : List.of(20, 21, 22, 23))
            assertThat(pair.on(Role.CLIENT, new Input.Datagram(plain(type), pair.now)))
                    .containsExactly(new Effect.Discarded(HandshakeSpec.Claim.NOTHING_AFTER_CLOSE));
    }

    private static Octets plain(int type) {
        return Octets.hex("%02xfefd".formatted(type) + "0000" + "000000000009" + "0001" + "01");
    }

    @Test
    void a_server_that_asks_for_no_certificate_completes_without() {
        var server = Pair.SETTINGS.withClientAuthentication(ClientAuthentication.NONE);
        var pair = Pair.of(Pair.SETTINGS, server).run();
        assertCompletes(pair);
        assertThat(completed(pair.serverEffects).peerCertificates()).isEmpty();
        assertThat(completed(pair.clientEffects).peerCertificates()).hasSize(1);
    }

    @Test
    void the_same_seeds_give_the_same_bytes_and_others_do_not() {
        var once = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        var again = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        var other = new Pair(Pair.client(Pair.SETTINGS, 3), Pair.server(Pair.SETTINGS, 4)).run();
        assertThat(again.datagrams).isEqualTo(once.datagrams);
        assertThat(again.client).isEqualTo(once.client);
        assertThat(other.datagrams).doesNotContainAnyElementsOf(once.datagrams);
    }

    @Test
    void exports_differ_by_label_context_and_association() {
        var one = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run().client;
        var other =
                new Pair(Pair.client(Pair.SETTINGS, 3), Pair.server(Pair.SETTINGS, 2)).run().client;
        assertThat(one.export(LABEL, 60)).isNotEqualTo(other.export(LABEL, 60));
        assertThat(one.export(LABEL, 60)).isNotEqualTo(one.export("EXPORTER-other", 60));
        assertThat(one.export(LABEL, 60)).isNotEqualTo(one.export(LABEL, Octets.EMPTY, 60));
        assertThat(one.export(LABEL, 30)).isEqualTo(one.export(LABEL, 60).slice(0, 30));
    }

    @Test
    void nothing_is_exported_before_completion() {
        assertThatThrownBy(() -> Pair.client(Pair.SETTINGS, 1).export(LABEL, 60))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void profile_and_mki_are_agreed_on() {
        var mki = Mki.hex("c0ffee");
        var terms =
                SrtpTerms.of(
                        ProtectionProfile.SRTP_AEAD_AES_256_GCM,
                        ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80);
        var pair = Pair.of(with(terms.withMki(mki)), Pair.SETTINGS).run();
        var agreed = new DataProtection.Srtp(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80, mki);
        assertThat(completed(pair.clientEffects).data()).isEqualTo(agreed);
        assertThat(pair.server.dataProtection()).isEqualTo(agreed);
    }

    @Test
    void without_a_shared_profile_the_handshake_fails_or_falls_back_as_wished() {
        var strict = with(SrtpTerms.of(ProtectionProfile.SRTP_AEAD_AES_128_GCM));
        assertFails(
                Pair.of(strict, Pair.SETTINGS).run(),
                Role.SERVER,
                Alert.HANDSHAKE_FAILURE,
                "dtls-srtp/4.1.1/e");
        var lax =
                new SrtpTerms(
                        Pair.SETTINGS.srtp().profiles(), Mki.NONE, true, WithoutSrtp.FALL_BACK);
        var other =
                new SrtpTerms(
                        List.of(ProtectionProfile.SRTP_AEAD_AES_128_GCM),
                        Mki.NONE,
                        true,
                        WithoutSrtp.FALL_BACK);
        var pair = Pair.of(with(lax), with(other)).run();
        assertCompletes(pair);
        assertThat(pair.client.dataProtection()).isEqualTo(new DataProtection.Records());
    }

    @Test
    void fingerprints_decide_who_is_trusted() {
        var right = Fingerprint.of(Hash.SHA256, Pair.ALICE.chain().leaf());
        var wrong = Fingerprint.of(Hash.SHA256, Pair.BOB.chain().leaf());
        assertCompletes(Pair.of(trusting(right), trusting(right)).run());
        assertFails(
                Pair.of(trusting(wrong), Pair.SETTINGS).run(),
                Role.CLIENT,
                Alert.BAD_CERTIFICATE,
                "rfc5246/7.4.2/b");
        assertFails(
                Pair.of(Pair.SETTINGS, trusting(wrong)).run(),
                Role.SERVER,
                Alert.BAD_CERTIFICATE,
                "rfc5246/7.4.2/b");
    }

    @Test
    void without_a_common_suite_the_server_says_so() {
        var client = Pair.SETTINGS.withSuites(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
        var server = Pair.SETTINGS.withSuites(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM);
        assertFails(
                Pair.of(client, server).run(),
                Role.SERVER,
                Alert.HANDSHAKE_FAILURE,
                "rfc5246/7.4.1.3/d");
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 300, 576, 1200, 1500})
    void no_datagram_is_larger_than_the_mtu(int mtu) {
        var settings = with(Pair.identity("erin", KeyKind.RSA)).withMtu(mtu);
        var pair = Pair.of(settings, settings).run();
        assertCompletes(pair);
        assertThat(pair.datagrams).allMatch(datagram -> datagram.length() <= mtu);
    }

    @Test
    void a_silent_peer_is_given_up_at_the_stated_limit() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS);
        pair.on(Role.CLIENT, new Input.Begin(0));
        int sent = 1;
        while (!pair.client.isOver()) {
            long due = pair.client.deadline();
            assertThat(pair.on(Role.CLIENT, new Input.Tick(due - 1))).isEmpty();
            var effects = pair.on(Role.CLIENT, new Input.Tick(due));
            if (effects.stream().anyMatch(Effect.Send.class::isInstance)) sent++;
        }
        assertThat(sent).isEqualTo(1 + FlightTimes.DEFAULT.retransmissions());
        assertThat(pair.client.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(pair.on(Role.CLIENT, new Input.Begin(1 << 30))).isEmpty();
    }

    @Test
    void closing_is_announced_and_answered_once() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        pair.on(Role.SERVER, new Input.Close(1));
        pair.deliver();
        assertThat(pair.client.isOver()).isTrue();
        assertThat(pair.server.isOver()).isTrue();
        assertThat(alertsSent(pair.serverEffects)).containsExactly(Alert.CLOSE_NOTIFY);
        assertThat(alertsSent(pair.clientEffects)).containsExactly(Alert.CLOSE_NOTIFY);
        assertThat(pair.on(Role.SERVER, new Input.Close(2))).isEmpty();
    }

    @Test
    void a_failed_handshake_is_final_and_its_timers_stop() {
        var pair =
                Pair.of(
                        trusting(Fingerprint.of(Hash.SHA256, Pair.BOB.chain().leaf())),
                        Pair.SETTINGS);
        pair.run();
        assertThat(pair.client.isOver()).isTrue();
        assertThat(pair.server.isOver()).isTrue();
        assertThat(pair.client.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(pair.server.deadline()).isEqualTo(Long.MAX_VALUE);
        var before = pair.client;
        for (var datagram : pair.datagrams) {
            pair.on(Role.CLIENT, new Input.Datagram(datagram, 9));
            assertThat(pair.client).isEqualTo(before);
        }
    }

    @Test
    void nothing_secret_is_printed() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        assertThat(pair.client.toString()).isEqualTo("client, ESTABLISHED");
        var key = pair.client.export(LABEL, 60).octets().toHex();
        assertThat(pair.clientEffects.toString()).doesNotContain(key.substring(0, 16));
    }

    private static Settings with(Identity identity) {
        return Settings.of(identity, new Trust.Anyone(), Pair.TODAY, Pair.SETTINGS.srtp());
    }

    private static Settings with(SrtpTerms terms) {
        return Settings.of(Pair.ALICE, new Trust.Anyone(), Pair.TODAY, terms);
    }

    private static Settings trusting(Fingerprint fingerprint) {
        var trust = new Trust.Fingerprints(Set.of(fingerprint));
        return Settings.of(Pair.ALICE, trust, Pair.TODAY, Pair.SETTINGS.srtp());
    }

    private static void assertCompletes(Pair pair) {
        assertThat(pair.isEstablished()).isTrue();
        assertThat(pair.client.export(LABEL, 60)).isEqualTo(pair.server.export(LABEL, 60));
        assertThat(completed(pair.clientEffects).cipherSuite())
                .isEqualTo(completed(pair.serverEffects).cipherSuite());
    }

    private static void assertFails(Pair pair, Role refuser, Alert alert, String clause) {
        var effects = refuser == Role.CLIENT ? pair.clientEffects : pair.serverEffects;
        assertThat(effects)
                .filteredOn(Effect.AlertSent.class::isInstance)
                .singleElement()
                .satisfies(sent -> {
                    assertThat(((Effect.AlertSent) sent).alert()).isEqualTo(alert);
                    assertThat(sent.clause().id()).isEqualTo(clause);
                });
        assertThat(pair.client.isOver()).isTrue();
        assertThat(pair.server.isOver()).isTrue();
    }

    private static Effect.Completed completed(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Completed.class::isInstance)
                .map(Effect.Completed.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<List<MessageName>> flights(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.FlightSent.class::isInstance)
                .map(effect -> ((Effect.FlightSent) effect).messages())
                .toList();
    }

    private static List<Alert> alertsSent(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.AlertSent.class::isInstance)
                .map(effect -> ((Effect.AlertSent) effect).alert())
                .toList();
    }
}
