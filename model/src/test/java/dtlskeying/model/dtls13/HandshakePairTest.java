package dtlskeying.model.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.dtls13.HandshakePair.Network;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Happening;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ClientHandshakeSpec;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.ServerHandshakeSpec;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class HandshakePairTest {
    private static final ClientHandshakeModel CLIENT = new ClientHandshakeModel();
    private static final ServerHandshakeModel SERVER = new ServerHandshakeModel();
    private static final HandshakeHabits AS_WE_READ = HandshakeHabits.of(Reading.defaults());

    @Test
    void with_and_without_a_cookie_every_handshake_comes_to_its_end_over_a_lossy_network() {
        assertSound(explore(pair(AS_WE_READ, true, 0, Network.LOSES)), 364, 2_214);
        assertSound(explore(pair(AS_WE_READ, false, 0, Network.LOSES)), 358, 2_197);
    }

    @Test
    @Tag("long")
    void two_forgeries_deceive_nobody() {
        assertSound(explore(pair(AS_WE_READ, true, 2, Network.KEEPS)), 34_851, 346_402);
        assertSound(explore(pair(AS_WE_READ, false, 2, Network.KEEPS)), 31_451, 319_737);
    }

    @Test
    void a_client_that_believes_any_signature_completes_with_the_attacker() {
        Slip<Progress, ClientHandshakeSpec.Input, Effect> slip =
                (honest, facts, input) ->
                        honest.permitted(
                                facts,
                                input instanceof ClientHandshakeSpec.Input.CertificateVerify
                                        ? new ClientHandshakeSpec.Input.CertificateVerify(
                                                Verdict.SOUND)
                                        : input);

        assertBroken(
                explore(forged(slip.in(CLIENT), SERVER)),
                HandshakePromises.CLIENT_KNOWS_THE_SERVER.name());
    }

    @Test
    void a_server_that_believes_any_signature_completes_with_the_attacker() {
        Slip<Progress, ServerHandshakeSpec.Input, Effect> slip =
                (honest, facts, input) ->
                        honest.permitted(
                                facts,
                                input instanceof ServerHandshakeSpec.Input.CertificateVerify
                                        ? new ServerHandshakeSpec.Input.CertificateVerify(
                                                Verdict.SOUND)
                                        : input);

        assertBroken(
                explore(forged(CLIENT, slip.in(SERVER))),
                HandshakePromises.SERVER_KNOWS_THE_CLIENT.name());
    }

    @Test
    void keys_and_proofs_that_leave_out_the_hellos_are_bid_down() {
        assertBroken(
                explore(
                        attacked(
                                new HandshakeHabits() {
                                    @Override
                                    public boolean areTheSame(Hellos ours, Hellos theirs) {
                                        return ours.fromClient() == theirs.fromClient()
                                                && ours.fromServer() == theirs.fromServer();
                                    }
                                })),
                HandshakePromises.NO_DOWNGRADE.name());
    }

    @Test
    void a_server_that_takes_data_before_finished_is_found() {
        assertBroken(
                explore(
                        attacked(
                                new HandshakeHabits() {
                                    @Override
                                    public boolean takesData(HandshakeEnd end) {
                                        return end.hasKeys();
                                    }
                                })),
                HandshakePromises.NO_EARLY_DATA.name());
    }

    @Test
    void an_ack_without_protection_lets_the_client_rest_too_early() {
        assertBroken(
                explore(
                        attacked(
                                new HandshakeHabits() {
                                    @Override
                                    public boolean takes(HandshakeEnd end, HandshakePacket packet) {
                                        return packet.kind() == HandshakePacket.Kind.ACK
                                                || HONEST.takes(end, packet);
                                    }

                                    @Override
                                    public boolean heeds(HandshakePacket ack) {
                                        return true;
                                    }
                                })),
                HandshakePromises.CONFIRMED_MEANS_COMPLETE.name());
    }

    @Test
    void an_end_that_acknowledges_what_it_drops_is_found() {
        var found = explore(attacked(new AcknowledgesWhatItDrops()));

        assertBroken(found, HandshakePromises.ACKS_ARE_TRUE.name());
    }

    /** RFC 9147 §7 warns of it: what is acknowledged and dropped is never sent again. */
    private record AcknowledgesWhatItDrops() implements HandshakeHabits {
        @Override
        public List<HandshakeAnswer> early(HandshakeEnd end, HandshakePacket packet) {
            HandshakePacket ack = HandshakeReader.ack(end.expecting(packet.turn() + 1));
            return List.of(new HandshakeAnswer(end, List.of(ack)));
        }
    }

    @Test
    void a_server_that_does_without_the_cookie_is_found() {
        Slip<Progress, ServerHandshakeSpec.Input, Effect> slip =
                (honest, facts, input) ->
                        honest.permitted(
                                facts,
                                input instanceof ServerHandshakeSpec.Input.ClientHelloToRetry
                                        ? new ServerHandshakeSpec.Input.ClientHello(Verdict.SOUND)
                                        : input);

        assertBroken(
                explore(forged(CLIENT, slip.in(SERVER))),
                HandshakePromises.COOKIE_BEFORE_STATE.name());
    }

    @Test
    void an_end_that_still_listens_without_protection_is_thrown_out() {
        assertBroken(
                explore(attacked(HandshakeHabits.of(Set.of(Reading.HELLOS_COUNT_BESIDE_KEYS)))),
                HandshakePromises.SERVER_KNOWS_THE_CLIENT.name());
    }

    @Test
    void a_server_that_acknowledges_once_leaves_the_client_waiting() {
        assertWedged(
                new HandshakeHabits() {
                    @Override
                    public boolean repeatsAcks() {
                        return false;
                    }
                });
    }

    @Test
    void a_client_that_sends_its_last_flight_once_leaves_the_server_waiting() {
        assertWedged(
                new HandshakeHabits() {
                    @Override
                    public boolean sendsAgain(HandshakeEnd end) {
                        return end.role() == Role.SERVER || !end.isUnconfirmed();
                    }
                });
    }

    private static HandshakePair pair(
            HandshakeHabits habits, boolean wantsCookie, int forgeries, Network network) {
        return new HandshakePair(CLIENT, SERVER, habits, wantsCookie, forgeries, network);
    }

    private static HandshakePair attacked(HandshakeHabits habits) {
        return pair(habits, true, 1, Network.KEEPS);
    }

    private static HandshakePair forged(
            Relation<Progress, ClientHandshakeSpec.Input, Effect> clients,
            Relation<Progress, ServerHandshakeSpec.Input, Effect> servers) {
        return new HandshakePair(clients, servers, AS_WE_READ, true, 2, Network.KEEPS);
    }

    private static Exploration<HandshakeState, Happening> explore(HandshakePair pair) {
        return Explorer.explore(pair, Bounds.OF_THE_BUILD);
    }

    private static void assertSound(
            Exploration<HandshakeState, Happening> found, int states, int transitions) {
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states() + " " + found.transitions())
                .isEqualTo(states + " " + transitions);
    }

    private static void assertBroken(
            Exploration<HandshakeState, Happening> found, String invariant) {
        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static void assertWedged(HandshakeHabits habits) {
        var found = explore(pair(habits, true, 0, Network.LOSES));

        assertThat(found.findings())
                .as(found.text())
                .singleElement()
                .isInstanceOf(Finding.Wedged.class);
    }
}
