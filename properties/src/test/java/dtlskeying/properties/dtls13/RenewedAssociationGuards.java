package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.KEY_LOG_NAMES_THE_GENERATION;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.NO_RESUMPTION;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.OLD_EXPORTER_LINGERS;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.USER_HEARS_OF_NEW_EPOCHS;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Bugs of an association whose keys are renewed, each with the property that notices it. */
public final class RenewedAssociationGuards {
    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    guard(
                            "eku-untold",
                            "the user is not told of new keys",
                            new Untold(),
                            USER_HEARS_OF_NEW_EPOCHS),
                    guard(
                            "eku-told-early",
                            "the user is told of the epoch before",
                            new ToldOfTheOld(),
                            USER_HEARS_OF_NEW_EPOCHS),
                    guard(
                            "eku-abrupt",
                            "the old exporter goes when this end sends under the new keys",
                            new Abrupt(),
                            OLD_EXPORTER_LINGERS),
                    guard(
                            "eku-log-epoch",
                            "the labels of the key log end in the epoch",
                            new LogOfEpochs(),
                            KEY_LOG_NAMES_THE_GENERATION),
                    guard(
                            "eku-ticket",
                            "a ticket of an earlier connection is offered",
                            new Resuming(),
                            NO_RESUMPTION));

    private RenewedAssociationGuards() {}

    private static Guard guard(
            String bug, String story, RenewedAssociationCode sick, Clause breaks) {
        return new Guard(bug, story, Set.of(breaks), RenewedAssociationCode.LAW, sick::firstWrong);
    }

    private static final class Untold extends RenewedAssociationCode {
        @Override
        Step<Association, Effect> on(Association end, Input input) {
            var step = super.on(end, input);
            return new Step<>(
                    step.state(),
                    step.effects().stream()
                            .filter(effect -> !(effect instanceof Effect.KeysUpdated))
                            .toList());
        }
    }

    private static final class ToldOfTheOld extends RenewedAssociationCode {
        @Override
        Step<Association, Effect> on(Association end, Input input) {
            var step = super.on(end, input);
            return new Step<>(
                    step.state(), step.effects().stream().map(ToldOfTheOld::before).toList());
        }

        private static Effect before(Effect effect) {
            return effect instanceof Effect.KeysUpdated(long epoch)
                    ? new Effect.KeysUpdated(epoch - 1)
                    : effect;
        }
    }

    private static final class Abrupt extends RenewedAssociationCode {
        @Override
        Optional<Secret> exporter(Association end, long epoch) {
            return epoch < end.writeEpoch() ? Optional.empty() : super.exporter(end, epoch);
        }
    }

    private static final class LogOfEpochs extends RenewedAssociationCode {
        @Override
        List<String> keyLog(Association end) {
            return super.keyLog(end).stream()
                    .map(line -> line.replaceFirst("_\\d+ ", "_" + end.writeEpoch() + " "))
                    .toList();
        }
    }

    private static final class Resuming extends RenewedAssociationCode {
        @Override
        List<Integer> extensions(Octets hello) {
            var types = new ArrayList<>(super.extensions(hello));
            types.add(41);
            return types;
        }
    }
}
