package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.PRIMARY_BEFORE_RESTART;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.RECEIVE_KEY_COMES_FIRST;
import static dtlskeying.spec.chunk.KeyUse.PRIMARY;
import static dtlskeying.spec.chunk.KeyUse.RESTART;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.KeyInstall.Protected;
import dtlskeying.impl.chunk.KeyInstall.Unassociated;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.Aborted;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.AckSent;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.Enforced;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.FlightSent;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.ReceiveKeySet;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect.SendKeySet;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class KeyInstallTest {
    private static final Epoch THREE = Epoch.FIRST_OF_TRAFFIC;
    private static final Epoch FOUR = THREE.next();
    private static final Epoch FIVE = FOUR.next();

    @Test
    void the_client_follows_the_figure() {
        assertThat(
                        effects(
                                new Input.Associated(Role.CLIENT),
                                new Input.PeerFinished(),
                                new Input.SenderDry(),
                                new Input.ProtectedArrived(),
                                new Input.AckArrived(true)))
                .containsExactly(
                        new ReceiveKeySet(PRIMARY, THREE),
                        new FlightSent(),
                        new Enforced(),
                        new SendKeySet(PRIMARY, THREE));
    }

    @Test
    void the_server_follows_the_figure_whatever_tells_it_first() {
        for (Input last : List.of(new Input.SenderDry(), new Input.ProtectedArrived()))
            assertThat(
                            effects(
                                    new Input.Associated(Role.SERVER),
                                    new Input.SenderDry(),
                                    new Input.PeerFinished(),
                                    last))
                    .containsExactly(
                            new ReceiveKeySet(PRIMARY, THREE),
                            new SendKeySet(PRIMARY, THREE),
                            new AckSent(),
                            new Enforced());
    }

    @Test
    void an_ack_in_the_open_is_none() {
        var waiting = new KeyInstall.AwaitingAck(0);
        assertThat(waiting.on(new Input.AckArrived(false)).state()).isEqualTo(waiting);
    }

    @Test
    void key_management_that_takes_too_long_or_fails_aborts() {
        for (Role role : Role.values())
            for (Input end : List.of(new Input.Passed(1), new Input.Ended())) {
                var late =
                        effects(
                                new Input.Associated(role),
                                new Input.Passed(14),
                                new Input.PeerFinished(),
                                new Input.Passed(15),
                                end);
                assertThat(late.getLast()).isInstanceOf(Aborted.class);
                assertThat(late.stream().filter(Aborted.class::isInstance)).hasSize(1);
            }
    }

    @Test
    void what_is_protected_is_not_supervised() {
        var done = new Protected(SetEpochs.FIRST);
        assertThat(done.on(new Input.Passed(1_000_000)).state()).isEqualTo(done);
    }

    @Test
    void later_keys_come_epoch_by_epoch_and_once() {
        var done = new Protected(SetEpochs.FIRST);
        assertThat(receive(done, PRIMARY, THREE).clause()).isEqualTo(NO_KEY_TWICE);
        assertThat(receive(done, PRIMARY, FIVE).clause()).isEqualTo(EPOCHS_ARE_CONSECUTIVE);
        assertThat(send(done, PRIMARY, FOUR).clause()).isEqualTo(RECEIVE_KEY_COMES_FIRST);
        assertThat(receive(done, RESTART, FOUR).clause()).isEqualTo(EPOCHS_ARE_CONSECUTIVE);
        assertThat(receive(done, RESTART, new Epoch(2)).clause()).isEqualTo(EPOCHS_ARE_CONSECUTIVE);

        var next = done.on(new Input.SetReceive(PRIMARY, FOUR)).state();
        assertThat(send(next, PRIMARY, FOUR)).isEqualTo(new SendKeySet(PRIMARY, FOUR));
        var spare = next.on(new Input.SetReceive(RESTART, THREE)).state();
        assertThat(send(spare, RESTART, THREE)).isEqualTo(new SendKeySet(RESTART, THREE));
        var both = spare.on(new Input.SetSend(RESTART, THREE)).state();
        var ahead = both.on(new Input.SetReceive(RESTART, FOUR)).state();
        assertThat(send(ahead, RESTART, FOUR).clause()).isEqualTo(PRIMARY_BEFORE_RESTART);
    }

    private static Effect receive(KeyInstall state, KeyUse use, Epoch epoch) {
        return state.on(new Input.SetReceive(use, epoch)).effects().getFirst();
    }

    private static Effect send(KeyInstall state, KeyUse use, Epoch epoch) {
        return state.on(new Input.SetSend(use, epoch)).effects().getFirst();
    }

    private static List<Effect> effects(Input... inputs) {
        KeyInstall state = new Unassociated();
        var effects = new ArrayList<Effect>();
        for (Input input : inputs) {
            var step = state.on(input);
            effects.addAll(step.effects());
            state = step.state();
        }
        return effects;
    }
}
