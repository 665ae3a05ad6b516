package dtlskeying.properties.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.KeySchedule;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.properties.schedule.Party.Channel;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** P13, on real handshakes. */
class KeySeparationProperties {
    @Property(tries = 10)
    void P13_srtp_keys_are_distinct_from_record_keys_and_across_handshakes(
            @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
        World one = complete(seed);
        World another = complete(seed + 3);
        Set<Octets> records = recordKeys(one);
        Set<Octets> media = mediaKeys(one);

        assertThat(media).hasSizeGreaterThanOrEqualTo(4).doesNotContainAnyElementsOf(records);
        String exported = exported(one.client().dtls()).toHex();
        assertThat(records).noneMatch(key -> exported.contains(key.toHex()));
        assertThat(mediaKeys(another)).doesNotContainAnyElementsOf(media);
        assertThat(recordKeys(another)).doesNotContainAnyElementsOf(records);
    }

    private static World complete(long seed) {
        World world = Start.HANDSHAKE.world(seed).step(new Event.Tick(1_000)).world();
        assertThat(world.isEstablished()).isTrue();
        return world;
    }

    private static Octets exported(Association association) {
        return association.export(SrtpKeyDerivationSpec.LABEL, 60).octets();
    }

    /** Keys of the records of both ends, from the key log and the randoms on the wire. */
    private static Set<Octets> recordKeys(World world) {
        String[] line = world.client().dtls().keyLogLine().split(" ");
        Octets serverRandom =
                world.traffic().sent().values().stream()
                        .flatMap(datagram -> Hellos.serverRandom(datagram).stream())
                        .findFirst()
                        .orElseThrow();
        var keys =
                new KeySchedule(world.client().dtls().cipherSuite(), Secret.of(Octets.hex(line[2])))
                        .keyBlock(Octets.hex(line[1]), serverRandom);
        return Set.of(keys.key(Role.CLIENT).octets(), keys.key(Role.SERVER).octets());
    }

    /** Session keys of both directions; that of an AEAD's authentication is empty. */
    private static Set<Octets> mediaKeys(World world) {
        var keys = ((Channel.Open) world.client().media()).keys();
        return Stream.of(keys.write(), keys.read())
                .flatMap(session -> all(session).stream())
                .filter(key -> !key.isEmpty())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<Octets> all(SessionKeys session) {
        return Stream.of(session.rtp(), session.rtcp())
                .flatMap(keys -> Stream.of(keys.encryption(), keys.authentication(), keys.salt()))
                .map(Secret::octets)
                .toList();
    }
}
