package dtlskeying.impl.dtls13;

import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OBEY_THE_PEERS_LIMIT;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TRAFFIC_WAITS_FOR_ITS_KEYS;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.MessageName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Set;

/** Whole handshakes over a network that does what it should. */
class AssociationTest {
    @Test
    void both_ends_complete_and_agree() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        assertThat(pair.isEstablished()).as("%s", pair.clientEffects).isTrue();
        assertThat(pair.client.isConfirmed()).isTrue();
        assertAgreed(pair);
        assertThat(pair.client.dataProtection()).isInstanceOf(DataProtection.Srtp.class);
    }

    @Test
    void the_messages_are_those_of_figure_6() {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        assertThat(heard(pair.clientEffects))
                .containsExactly(
                        MessageName.HELLO_RETRY_REQUEST,
                        MessageName.SERVER_HELLO,
                        MessageName.ENCRYPTED_EXTENSIONS,
                        MessageName.CERTIFICATE_REQUEST,
                        MessageName.CERTIFICATE,
                        MessageName.CERTIFICATE_VERIFY,
                        MessageName.FINISHED);
        assertThat(heard(pair.serverEffects))
                .containsExactly(
                        MessageName.CLIENT_HELLO,
                        MessageName.CERTIFICATE,
                        MessageName.CERTIFICATE_VERIFY,
                        MessageName.FINISHED);
    }

    @ParameterizedTest
    @EnumSource
    void every_suite_works(CipherSuite suite) {
        var pair = Pair.of(Pair.SETTINGS.withSuites(suite), Pair.SETTINGS).run();
        assertAgreed(pair);
        assertThat(pair.server.cipherSuite()).isEqualTo(suite);
    }

    @ParameterizedTest
    @EnumSource
    void every_group_works(KeyShareGroup group) {
        var pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS.withGroups(group)).run();
        assertAgreed(pair);
        assertThat(pair.client.group()).isEqualTo(group);
    }

    @ParameterizedTest
    @EnumSource
    void every_kind_of_key_signs(KeyKind kind) {
        var settings =
                Settings.of(
                        Pair.identity("carol " + kind, kind),
                        new Trust.Anyone(),
                        Pair.TODAY,
                        SrtpTerms.NONE);
        assertAgreed(Pair.of(settings, settings).run());
    }

    @Test
    void without_cookies_a_known_address_is_answered_at_once() {
        var known = Pair.SETTINGS.withAddressValidation(AddressValidation.GIVEN);
        var pair = Pair.of(Pair.SETTINGS, known).run();
        assertAgreed(pair);
        assertThat(heard(pair.clientEffects)).doesNotContain(MessageName.HELLO_RETRY_REQUEST);
    }

    @Test
    void a_known_address_still_gets_a_retry_for_another_group() {
        var known =
                Pair.SETTINGS
                        .withAddressValidation(AddressValidation.GIVEN)
                        .withGroups(KeyShareGroup.SECP384R1);
        var pair = Pair.of(Pair.SETTINGS, known).run();
        assertAgreed(pair);
        assertThat(heard(pair.clientEffects)).contains(MessageName.HELLO_RETRY_REQUEST);
    }

    @Test
    void without_client_authentication_the_client_stays_unnamed() {
        var open = Pair.PLAIN.withClientAuthentication(ClientAuthentication.NONE);
        var pair = Pair.of(Pair.PLAIN, open).run();
        assertAgreed(pair);
        assertThat(pair.server.peerCertificates()).isEmpty();
        assertThat(pair.client.peerCertificates()).isNotEmpty();
    }

    @Test
    void small_datagrams_and_small_records_do() {
        var small = Pair.SETTINGS.withMtu(256).withRecordSize(128);
        var pair = Pair.of(small, small).run();
        assertAgreed(pair);
        assertThat(pair.datagrams).allMatch(datagram -> datagram.length() <= 256);
    }

    @Test
    void flags_that_both_ends_have_are_agreed_on() {
        var pair =
                Pair.of(
                                Pair.SETTINGS.withFlags(new Flags(Set.of(9, 100))),
                                Pair.SETTINGS.withFlags(new Flags(Set.of(100, 101))))
                        .run();
        assertAgreed(pair);
        assertThat(pair.client.flags()).isEqualTo(new Flags(Set.of(100)));
        assertThat(pair.server.flags()).isEqualTo(new Flags(Set.of(100)));
    }

    @Test
    void data_flows_under_the_keys_of_traffic() {
        var pair = Pair.of(Pair.PLAIN, Pair.PLAIN).run();
        exchange(pair);
        assertThat(pair.client.writeEpoch()).isEqualTo(3);
    }

    @Test
    void data_that_cannot_be_sent_is_not_sent_and_the_reason_is_said() {
        Octets ping = Octets.hex("70696e67");
        var early = Pair.of(Pair.PLAIN, Pair.PLAIN);
        assertThat(early.on(Role.CLIENT, new Input.Data(ping, 0)))
                .containsExactly(new Effect.Discarded(TRAFFIC_WAITS_FOR_ITS_KEYS));
        var srtp = Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
        assertThat(srtp.on(Role.CLIENT, new Input.Data(ping, 0)))
                .containsExactly(new Effect.Discarded(DATA_IS_PROTECTED_BY_SRTP_ALONE));
        var small = Pair.of(Pair.PLAIN, Pair.PLAIN.withRecordSize(64)).run();
        assertThat(small.on(Role.CLIENT, new Input.Data(Octets.of(new byte[64]), 0)))
                .containsExactly(new Effect.Discarded(RECORDS_OBEY_THE_PEERS_LIMIT));
    }

    @Test
    void keys_are_updated_by_either_end_and_for_both() {
        var pair = Pair.of(Pair.PLAIN, Pair.PLAIN).run();
        pair.on(Role.CLIENT, new Input.UpdateKeys(false, pair.now));
        pair.deliver();
        assertThat(pair.client.writeEpoch()).isEqualTo(4);
        assertThat(pair.server.writeEpoch()).isEqualTo(3);
        exchange(pair);
        pair.on(Role.SERVER, new Input.UpdateKeys(true, pair.now));
        pair.deliver();
        assertThat(pair.server.writeEpoch()).isEqualTo(4);
        assertThat(pair.client.writeEpoch()).isEqualTo(5);
        exchange(pair);
        assertThat(pair.server.readEpoch()).isEqualTo(5);
    }

    @Test
    void close_notify_closes_both_ends() {
        var pair = Pair.of(Pair.PLAIN, Pair.PLAIN).run();
        pair.on(Role.CLIENT, new Input.Close(pair.now));
        pair.deliver();
        assertThat(pair.client.isOver()).isTrue();
        assertThat(pair.server.isOver()).isTrue();
    }

    private static void exchange(Pair pair) {
        Octets ping = Octets.hex("70696e67");
        pair.on(Role.CLIENT, new Input.Data(ping, pair.now));
        pair.on(Role.SERVER, new Input.Data(ping, pair.now));
        pair.serverEffects.clear();
        pair.clientEffects.clear();
        pair.deliver();
        assertThat(pair.serverEffects).contains(new Effect.DataReceived(ping));
        assertThat(pair.clientEffects).contains(new Effect.DataReceived(ping));
    }

    @Test
    void an_answered_flight_leaves_nothing_that_is_waited_for() {
        var renewing = Pair.PLAIN.withUpdates(ExtendedUpdates.ON);
        var pair = Pair.of(renewing, renewing).run();
        for (int generation = 0; generation < 4; generation++)
            for (Role starter : Role.values()) {
                pair.on(starter, new Input.RenewKeys(pair.now));
                pair.deliver();
                assertThat(pair.client.sent()).isEqualTo(new SentRecords.Idle());
                assertThat(pair.server.sent()).isEqualTo(new SentRecords.Idle());
            }
        assertThat(pair.clientEffects).contains(new Effect.KeysUpdated(11));
    }

    private static void assertAgreed(Pair pair) {
        assertThat(pair.isEstablished())
                .as("client %s%nserver %s", pair.clientEffects, pair.serverEffects)
                .isTrue();
        assertThat(pair.client.isConfirmed()).isTrue();
        Octets context = Octets.hex("c0ffee");
        assertThat(pair.client.export("EXPORTER-test", context, 40))
                .isEqualTo(pair.server.export("EXPORTER-test", context, 40));
        assertThat(pair.client.keyLogLines()).isEqualTo(pair.server.keyLogLines());
        assertThat(pair.client.dataProtection()).isEqualTo(pair.server.dataProtection());
    }

    private static List<MessageName> heard(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.MessageHeard.class::isInstance)
                .map(effect -> ((Effect.MessageHeard) effect).message())
                .toList();
    }
}
