package dtlskeying.properties.session;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fate;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Handle;
import dtlskeying.properties.session.Call.Sent;
import dtlskeying.properties.session.Call.Setting;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls13.AssociationSpec;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;

import net.jqwik.api.Example;
import net.jqwik.api.Tag;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Media over DTLS 1.3, whose re-key is a fresh association on the same ports. */
class RekeyOver13Properties {
    private static final int SEEDS = 20;
    private static final int LIFETIME = 60;
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.2).withReordering(0.2).withDuplication(0.2);
    private static final SessionSettings DROPPING =
            SessionSettings.of(Media.MULTIPLEXED).withLifetime(LIFETIME);
    private static final SessionSettings HOLDING =
            DROPPING.withReadings(Set.of(Reading.EARLY_MEDIA_IS_HELD)).withHeld(1000);

    @Example
    @Tag("P37")
    void a_fresh_association_loses_no_packet_and_opens_none_twice() {
        int rekeys = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Mki mki = seed % 2 == 0 ? Mki.NONE : Mki.hex("0001");
            Call call = call(Setting.of(seed, new Fates.Seeded(seed, BAD), HOLDING).withMki(mki));
            for (int rekey = 0; rekey < 2; rekey++) {
                call.talk(30, 20);
                call.rehandshake(Role.CLIENT);
                for (int i = 0; i < 100 && call.isRehandshaking(); i++) call.talk(5, 20);
                call.talk(60, 20);
                call.pass(1000 * LIFETIME);
            }
            assertThat(call.opened())
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            call.delivered().stream().map(Sent::plain).toList());
            rekeys += call.handshakes() - 1;
        }
        assertThat(rekeys).as("of %d", 2 * SEEDS).isGreaterThan(2 * SEEDS * 9 / 10);
    }

    @Example
    void both_ends_hold_the_keys_of_both_associations_for_a_while() {
        Call call = call(Setting.of(1, Fates.ideal(), DROPPING).withMki(Mki.hex("07")));
        call.rehandshakeToItsEnd(Role.CLIENT);
        for (Role role : Role.values())
            assertThat(handshakesOf(call, role)).as(role.text()).containsExactlyInAnyOrder(1, 2);
        assertThat(mkis(call)).containsExactly(Mki.hex("07"), Mki.hex("08"));
        call.pass(1000 * (LIFETIME + 1));
        for (Role role : Role.values()) assertThat(handshakesOf(call, role)).containsExactly(2);
    }

    /** A server that wants other keys has nobody to ask. */
    @Example
    void a_server_cannot_ask_for_a_fresh_association() {
        Call call = call(Setting.of(2, Fates.ideal(), DROPPING));
        call.rehandshake(Role.SERVER);
        assertThat(call.isRehandshaking()).isFalse();
        assertThat(call.effects())
                .contains(new Effect.Discarded(AssociationSpec.Claim.NO_SECOND_HANDSHAKE));
        call.talk(10, 20);
        assertThat(call.opened()).hasSize(20);
    }

    @Example
    void a_key_of_a_server_stops_at_its_lifetime_where_the_client_gets_no_answer() {
        var settings = DROPPING.withKeys(new Limit(60, 30));
        var probe = call(Setting.of(3, Fates.ideal(), settings));
        var silent = new HashMap<Handle, Fate>();
        for (int i = probe.sentBy(Role.CLIENT); i < 1000; i++)
            silent.put(new Handle(Role.CLIENT, i), Fate.LOST);
        Call call = call(Setting.of(3, new Fates.Listed(silent, Fates.ideal()), settings));
        int sent = 0;
        for (int i = 0; i < 200; i++) if (call.say(Role.SERVER, PacketKind.RTP)) sent++;
        assertThat(sent).isEqualTo(60);
        assertThat(call.handshakes()).isEqualTo(1);
        call.pass(120_000);
        assertThat(call.say(Role.SERVER, PacketKind.RTP)).isFalse();
        assertThat(call.end(Role.CLIENT).association().isEstablished()).isTrue();
    }

    @Example
    @Tag("P39")
    void a_client_opens_fresh_associations_before_keys_are_spent() {
        var settings = DROPPING.withKeys(new Limit(60, 30));
        Call call = call(Setting.of(4, Fates.ideal(), settings));
        call.talk(400, 20);
        assertThat(call.handshakes()).isGreaterThan(8);
        assertThat(call.opened()).hasSize(800);
    }

    /** Nothing comes of it, and nothing is lost by it. */
    @Example
    void an_association_outlives_the_one_that_was_to_follow_it() {
        var probe = call(Setting.of(5, Fates.ideal(), DROPPING));
        var late = new HashMap<Handle, Fate>();
        for (int i = probe.sentBy(Role.SERVER); i < 1000; i++)
            late.put(new Handle(Role.SERVER, i), Fate.LOST);
        Call call = call(Setting.of(5, new Fates.Listed(late, Fates.ideal()), DROPPING));
        call.rehandshakeToItsEnd(Role.CLIENT);
        assertThat(call.handshakes()).isEqualTo(1);
        for (Role role : Role.values())
            assertThat(call.end(role).association().isEstablished()).isTrue();
        assertThat(call.say(Role.CLIENT, PacketKind.RTP)).isTrue();
        call.pass(1000);
        assertThat(call.opened()).hasSize(1);
    }

    private static Call call(Setting setting) {
        Call call = new Call(setting.over(DtlsVersion.V1_3), setting.session().apply(DROPPING));
        assertThat(call.end(Role.CLIENT).association().version()).isEqualTo(DtlsVersion.V1_3);
        return call;
    }

    private static Set<Integer> handshakesOf(Call call, Role role) {
        var handshakes = new HashSet<Integer>();
        call.end(role).session().keys().names().forEach(name -> handshakes.add(name.handshake()));
        return handshakes;
    }

    private static List<Mki> mkis(Call call) {
        return call.happened().stream()
                .filter(step -> step.end() == Role.CLIENT)
                .flatMap(step -> step.events().stream())
                .filter(EndpointEvent.Keyed.class::isInstance)
                .map(event -> ((EndpointEvent.Keyed) event).handshake().data())
                .map(data -> ((dtlskeying.spec.dtls.DataProtection.Srtp) data).mki())
                .toList();
    }
}
