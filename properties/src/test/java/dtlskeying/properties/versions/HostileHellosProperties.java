package dtlskeying.properties.versions;

import static dtlskeying.spec.dtls.DtlsVersion.V1_2;
import static dtlskeying.spec.dtls.DtlsVersion.V1_3;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;

import net.jqwik.api.Example;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Somebody on the path changes bytes, or cuts them off, while the version is not settled. */
class HostileHellosProperties {
    private static final Set<DtlsVersion> ANY = Set.of(V1_2, V1_3);
    private static final List<Set<DtlsVersion>> SERVERS = List.of(ANY, Set.of(V1_2), Set.of(V1_3));
    private static final int SEEDS = 60;

    @Example
    void changed_bytes_end_in_agreement_or_in_none() {
        int agreed = 0;
        for (var server : SERVERS)
            for (int seed = 0; seed < SEEDS; seed++) {
                var draws = new SplittableRandom(seed);
                var pair =
                        new VersionPair(
                                        ANY,
                                        server,
                                        seed,
                                        Fates.ideal(),
                                        (_, datagram) -> damaged(datagram, draws))
                                .run();
                if (!pair.isAgreed()) continue;
                agreed++;
                assertThat(pair.end(Role.CLIENT).keyLogLines())
                        .as("seed %d", seed)
                        .isEqualTo(pair.end(Role.SERVER).keyLogLines());
            }
        assertThat(agreed).as("of %d", SERVERS.size() * SEEDS).isPositive();
    }

    /** Every third datagram has another byte somewhere, or lacks its end. */
    private static Octets damaged(Octets datagram, SplittableRandom draws) {
        if (draws.nextInt(3) > 0) return datagram;
        byte[] bytes = datagram.toArray();
        int at = draws.nextInt(bytes.length);
        if (draws.nextBoolean()) return Octets.of(Arrays.copyOf(bytes, at));
        bytes[at] ^= (byte) (1 + draws.nextInt(255));
        return Octets.of(bytes);
    }
}
