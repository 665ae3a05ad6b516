package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.RowBug.bug;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.CLIENT_SETS_RECV_FIRST;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.ENFORCEMENT_FOLLOWS_THE_ACK;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.KeyInstall;
import dtlskeying.impl.chunk.KeyInstall.AckUnderWay;
import dtlskeying.impl.chunk.KeyInstall.Shaking;
import dtlskeying.model.chunk.KeyInstallModel.Facts;
import dtlskeying.properties.Guard;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Specimen;
import dtlskeying.properties.network.Conditions;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** P46: orders of keys in which two ends of a kind never come to be protected. */
public final class KeyOrderGuards {
    private static final String NEVER_DEADLOCKS = "P46 InstallNeverDeadlocks";

    /** X32: what the client sends until it has a key finds nobody who takes it. */
    private static final Mutant<KeyInstall, Input, Effect, Facts> ENFORCED_AT_ONCE =
            bug(
                    "X32",
                    "the server enforces as soon as the association is up",
                    KeyInstallLaws.ENFORCE_MONOTONE,
                    KeyOrderGuards::enforcingAtOnce,
                    ENFORCEMENT_FOLLOWS_THE_ACK);

    /** All of them. */
    public static final List<Guard> ALL =
            List.of(
                    guard(KeyInstallMutants.PROTECTED_FLIGHT, CLIENT_SETS_RECV_FIRST),
                    guard(ENFORCED_AT_ONCE, ENFORCEMENT_FOLLOWS_THE_ACK));

    private KeyOrderGuards() {}

    private static Guard guard(Mutant<KeyInstall, Input, Effect, Facts> mutant, Clause breaks) {
        Machine<KeyInstall, Input, Effect> sick = mutant.change().apply(KeyInstall::on);
        return new Guard(
                mutant.id(),
                mutant.story(),
                Set.of(breaks),
                NEVER_DEADLOCKS,
                () -> wedge(sick),
                () -> wedge(sick).map(violation -> specimen(violation, sick)));
    }

    private static Specimen specimen(String violation, Machine<KeyInstall, Input, Effect> sick) {
        return Specimen.ofCase(violation, new KeyInstallProperties().answers(sick));
    }

    private static Optional<String> wedge(Machine<KeyInstall, Input, Effect> machine) {
        return wedge(ChunkMachines.HEALTHY.with(machine));
    }

    /** What two ends of that kind make of it, for every bug of the machine. */
    static Map<String, Function<Machine<KeyInstall, Input, Effect>, Optional<String>>> beyond() {
        return Map.of(NEVER_DEADLOCKS, KeyOrderGuards::wedge);
    }

    /** What is wrong with two such ends on a network that loses nothing, if anything is. */
    static Optional<String> wedge(ChunkMachines machines) {
        var pair = new ChunkSimulation(0, Conditions.IDEAL, 3, true, false, machines).run(60_000);
        return pair.isDone()
                ? Optional.empty()
                : Optional.of("nobody is protected after " + pair.now() + " ms");
    }

    private static Step<KeyInstall, Effect> enforcingAtOnce(KeyInstall state, Input input) {
        if (input.equals(new Input.Associated(Role.SERVER)))
            return Step.become(
                    new Shaking(Role.SERVER, 0), KeyInstallMutants.RECEIVE, new Effect.Enforced());
        return state instanceof Shaking(var role, var age)
                        && role == Role.SERVER
                        && input instanceof Input.PeerFinished
                ? Step.become(new AckUnderWay(age), KeyInstallMutants.SEND, new Effect.AckSent())
                : null;
    }
}
