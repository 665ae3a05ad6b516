package dtlskeying.properties.session;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls12.Settings.Renegotiation;
import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fate;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Handle;
import dtlskeying.properties.session.Call.Sent;
import dtlskeying.properties.session.Call.Setting;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;

import net.jqwik.api.Example;
import net.jqwik.api.Tag;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** P37: a re-key does not interrupt media (§4.3, §5.2), with the real machines in virtual time. */
class RekeyProperties {
    private static final int SEEDS = 25;

    /**
     * Longer than a handshake takes, retransmissions and all: an end that lacks the last flight
     * goes on under the old keys.
     */
    private static final int LIFETIME = 60;

    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.2).withReordering(0.2).withDuplication(0.2);
    private static final SessionSettings DROPPING =
            SessionSettings.of(Media.MULTIPLEXED).withLifetime(LIFETIME);
    private static final SessionSettings HOLDING =
            DROPPING.withReadings(Set.of(Reading.EARLY_MEDIA_IS_HELD)).withHeld(1000);

    /**
     * No end sends under old keys for longer than they live at the other, and re-keys are that far
     * apart.
     */
    @Example
    @Tag("P37")
    void a_rekey_loses_no_packet_and_opens_none_twice() {
        int rekeys = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Call call = talkOverRekeys(seed, HOLDING);
            assertThat(call.opened())
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(plain(call.delivered()));
            rekeys += call.handshakes() - 1;
        }
        assertThat(rekeys).as("of %d", 2 * SEEDS).isGreaterThan(2 * SEEDS * 9 / 10);
    }

    /** Where early packets are dropped, these are the only ones that a re-key costs. */
    @Example
    @Tag("P37")
    void what_is_lost_otherwise_came_ahead_of_its_keys() {
        int early = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Call call = talkOverRekeys(seed, DROPPING);
            var opened = new HashSet<>(call.opened());
            assertThat(opened).as("seed %d", seed).hasSameSizeAs(call.opened());
            for (Sent packet : call.delivered())
                if (!opened.contains(packet.plain())) {
                    early++;
                    assertThat(isAheadOfItsKeys(call, packet)).as("%d %s", seed, packet).isTrue();
                }
        }
        assertThat(early).isPositive();
    }

    /** Two re-keys while a packet is under way: the expected loss. */
    @Example
    @Tag("P37")
    void two_rekeys_within_the_flight_of_a_packet_lose_it() {
        Call call = callWithLatePacket(5_000, 120);
        call.rehandshakeToItsEnd(Role.CLIENT);
        call.rehandshakeToItsEnd(Role.SERVER);
        call.pass(10_000);
        assertThat(call.handshakes()).isEqualTo(3);
        assertThat(call.opened()).isEmpty();
    }

    /** A packet as old as the lifetime: the other expected loss, and the bound itself. */
    @Example
    @Tag("P37")
    void a_packet_that_is_as_late_as_the_lifetime_is_lost() {
        for (boolean late : new boolean[] {false, true}) {
            Call call = callWithLatePacket(late ? 2_200 : 1_900, 2);
            call.rehandshakeToItsEnd(Role.CLIENT);
            call.pass(10_000);
            assertThat(call.handshakes()).isEqualTo(2);
            assertThat(call.opened()).hasSize(late ? 0 : 1);
        }
    }

    /** An end that lacks the last flight goes on under keys that are gone at the other end. */
    @Example
    @Tag("P37")
    void a_last_flight_that_is_late_by_the_lifetime_loses_packets() {
        var settings = HOLDING.withLifetime(1);
        var probe = new Call(Setting.of(8, Fates.ideal(), settings), settings);
        probe.say(Role.SERVER, PacketKind.RTP);
        probe.rehandshakeToItsEnd(Role.CLIENT);
        var last = new Handle(Role.SERVER, probe.network().sentByServer() - 1);
        var losing = new Fates.Listed(Map.of(last, Fate.LOST), Fates.ideal());
        Call call = new Call(Setting.of(8, losing, settings), settings);
        call.rehandshake(Role.CLIENT);
        call.talk(1, 1_025);
        call.talk(1, 5_000);
        assertThat(call.handshakes()).isEqualTo(2);
        assertThat(call.opened()).hasSize(3);
    }

    @Example
    void a_peer_that_declines_leaves_the_session_as_it_was() {
        for (Role starter : Role.values()) {
            Call call =
                    new Call(
                            Setting.of(3, Fates.ideal(), DROPPING)
                                    .withServer(settings ->
                                            settings.withRenegotiation(Renegotiation.DECLINED)),
                            DROPPING);
            var keys = call.end(Role.CLIENT).session().keys().names();
            boolean isDeclined = starter == Role.CLIENT;
            call.rehandshake(starter);
            call.talk(50, 20);
            assertThat(call.isRehandshaking()).isFalse();
            assertThat(call.handshakes()).isEqualTo(isDeclined ? 1 : 2);
            if (isDeclined)
                assertThat(call.end(Role.CLIENT).session().keys().names()).isEqualTo(keys);
            assertThat(call.opened()).hasSize(100);
        }
    }

    /** §4.4: nobody asks the endpoints for it. */
    @Example
    @Tag("P39")
    void endpoints_rekey_by_themselves_before_keys_are_spent() {
        var settings = DROPPING.withKeys(new Limit(60, 30));
        Call call = new Call(Setting.of(4, Fates.ideal(), settings), settings);
        call.talk(400, 20);
        assertThat(call.handshakes()).isGreaterThan(8);
        assertThat(call.opened()).hasSize(800);
    }

    /** The peer's last flight and its close_notify in one datagram. */
    @Example
    void a_rehandshake_and_a_close_that_arrive_together_end_in_peace() {
        Call call = new Call(Setting.of(5, Fates.ideal(), DROPPING), DROPPING);
        call.rehandshake(Role.CLIENT);
        while (call.end(Role.SERVER).association().handshakes() < 2) call.pass(1);
        Octets last = call.network().inFlight().getLast().datagram();
        call.close(Role.SERVER);
        Octets close = call.network().inFlight().getLast().datagram();
        assertThat(close).isNotEqualTo(last);
        var client = call.end(Role.CLIENT);
        client.on(new Input.Datagram(Octets.concat(last, close), 1_000_000));
        assertThat(client.association().isOver()).isTrue();
        assertThat(client.session().keys().names()).isEmpty();
    }

    private static Call talkOverRekeys(int seed, SessionSettings session) {
        Mki mki = seed % 2 == 0 ? Mki.NONE : Mki.hex("0001");
        Call call =
                new Call(
                        Setting.of(seed, new Fates.Seeded(seed, BAD), session).withMki(mki),
                        session);
        for (int rekey = 0; rekey < 2; rekey++) {
            call.talk(30, 20);
            call.rehandshake(seed % 4 < 2 ? Role.CLIENT : Role.SERVER);
            for (int i = 0; i < 100 && call.isRehandshaking(); i++) call.talk(5, 20);
            call.talk(60, 20);
            call.pass(1000 * LIFETIME);
        }
        return call;
    }

    /** A call in which one packet of the client has left and takes that long. */
    private static Call callWithLatePacket(long time, int lifetime) {
        var settings = DROPPING.withLifetime(lifetime);
        var probe = new Call(Setting.of(6, Fates.ideal(), settings), settings);
        Handle next = probe.network().nextHandle(Role.CLIENT);
        var late = new Fates.Listed(Map.of(next, Fate.after(time)), Fates.ideal());
        Call call = new Call(Setting.of(6, late, settings), settings);
        call.say(Role.CLIENT, PacketKind.RTP);
        return call;
    }

    private static List<Octets> plain(List<Sent> packets) {
        return packets.stream().map(Sent::plain).toList();
    }

    /** Whether each time it came the other end had not completed its handshake yet. */
    private static boolean isAheadOfItsKeys(Call call, Sent packet) {
        int complete = 1;
        boolean ahead = true;
        for (var step : call.happened())
            if (step.end() == packet.from().peer())
                for (EndpointEvent event : step.events()) {
                    if (event instanceof EndpointEvent.Keyed(_, var handshake, _))
                        complete = handshake.handshake();
                    if (event instanceof EndpointEvent.Dropped(var datagram, _)
                            && datagram.equals(packet.datagram()))
                        ahead &= complete < packet.handshake();
                }
        return ahead;
    }
}
