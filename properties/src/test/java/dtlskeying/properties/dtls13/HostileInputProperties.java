package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Whatever comes, the answer is a step and never an exception. */
class HostileInputProperties {
    private static final List<Association> STAGES = stages();

    @Property(tries = 2_000)
    void any_bytes_are_answered_at_any_stage(
            @ForAll("datagrams") byte[] bytes, @ForAll("stages") Association end) {
        var step = end.on(new Input.Datagram(Octets.of(bytes), 1_000_000));
        assertThat(step.state()).isNotNull();
        assertThat(step.effects()).noneMatch(Effect.Completed.class::isInstance);
    }

    /** Who can write to the path but has no keys can delay a handshake, and deceive nobody. */
    @Property(tries = 150)
    void changed_copies_deceive_nobody(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var pair = VirtualPair.of(VirtualPair.CLIENT, VirtualPair.SERVER, 7, Fates.ideal()).begin();
        for (int i = 0; i < 60 && !pair.isSettled(); i++) {
            if (random.nextInt(2) == 0) forge(pair, random);
            if (!pair.next()) break;
        }
        pair.settle();
        if (!pair.isAgreed()) return;
        assertThat(pair.client.keyLogLines()).isEqualTo(pair.server.keyLogLines());
        assertThat(pair.client.peerCertificates())
                .isEqualTo(VirtualPair.BOB.chain().certificates());
    }

    /** Once there are keys for traffic, nothing without keys changes what an end believes. */
    @Property(tries = 300)
    void an_established_end_is_not_moved_by_forgeries(
            @ForAll("datagrams") byte[] bytes, @ForAll Role role) {
        var pair =
                VirtualPair.of(VirtualPair.CLIENT, VirtualPair.SERVER, 7, Fates.ideal())
                        .begin()
                        .exhaust();
        pair.take(role, new Input.Datagram(Octets.of(bytes), pair.now));
        assertThat(pair.isAgreed()).isTrue();
    }

    private static void forge(VirtualPair pair, SplittableRandom random) {
        if (pair.network.inFlight().isEmpty()) return;
        var first = pair.network.first();
        byte[] bytes = first.datagram().toArray();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++)
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
        pair.take(
                first.handle().from().peer(),
                new Input.Datagram(Octets.of(bytes, 0, length), pair.now));
    }

    /** A client and a server at every moment of a handshake, one after the other. */
    private static List<Association> stages() {
        var stages = new ArrayList<Association>();
        var pair = VirtualPair.of(VirtualPair.CLIENT, VirtualPair.SERVER, 7, Fates.ideal());
        stages.add(Association.client(VirtualPair.CLIENT, Entropy.of(9)));
        stages.add(pair.server);
        pair.begin();
        do {
            stages.add(pair.client);
            stages.add(pair.server);
        } while (pair.next());
        return List.copyOf(stages);
    }

    @Provide("stages")
    Arbitrary<Association> stage() {
        return Arbitraries.of(STAGES);
    }

    /** Bytes that start like a record of either kind, more often than not. */
    @Provide
    Arbitrary<byte[]> datagrams() {
        var any = Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(80);
        var plain =
                any.map(rest -> {
                    int length = rest.length;
                    byte[] record = new byte[13 + length];
                    record[0] = (byte) (20 + (length == 0 ? 2 : Math.abs(rest[0]) % 8));
                    record[1] = (byte) 0xfe;
                    record[2] = (byte) 0xfd;
                    record[10] = (byte) length;
                    record[12] = (byte) length;
                    System.arraycopy(rest, 0, record, 13, length);
                    return record;
                });
        var sealed =
                any.filter(rest -> rest.length > 2)
                        .map(rest -> {
                            byte[] record = rest.clone();
                            record[0] = (byte) (0x20 | rest[0] & 0x1f);
                            return record;
                        });
        return Arbitraries.oneOf(any, plain, sealed);
    }
}
