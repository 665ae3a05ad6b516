package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.INSTALL_REMOVES_THE_ONE_BEFORE_LAST;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Epoch;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect.Destroyed;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect.Installed;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect.Meant;
import dtlskeying.spec.chunk.EpochPruningSpec.Input;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Which receive keys live, and what comes through without one. */
class ReceivingTest {
    @Test
    void eight_epochs_leave_two_keys_and_two_bits_name_one() {
        var state = EpochPruning.START;
        for (long number = 3; number <= 10; number++) {
            var epoch = new Epoch(number);
            var step = state.on(new Input.Install(KeyUse.PRIMARY, epoch));
            state = step.state();
            assertThat(step.effects()).last().isEqualTo(new Installed(KeyUse.PRIMARY, epoch));
            if (number > 4)
                assertThat(step.effects())
                        .first()
                        .isEqualTo(
                                new Destroyed(
                                        KeyUse.PRIMARY,
                                        new Epoch(number - 2),
                                        INSTALL_REMOVES_THE_ONE_BEFORE_LAST));
            assertThat(meant(state, KeyUse.PRIMARY)).hasSize(number == 3 ? 1 : 2).contains(epoch);
            assertThat(meant(state, KeyUse.RESTART)).isEmpty();
        }
    }

    @Test
    void only_keys_that_are_there_are_meant_and_none_comes_back() {
        var random = new Random(5);
        for (int run = 0; run < 2_000; run++) {
            var state = EpochPruning.START;
            var alive = new HashSet<List<Object>>();
            var dead = new HashSet<List<Object>>();
            for (int i = 0; i < 12; i++) {
                var use = KeyUse.values()[random.nextInt(2)];
                var epoch = new Epoch(3 + random.nextInt(5));
                var step =
                        state.on(
                                random.nextInt(3) == 0
                                        ? new Input.Remove(use, epoch)
                                        : new Input.Install(use, epoch));
                for (Effect effect : step.effects()) note(effect, alive, dead);
                if (step.effects().getFirst() instanceof Refusal)
                    assertThat(step.state()).isEqualTo(state);
                state = step.state();
                for (KeyUse each : KeyUse.values())
                    assertThat(meant(state, each)).isEqualTo(epochs(alive, each));
            }
        }
    }

    @Test
    void the_end_destroys_every_key() {
        var state = EpochPruning.START;
        for (KeyUse use : KeyUse.values())
            for (long number = 3; number < 6; number++)
                state = state.on(new Input.Install(use, new Epoch(number))).state();
        var over = state.on(new Input.Ended());
        assertThat(over.effects()).hasSize(4).allMatch(Destroyed.class::isInstance);
        assertThat(over.state()).isEqualTo(EpochPruning.START);
    }

    @Test
    void after_enforcement_only_protected_packets_and_inits_come_through() {
        var enforcing = new Enforcement.Enforcing(true);
        var through = EnumSet.noneOf(PacketShape.class);
        for (PacketShape shape : PacketShape.values()) {
            var step = enforcing.on(new EnforcementSpec.Input.Arrived(shape));
            assertThat(step.state()).isEqualTo(enforcing);
            if (!(step.effects().getFirst() instanceof Refusal)) through.add(shape);
        }
        assertThat(through)
                .containsExactlyInAnyOrder(
                        PacketShape.INIT, PacketShape.INIT_ACK, PacketShape.PROTECTED);
    }

    @Test
    void enforcement_needs_a_key_and_does_not_end() {
        var start = Enforcement.start();
        assertThat(start.on(new EnforcementSpec.Input.Enforce()).state()).isEqualTo(start);
        var able = start.on(new EnforcementSpec.Input.ReceiveKeySet()).state();
        Enforcement state = able.on(new EnforcementSpec.Input.Enforce()).state();
        for (var input :
                List.of(
                        new EnforcementSpec.Input.ReceiveKeySet(),
                        new EnforcementSpec.Input.SendKeySet(),
                        new EnforcementSpec.Input.Enforce(),
                        new EnforcementSpec.Input.Opened(false),
                        new EnforcementSpec.Input.Arrived(PacketShape.BUNDLED))) {
            state = state.on(input).state();
            assertThat(state).isInstanceOf(Enforcement.Enforcing.class);
        }
    }

    @Test
    void from_the_send_key_on_everything_but_inits_leaves_protected() {
        var plain = new EnforcementSpec.Effect.SentPlain();
        for (PacketShape shape : List.of(PacketShape.INIT, PacketShape.INIT_ACK))
            assertThat(new Enforcement.Able(true).on(new EnforcementSpec.Input.ToSend(shape)))
                    .satisfies(step -> assertThat(step.effects()).containsExactly(plain));
        var data = new EnforcementSpec.Input.ToSend(PacketShape.UNPROTECTED);
        assertThat(new Enforcement.Keyless(true).on(data).effects())
                .containsExactly(new EnforcementSpec.Effect.SentProtected());
        assertThat(new Enforcement.Enforcing(false).on(data).effects()).containsExactly(plain);
    }

    private static void note(Effect effect, Set<List<Object>> alive, Set<List<Object>> dead) {
        switch (effect) {
            case Installed(var use, var epoch) -> {
                assertThat(dead).doesNotContain(List.of(use, epoch));
                alive.add(List.of(use, epoch));
            }
            case Destroyed(var use, var epoch, _) -> {
                assertThat(alive.remove(List.of(use, epoch))).isTrue();
                dead.add(List.of(use, epoch));
            }
            case Meant _, Effect.Discarded _, Effect.Refused _ -> {}
        }
    }

    private static Set<Epoch> epochs(Set<List<Object>> keys, KeyUse use) {
        var epochs = new HashSet<Epoch>();
        for (var key : keys) if (key.getFirst() == use) epochs.add((Epoch) key.getLast());
        return epochs;
    }

    private static Set<Epoch> meant(EpochPruning state, KeyUse use) {
        var epochs = new HashSet<Epoch>();
        for (int bits = 0; bits < 4; bits++)
            if (state.on(new Input.Arrived(use, bits)).effects().getFirst()
                    instanceof Meant(_, var epoch)) {
                assertThat(epoch.number() & 3).isEqualTo(bits);
                epochs.add(epoch);
            }
        return epochs;
    }
}
