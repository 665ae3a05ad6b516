package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.Generation;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.model.dtls13.ExtendedKeyScheduleModel;
import dtlskeying.model.dtls13.KeyScheduleModel.Term;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import java.util.HashMap;

/** The schedule of extended key updates against terms that say what each secret is made of. */
class ExtendedKeyScheduleProperties {
    private static final int GENERATIONS = 5;

    @Property(tries = 40)
    void P56_every_secret_is_made_of_what_the_model_says(
            @ForAll CipherSuite suite,
            @ForAll @Size(min = 1, max = 70) byte[] shared,
            @ForAll @Size(max = 90) byte[] said,
            @ForAll byte filling) {
        var given = new HashMap<String, Octets>();
        given.put("shared", Octets.of(shared));
        given.put("server finished", filled(suite, filling));
        given.put("client finished", filled(suite, ~filling));
        var schedule = KeySchedule.of(suite);
        Generation generation =
                Generation.first(
                        suite,
                        schedule.main(schedule.handshake(Secret.of(shared))),
                        given.get("server finished"),
                        given.get("client finished"));
        assertMade(generation, new TermWorld(suite, given), 0);
        for (int i = 1; i <= GENERATIONS; i++) {
            given.put("request " + i, Octets.concat(Octets.hex("fd"), Octets.of(said)));
            given.put("response " + i, Octets.concat(Octets.of(said), Octets.of((byte) i)));
            given.put("shared " + i, Octets.concat(Octets.of((byte) i), Octets.of(shared)));
            generation =
                    generation.next(
                            given.get("request " + i),
                            given.get("response " + i),
                            Secret.of(given.get("shared " + i)));
            assertMade(generation, new TermWorld(suite, given), i);
        }
    }

    private static void assertMade(Generation ours, TermWorld world, int generation) {
        assertThat(ours.number()).isEqualTo(generation);
        assertThat(ours.transcriptHash())
                .isEqualTo(world.value(ExtendedKeyScheduleModel.transcriptHash(generation)));
        assertThat(ours.exporter())
                .isEqualTo(world.secret(ExtendedKeyScheduleModel.exporter(generation)));
        for (Role role : Role.values()) {
            Term term = ExtendedKeyScheduleModel.applicationTraffic(role, generation);
            assertThat(ours.of(role)).isEqualTo(world.secret(term));
        }
    }

    @Example
    void every_generation_of_the_vectors_is_derived_as_it_says() {
        assertThat(new ExtendedScheduleCode().firstWrong()).isEmpty();
    }

    @Example
    void shares_answer_each_other_whoever_asks() {
        for (var group : KeyShareGroup.values())
            for (int i = 0; i < 5; i++) {
                var offer = group.offer(Entropy.of(i));
                var answer = group.answer(offer.share(), Entropy.of(100 + i));
                assertThat(answer)
                        .isInstanceOfSatisfying(
                                KeyShareGroup.Answer.Given.class,
                                given ->
                                        assertThat(offer.complete(given.share()))
                                                .isEqualTo(new Agreement.Agreed(given.secret())));
            }
    }

    private static Octets filled(CipherSuite suite, int value) {
        byte[] bytes = new byte[suite.hash().length()];
        java.util.Arrays.fill(bytes, (byte) value);
        return Octets.of(bytes);
    }
}
