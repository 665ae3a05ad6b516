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
import dtlskeying.impl.dtls12.ResumableSession;
import dtlskeying.impl.dtls12.SessionCache;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.properties.UnderLoss;
import dtlskeying.properties.network.AssociationPair;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Network;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import net.jqwik.api.Example;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Abbreviated handshakes on a bad network (RFC 5246 §7.3), fixed seeds, in virtual time. */
class ResumptionUnderLossProperties {
    private static final int SEEDS = 300;
    private static final String LABEL = "EXTRACTOR-dtls_srtp";
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.3).withReordering(0.3).withDuplication(0.3);
    private static final Settings SETTINGS =
            Settings.of(
                    Identity.demonstration("resume", Entropy.of(0), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80)
                            .withMki(Mki.hex("0001")));
    private static final Cookies COOKIES = new Cookies(Secret.of(Octets.hex("00")));
    private static final Run FIRST = first();

    private static Run first() {
        var client = Association.client(SETTINGS, Entropy.of(1));
        var server = Association.server(SETTINGS, Entropy.of(2), COOKIES, Octets.hex("01"));
        var run = new Run(client, server, 0, Conditions.IDEAL);
        run.toEnd();
        return run;
    }

    @Example
    void P41_resumed_sessions_have_fresh_srtp_keys() {
        var keys = new HashSet<Secret>(Set.of(FIRST.keys()));
        for (int seed = 1; seed <= SEEDS; seed++) {
            var run = resumption(seed, Conditions.IDEAL, COOKIES);
            run.toEnd();
            assertThat(run.isResumed()).as("seed %d", seed).isTrue();
            assertThat(keys.add(run.keys())).as("keys of seed %d are new", seed).isTrue();
        }
    }

    @Example
    void resumptions_complete_under_loss_and_reordering() {
        all_complete(UnderLoss.RESUMPTION_12, COOKIES);
    }

    @Example
    void they_complete_where_the_cookie_is_spared() {
        all_complete(UnderLoss.RESUMPTION_12_WITHOUT_COOKIE, COOKIES.sparingSessions());
    }

    @Example
    void without_loss_no_flight_is_sent_twice() {
        var run = resumption(1, Conditions.IDEAL, COOKIES);
        run.toEnd();
        assertThat(run.repeated).isZero();
    }

    @Example
    void a_resumed_association_shakes_hands_again_under_loss() {
        int complete = 0;
        for (int seed = 0; seed < SEEDS / 4; seed++) {
            var run = resumption(seed, BAD, COOKIES);
            run.toEnd();
            if (!run.isDone(1)) continue;
            run.take(run.pair.rehandshake(Role.CLIENT, Mki.hex("0100")));
            run.settle(2);
            if (run.isDone(2)) complete++;
        }
        assertThat(complete).isGreaterThanOrEqualTo(SEEDS / 4 * 95 / 100);
    }

    private static void all_complete(UnderLoss course, Cookies cookies) {
        var repeated = new AtomicInteger();
        course.check(
                SEEDS,
                seed -> {
                    var run = resumption(seed, BAD, cookies);
                    run.toEnd();
                    repeated.addAndGet(run.repeated);
                    boolean isComplete = run.isDone(1);
                    assertThat(isComplete ? run.isResumed() : run.isOver())
                            .as("seed %d", seed)
                            .isTrue();
                    return isComplete;
                });
        assertThat(repeated).as("flights that were sent again").hasValueGreaterThan(SEEDS / 2);
    }

    private static Run resumption(long seed, Conditions conditions, Cookies cookies) {
        ResumableSession session = FIRST.pair.client().resumable().orElseThrow();
        var cache = SessionCache.ofCapacity(1).after(FIRST.pair.server(), FIRST.effectsOfServer, 0);
        var client = Association.resuming(SETTINGS, session, Entropy.of(2 * seed + 3));
        var server =
                Association.server(SETTINGS, Entropy.of(2 * seed + 4), cookies, Octets.hex("01"))
                        .knowing(cache);
        return new Run(client, server, seed, conditions);
    }

    /** One association. */
    private static final class Run {
        private final long seed;
        private final List<Effect> effectsOfServer = new ArrayList<>();
        private AssociationPair pair;
        private int repeated;

        Run(Association client, Association server, long seed, Conditions conditions) {
            this.seed = seed;
            this.pair = AssociationPair.start(client, server, new Fates.Seeded(seed, conditions));
        }

        void toEnd() {
            take(pair.begin(Role.CLIENT));
            settle(1);
        }

        void settle(int handshakes) {
            while (!isDone(handshakes) && !isOver() && pair.nextTime() != Network.NEVER)
                take(pair.next());
        }

        boolean isDone(int handshakes) {
            return pair.client().handshakes() == handshakes
                    && pair.server().handshakes() == handshakes;
        }

        private boolean isOver() {
            return pair.client().isOver() || pair.server().isOver();
        }

        boolean isResumed() {
            return pair.client().isResumed() && pair.server().isResumed();
        }

        Secret keys() {
            Secret keys = pair.client().export(LABEL, 60);
            assertThat(pair.server().export(LABEL, 60)).as("seed %d", seed).isEqualTo(keys);
            return keys;
        }

        void take(AssociationPair.Next next) {
            pair = next.pair();
            if (!(next.event() instanceof AssociationPair.Event.Stepped stepped)) return;
            if (stepped.end() == Role.SERVER) effectsOfServer.addAll(stepped.effects());
            for (Effect effect : stepped.effects())
                if (effect instanceof Effect.FlightSent(_, var again) && again) repeated++;
        }
    }
}
