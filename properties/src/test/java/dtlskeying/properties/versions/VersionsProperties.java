package dtlskeying.properties.versions;

import static dtlskeying.spec.dtls.DtlsVersion.V1_2;
import static dtlskeying.spec.dtls.DtlsVersion.V1_3;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DtlsVersion;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Set;

/** Ends of one version or both, against each other, on bad networks. */
class VersionsProperties {
    private static final Set<DtlsVersion> OLDER = Set.of(V1_2);
    private static final Set<DtlsVersion> NEWER = Set.of(V1_3);
    private static final Set<DtlsVersion> ANY = Set.of(V1_2, V1_3);
    private static final List<Set<DtlsVersion>> ALL = List.of(OLDER, NEWER, ANY);
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.2).withReordering(0.3).withDuplication(0.2);
    private static final int SEEDS = 12;

    @Example
    void the_best_version_that_both_have_is_spoken_under_loss_and_reordering() {
        int agreed = 0;
        int tried = 0;
        for (var client : ALL)
            for (var server : ALL)
                for (int seed = 0; seed < SEEDS && !isDisjoint(client, server); seed++) {
                    tried++;
                    var fates = new Fates.Seeded(seed, BAD);
                    var pair = new VersionPair(client, server, seed, fates).run();
                    if (!pair.isAgreed()) continue;
                    agreed++;
                    assertSame(pair, best(client, server));
                }
        assertThat(agreed).as("of %d", tried).isGreaterThan(tried * 9 / 10);
    }

    @Example
    void on_a_good_network_every_pair_agrees_in_its_best_version() {
        for (var client : ALL)
            for (var server : ALL) {
                var pair = new VersionPair(client, server, 1, Fates.ideal()).run();
                assertThat(pair.isAgreed())
                        .as("%s with %s", client, server)
                        .isEqualTo(!isDisjoint(client, server));
                if (pair.isAgreed()) assertSame(pair, best(client, server));
            }
    }

    /** A server of 1.3 alone says protocol_version; a client of 1.3 alone does. */
    @Example
    void without_a_common_version_somebody_says_so() {
        var olderClient = new VersionPair(OLDER, NEWER, 1, Fates.ideal()).run();
        assertThat(olderClient.effects(Role.SERVER)).anyMatch(VersionsProperties::saysVersion);
        var newerClient = new VersionPair(NEWER, OLDER, 1, Fates.ideal()).run();
        assertThat(newerClient.isAgreed()).isFalse();
        assertThat(newerClient.end(Role.CLIENT).isOver()).isTrue();
    }

    private static boolean saysVersion(Effect effect) {
        return effect instanceof Effect.AlertSent(var alert, _) && alert == Alert.PROTOCOL_VERSION;
    }

    private static void assertSame(VersionPair pair, DtlsVersion version) {
        var client = pair.end(Role.CLIENT);
        var server = pair.end(Role.SERVER);
        assertThat(client.version()).isEqualTo(version);
        assertThat(server.version()).isEqualTo(version);
        assertThat(client.dataProtection()).isEqualTo(server.dataProtection());
        assertThat(client.export("EXTRACTOR-dtls_srtp", 60))
                .isEqualTo(server.export("EXTRACTOR-dtls_srtp", 60));
    }

    private static boolean isDisjoint(Set<DtlsVersion> one, Set<DtlsVersion> other) {
        return one.stream().noneMatch(other::contains);
    }

    private static DtlsVersion best(Set<DtlsVersion> client, Set<DtlsVersion> server) {
        return client.contains(V1_3) && server.contains(V1_3) ? V1_3 : V1_2;
    }
}
