package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.chunk.KeyManagementParameter;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUse;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.HashSet;

/** The bytes of chunk keys: P49 and P50 on bytes, and the formula of the model. */
class ChunkKeyBytesProperties {
    @Example
    void every_key_is_made_of_what_the_model_says() {
        assertThat(ChunkKeyLaws.notOfTheFormula(ChunkKeyCode.OURS)).isEmpty();
    }

    @Example
    void P49_keys_depend_on_every_solution_identifier_offered_and_selected() {
        assertThat(ChunkKeyLaws.unbound(ChunkKeyCode.OURS)).isEmpty();
    }

    @Example
    void P50_exports_pairwise_distinct() {
        assertThat(ChunkKeyLaws.shared(ChunkKeyCode.OURS)).isEmpty();
    }

    @Property(tries = 200)
    void P49_another_list_of_methods_on_either_side_gives_other_keys(
            @ForAll @Size(min = 1, max = 6) byte[] methods,
            @ForAll @Size(min = 1, max = 6) byte[] others,
            @ForAll CipherSuite suite,
            @ForAll Role writer,
            @ForAll KeyUse use,
            @ForAll @IntRange(max = 9) int updates) {
        Octets one = parameter(1, methods);
        Octets other = parameter(1, others);
        Octets fixed = parameter(2, new byte[] {1});
        var exporter = ChunkKeyLaws.exporter(suite);
        var epoch = new Epoch(3 + updates);
        var all = new HashSet<Secret>();
        for (var keys :
                new ChunkKeys[] {
                    new ChunkKeys(suite, exporter, one, fixed),
                    new ChunkKeys(suite, exporter, fixed, one),
                    new ChunkKeys(suite, exporter, other, fixed),
                    new ChunkKeys(suite, exporter, fixed, other)
                }) all.add(keys.of(epoch, writer, use).key());
        assertThat(all).hasSize(one.equals(other) ? 2 : 4);
    }

    /** What protects packets has nothing to do with what protects the connection's own records. */
    @Property(tries = 50)
    void P13_chunk_keys_are_not_record_keys(@ForAll CipherSuite suite, @ForAll Role writer) {
        var schedule = KeySchedule.of(suite);
        Secret main = schedule.main(schedule.handshake(ChunkKeyLaws.exporter(suite)));
        Octets hash = suite.hash().digest(Octets.EMPTY);
        var record = schedule.keys(suite.aead(), schedule.applicationTraffic(writer, main, hash));
        var chunk =
                new ChunkKeys(
                                suite,
                                schedule.exporter(main, hash),
                                parameter(1, new byte[] {1}),
                                parameter(2, new byte[] {1}))
                        .of(Epoch.FIRST_OF_TRAFFIC, writer, KeyUse.PRIMARY);
        assertThat(chunk.key()).isNotEqualTo(record.key());
        assertThat(chunk.iv()).isNotEqualTo(record.iv());
        assertThat(chunk.numberKey()).isNotEqualTo(record.numberKey());
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard : ChunkKeyGuards.ALL)
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    private static Octets parameter(int tieBreaker, byte[] methods) {
        var header = Octets.hex("8006%04x%08x07".formatted(9 + methods.length, tieBreaker));
        Octets parameter = Octets.concat(header, Octets.of(methods));
        assertThat(KeyManagementParameter.decode(parameter)).isInstanceOf(Decoded.Value.class);
        return parameter;
    }
}
