package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.OLD_SECRETS_ARE_DELETED;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.ExtendedUpdates;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.properties.Guard;
import dtlskeying.properties.network.Conditions;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Owners who overwrite what they leave: it is gone, and nobody on the network can tell. */
public final class ErasureProperties {
    /** The name of the law that the guards break. */
    static final String LAW = "who reads the memory finds no secret of a generation that is over";

    /** What owners do who forget to. */
    public static final List<Guard> GUARDS =
            List.of(
                    new Guard(
                            "unreachable-is-enough",
                            "old secrets are left to the garbage collector",
                            Set.of(OLD_SECRETS_ARE_DELETED),
                            LAW,
                            () -> left(Association::on)));

    private static final int SEEDS = 12;
    private static final int GENERATIONS = 4;
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.3).withReordering(0.3).withDuplication(0.3);

    private ErasureProperties() {}

    @Example
    void who_reads_the_memory_finds_no_secret_of_a_generation_that_is_over() {
        assertThat(left(ErasureProperties::overwriting)).isEmpty();
        for (var guard : GUARDS) assertThat(guard.run().get()).as(guard.story()).isPresent();
    }

    @Example
    void who_overwrites_behaves_as_who_does_not() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var tidy = renewed(seed, BAD, ErasureProperties::overwriting);
            var untidy = renewed(seed, BAD, Association::on);
            assertThat(tidy.clientEffects).as("seed %d", seed).isEqualTo(untidy.clientEffects);
            assertThat(tidy.serverEffects).as("seed %d", seed).isEqualTo(untidy.serverEffects);
            assertThat(tidy.client.equals(untidy.client)).isTrue();
            assertThat(tidy.server.equals(untidy.server)).isTrue();
        }
    }

    private static Step<Association, Effect> overwriting(Association before, Input input) {
        var step = before.on(input);
        before.overwriteAllBut(step.state());
        return step;
    }

    /** The first line of a key log that an old state can still write, if there is one. */
    private static Optional<String> left(
            BiFunction<Association, Input, Step<Association, Effect>> owner) {
        var states = new ArrayList<Association>();
        var pair =
                renewed(
                        1,
                        Conditions.IDEAL,
                        (before, input) -> {
                            states.add(before);
                            return owner.apply(before, input);
                        });
        var kept = new ArrayList<>(pair.client.keyLogLines());
        return states.stream()
                .filter(Association::isEstablished)
                .flatMap(state -> state.keyLogLines().stream())
                .filter(line -> !kept.contains(line))
                .filter(line -> !line.startsWith("EXPORTER_SECRET "))
                .filter(line -> !line.substring(line.lastIndexOf(' ') + 1).matches("0*"))
                .findFirst();
    }

    private static VirtualPair renewed(
            int seed,
            Conditions conditions,
            BiFunction<Association, Input, Step<Association, Effect>> owner) {
        var client = Association.client(wanting(VirtualPair.PLAIN_CLIENT), Entropy.of(2L * seed));
        var server = VirtualPair.server(wanting(VirtualPair.PLAIN_SERVER), seed);
        var quiet = new Fates.Seeded(seed, Conditions.IDEAL);
        var pair = new VirtualPair(client, server, quiet, owner).begin().exhaust();
        pair.network = pair.network.under(new Fates.Seeded(seed, conditions));
        for (int generation = 0; generation < GENERATIONS; generation++) {
            if (generation % 3 != 1) pair.take(Role.CLIENT, new Input.RenewKeys(pair.now));
            if (generation % 3 != 0) pair.take(Role.SERVER, new Input.RenewKeys(pair.now));
            pair.exhaust();
            talk(pair);
        }
        return pair;
    }

    /** Both hear each other under their newest keys, if nothing is lost. */
    private static void talk(VirtualPair pair) {
        pair.take(Role.CLIENT, new Input.Data(Octets.hex("01"), pair.now));
        pair.take(Role.SERVER, new Input.Data(Octets.hex("02"), pair.now));
        pair.exhaust();
    }

    private static Settings wanting(Settings settings) {
        return settings.withUpdates(ExtendedUpdates.ON);
    }
}
