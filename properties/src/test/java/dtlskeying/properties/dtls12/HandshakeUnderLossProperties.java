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
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.srtp.ProtectionProfile;

import net.jqwik.api.Example;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** P64: handshakes on a bad network, 1,000 fixed seeds, in virtual time. */
class HandshakeUnderLossProperties {
    private static final int SEEDS = 1_000;
    private static final String LABEL = "EXTRACTOR-dtls_srtp";
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.3).withReordering(0.3).withDuplication(0.3);
    private static final Settings SETTINGS =
            Settings.of(
                    Identity.demonstration("loss", Entropy.of(0), KeyKind.EC_P256),
                    new Trust.Anyone(),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    SrtpTerms.of(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80));

    /**
     * The longest that one end can wait for one flight: a timer of 1 s that doubles to 60 s, eight
     * times. Each side has at most three flights to wait for.
     */
    private static final long LIMIT = 3 * limitOfOneFlight(FlightTimes.DEFAULT);

    @Example
    void every_handshake_completes_or_stops_at_the_stated_limit() {
        UnderLoss.HANDSHAKE_12.check(SEEDS, HandshakeUnderLossProperties::completes);
    }

    private static boolean completes(int seed) {
        AssociationPair end = settled(seed, BAD);
        assertThat(end.now()).as("seed %d", seed).isLessThanOrEqualTo(LIMIT);
        assertThat(isSettled(end.client())).as("client of seed %d", seed).isTrue();
        if (end.isEstablished())
            assertThat(end.client().export(LABEL, 60))
                    .as("seed %d", seed)
                    .isEqualTo(end.server().export(LABEL, 60));
        return end.isEstablished();
    }

    @Example
    void nothing_completes_twice_and_nothing_after_failure() {
        for (int seed = 0; seed < 200; seed++) {
            var effects = effects(seed, BAD.withLoss(0.5));
            for (List<Effect> ofOne : effects) {
                var completions = ofOne.stream().filter(Effect.Completed.class::isInstance);
                assertThat(completions.count()).as("seed %d", seed).isLessThanOrEqualTo(1);
                int failed = indexOf(ofOne, Effect.Failed.class);
                if (failed < 0) continue;
                assertThat(ofOne.subList(failed + 1, ofOne.size()))
                        .as("seed %d, after failure", seed)
                        .allMatch(Effect.Discarded.class::isInstance);
            }
        }
    }

    @Example
    void without_loss_no_flight_is_sent_twice() {
        for (List<Effect> ofOne : effects(1, Conditions.IDEAL))
            assertThat(ofOne)
                    .filteredOn(Effect.FlightSent.class::isInstance)
                    .noneMatch(effect -> ((Effect.FlightSent) effect).again());
    }

    @Example
    void the_same_seed_gives_the_same_handshake() {
        for (int seed = 0; seed < 20; seed++)
            assertThat(effects(seed, BAD)).isEqualTo(effects(seed, BAD));
    }

    private static AssociationPair pair(long seed, Conditions conditions) {
        var client = Association.client(SETTINGS, Entropy.of(2 * seed));
        var cookies = new Cookies(Secret.of(Octets.hex("00")));
        var server =
                Association.server(SETTINGS, Entropy.of(2 * seed + 1), cookies, Octets.hex("01"));
        return AssociationPair.start(client, server, new Fates.Seeded(seed, conditions));
    }

    private static AssociationPair settled(long seed, Conditions conditions) {
        var next = pair(seed, conditions).begin(Role.CLIENT);
        while (!isDone(next.pair())) next = next.pair().next();
        return next.pair();
    }

    /** What each end did, until nothing is left to do. */
    private static List<List<Effect>> effects(long seed, Conditions conditions) {
        var byEnd = List.<List<Effect>>of(new ArrayList<>(), new ArrayList<>());
        var next = pair(seed, conditions).begin(Role.CLIENT);
        while (next.pair().nextTime() != Network.NEVER) {
            if (next.event() instanceof AssociationPair.Event.Stepped(var end, _, var effects, _))
                byEnd.get(end.ordinal()).addAll(effects);
            next = next.pair().next();
        }
        return byEnd;
    }

    /** A server that nobody reached waits for ever, and keeps nothing. */
    private static boolean isDone(AssociationPair pair) {
        return pair.nextTime() == Network.NEVER
                || isSettled(pair.client()) && isSettled(pair.server());
    }

    private static boolean isSettled(Association end) {
        return end.isEstablished() || end.isOver();
    }

    private static int indexOf(List<Effect> effects, Class<?> type) {
        for (int i = 0; i < effects.size(); i++) if (type.isInstance(effects.get(i))) return i;
        return -1;
    }

    private static long limitOfOneFlight(FlightTimes times) {
        long limit = 0;
        long timeout = times.initial();
        for (int i = 0; i <= times.retransmissions(); i++) {
            limit += timeout;
            timeout = times.doubled(timeout);
        }
        return limit;
    }
}
