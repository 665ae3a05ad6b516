package dtlskeying.properties.exercise;

import static dtlskeying.properties.exercise.Bugs.steps;

import dtlskeying.impl.Step;
import dtlskeying.properties.chunk.EnforcementChapter;
import dtlskeying.properties.chunk.EpochPruningChapter;
import dtlskeying.properties.chunk.KeyInstallChapter;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.PacketShape;

import java.util.List;

/** Exercises about SCTP under the DTLS chunk. */
final class ChunkExercises {
    private ChunkExercises() {}

    static List<Exercise<?, ?, ?, ?>> all() {
        return List.of(
                new Exercise<>(
                        "open-back-door",
                        "A door that stays open",
                        "the association is protected, says the log; somebody has put bytes into"
                                + " it all the same",
                        6,
                        3,
                        EnforcementChapter.CHAPTER,
                        EnforcementSpec.Claim.DTLS_CHUNK_IS_ALONE,
                        steps(ChunkExercises::lettingIn),
                        "what travels beside a DTLS chunk is let in with it"),
                new Exercise<>(
                        "hasty-server",
                        "A server in a hurry",
                        "on lossy paths every third association dies at its very beginning",
                        6,
                        3,
                        KeyInstallChapter.CHAPTER,
                        KeyInstallSpec.Claim.ENFORCEMENT_FOLLOWS_THE_ACK,
                        steps(ChunkExercises::enforcingWithTheAck),
                        "the server enforces with its ACK, while the client's last flight may have"
                                + " to be sent again in the open"),
                new Exercise<>(
                        "seventh-week",
                        "The keys of the seventh week",
                        "all is well for six key updates; after the next ones old keys stay in"
                                + " memory for ever",
                        8,
                        3,
                        EpochPruningChapter.CHAPTER,
                        EpochPruningSpec.Claim.INSTALL_REMOVES_THE_ONE_BEFORE_LAST,
                        steps(ChunkExercises::countingInTwoBits),
                        "which epoch goes is computed from the two bits that the chunk carries"));
    }

    private static <S> Step<S, EnforcementSpec.Effect> lettingIn(
            S before, EnforcementSpec.Input input, Step<S, EnforcementSpec.Effect> right) {
        return input.equals(new EnforcementSpec.Input.Arrived(PacketShape.BUNDLED))
                ? Step.stay(right.state(), new EnforcementSpec.Effect.ToSctp())
                : right;
    }

    private static <S> Step<S, KeyInstallSpec.Effect> enforcingWithTheAck(
            S before, KeyInstallSpec.Input input, Step<S, KeyInstallSpec.Effect> right) {
        return right.effects().contains(new KeyInstallSpec.Effect.AckSent())
                ? new Step<>(
                        right.state(),
                        Bugs.concat(right.effects(), List.of(new KeyInstallSpec.Effect.Enforced())))
                : right;
    }

    private static <S> Step<S, EpochPruningSpec.Effect> countingInTwoBits(
            S before, EpochPruningSpec.Input input, Step<S, EpochPruningSpec.Effect> right) {
        return new Step<>(
                right.state(), right.effects().stream().map(ChunkExercises::inTwoBits).toList());
    }

    private static EpochPruningSpec.Effect inTwoBits(EpochPruningSpec.Effect effect) {
        return effect instanceof EpochPruningSpec.Effect.Destroyed(var use, var epoch, var why)
                ? new EpochPruningSpec.Effect.Destroyed(use, new Epoch(epoch.number() & 3), why)
                : effect;
    }
}
