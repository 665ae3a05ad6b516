package dtlskeying.properties.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.properties.UnderLoss;
import dtlskeying.properties.network.AssociationPair;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Network;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import net.jqwik.api.Example;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Re-handshakes on a bad network (§5.2 of the draft), fixed seeds, in virtual time. */
class RehandshakeUnderLossProperties {
    private static final int SEEDS = 100;
    private static final int HANDSHAKES = 4;
    private static final String LABEL = "EXTRACTOR-dtls_srtp";
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.3).withReordering(0.3).withDuplication(0.3);
    private static final Settings SETTINGS =
            Settings.of(
                    Identity.demonstration("rekey", Entropy.of(0), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80)
                            .withMki(Mki.hex("0001")));

    @Example
    void those_that_a_client_starts_complete_or_stop() {
        all_complete(UnderLoss.REHANDSHAKES_12_OF_CLIENT, EnumSet.of(Role.CLIENT));
    }

    @Example
    void those_that_a_server_asks_for_complete_or_stop() {
        all_complete(UnderLoss.REHANDSHAKES_12_OF_SERVER, EnumSet.of(Role.SERVER));
    }

    @Example
    void those_that_both_ends_start_at_once_complete_or_stop() {
        all_complete(UnderLoss.REHANDSHAKES_12_OF_BOTH, EnumSet.allOf(Role.class));
    }

    @Example
    void without_loss_no_flight_is_sent_twice() {
        var run = new Run(1, Conditions.IDEAL);
        run.toEnd(EnumSet.of(Role.SERVER));
        assertThat(run.keys).hasSize(HANDSHAKES);
        assertThat(run.repeated).isZero();
    }

    private static void all_complete(UnderLoss course, Set<Role> starters) {
        var repeated = new AtomicInteger();
        course.check(
                SEEDS,
                seed -> {
                    var run = new Run(seed, BAD);
                    run.toEnd(starters);
                    repeated.addAndGet(run.repeated);
                    boolean isComplete = run.isDone(HANDSHAKES);
                    assertThat(isComplete || run.isOver()).as("seed %d", seed).isTrue();
                    return isComplete;
                });
        assertThat(repeated).as("flights that were sent again").hasValueGreaterThan(SEEDS);
    }

    /** One association from its first handshake to its last. */
    private static final class Run {
        private final long seed;
        private AssociationPair pair;
        private int repeated;

        /** What was exported after each handshake, by its number, from whichever end was first. */
        private final Map<Integer, Secret> keys = new HashMap<>();

        private final Map<Integer, Mki> mkis = new HashMap<>();

        Run(long seed, Conditions conditions) {
            this.seed = seed;
            var client = Association.client(SETTINGS, Entropy.of(2 * seed));
            var cookies = new Cookies(Secret.of(Octets.hex("00")));
            var server =
                    Association.server(
                            SETTINGS, Entropy.of(2 * seed + 1), cookies, Octets.hex("01"));
            this.pair = AssociationPair.start(client, server, new Fates.Seeded(seed, conditions));
        }

        void toEnd(Set<Role> starters) {
            take(pair.begin(Role.CLIENT));
            settle(1);
            for (int number = 2; number <= HANDSHAKES && isDone(number - 1); number++) {
                Mki mki = Mki.hex("000" + number);
                starters.forEach(end -> take(pair.rehandshake(end, mki)));
                settle(number);
            }
        }

        private void settle(int number) {
            while (!isDone(number) && !isOver() && pair.nextTime() != Network.NEVER)
                take(pair.next());
        }

        private boolean isDone(int number) {
            return pair.client().handshakes() == number && pair.server().handshakes() == number;
        }

        private boolean isOver() {
            return pair.client().isOver() || pair.server().isOver();
        }

        private void take(AssociationPair.Next next) {
            pair = next.pair();
            if (!(next.event() instanceof AssociationPair.Event.Stepped stepped)) return;
            for (Effect effect : stepped.effects()) {
                if (effect instanceof Effect.Completed completed)
                    completed(pair.end(stepped.end()), completed);
                if (effect instanceof Effect.FlightSent(_, var again) && again) repeated++;
            }
        }

        /** Both ends have the same keys under the same number, and no two numbers the same. */
        private void completed(Association end, Effect.Completed completed) {
            int number = completed.handshake();
            Secret exported = end.export(LABEL, 60);
            Mki mki = completed.data() instanceof DataProtection.Srtp(_, var it) ? it : Mki.NONE;
            if (!keys.containsKey(number)) {
                assertThat(keys.values()).as("seed %d", seed).doesNotContain(exported);
                assertThat(mkis.values()).as("seed %d", seed).doesNotContain(mki);
            }
            assertThat(keys.computeIfAbsent(number, _ -> exported))
                    .as("keys of handshake %d, seed %d", number, seed)
                    .isEqualTo(exported);
            assertThat(mkis.computeIfAbsent(number, _ -> mki)).isEqualTo(mki);
        }
    }
}
