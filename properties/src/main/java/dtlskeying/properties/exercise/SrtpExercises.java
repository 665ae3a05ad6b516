package dtlskeying.properties.exercise;

import static dtlskeying.properties.exercise.Bugs.followedBy;
import static dtlskeying.properties.exercise.Bugs.steps;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.MkiSelection;
import dtlskeying.properties.srtp.KeySetsChapter;
import dtlskeying.properties.srtp.MkiSelectionChapter;
import dtlskeying.properties.srtp.SsrcMappingChapter;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.SsrcMappingSpec;

import java.util.List;
import java.util.stream.Stream;

/** Exercises about DTLS-SRTP. */
final class SrtpExercises {
    private SrtpExercises() {}

    static List<Exercise<?, ?, ?, ?>> all() {
        return List.of(
                new Exercise<>(
                        "some-other-mki",
                        "An MKI that nobody offered",
                        "calls with one vendor's server come up, and then no packet is heard",
                        1,
                        3,
                        MkiSelectionChapter.CHAPTER,
                        MkiSelectionSpec.Claim.CLIENT_ABORTS_ON_FOREIGN_MKI,
                        steps(SrtpExercises::believingTheAnswer),
                        "the client takes whatever MKI the server answers"),
                new Exercise<>(
                        "click-at-the-rekey",
                        "A click at every re-key",
                        "whenever the keys change, a few packets are lost that were on their way",
                        2,
                        2,
                        KeySetsChapter.CHAPTER,
                        KeySetsSpec.Claim.BOTH_SETS_LIVE_FOR_THE_MSL,
                        followedBy(
                                KeySetsSpec.Input.Completed.class,
                                new KeySetsSpec.Input.Passed(KeySetsSpec.MAXIMUM_SEGMENT_LIFETIME)),
                        "the keys before a handshake go as soon as those after it are there"),
                new Exercise<>(
                        "stolen-source",
                        "A source that changes hands",
                        "in a conference, one speaker's voice sometimes comes out under another's"
                                + " name",
                        3,
                        3,
                        SsrcMappingChapter.CHAPTER,
                        SsrcMappingSpec.Claim.FIRST_SOURCE_WINS_A_COLLISION,
                        steps(SrtpExercises::tryingEverybody),
                        "a packet of a known source is tried with everybody's keys, and the table"
                                + " follows whoever fits"));
    }

    private static Step<MkiSelection, MkiSelectionSpec.Effect> believingTheAnswer(
            MkiSelection before,
            MkiSelectionSpec.Input input,
            Step<MkiSelection, MkiSelectionSpec.Effect> right) {
        return before instanceof MkiSelection.Offering
                        && input instanceof MkiSelectionSpec.Input.Answered(var mki)
                ? Step.become(
                        new MkiSelection.Settled(mki), new MkiSelectionSpec.Effect.Agreed(mki))
                : right;
    }

    private static <S> Step<S, SsrcMappingSpec.Effect> tryingEverybody(
            S before, SsrcMappingSpec.Input input, Step<S, SsrcMappingSpec.Effect> right) {
        boolean isTriedInVain =
                right.effects().stream().anyMatch(SsrcMappingSpec.Effect.Tried.class::isInstance)
                        && right.effects().stream()
                                .anyMatch(SsrcMappingSpec.Effect.Discarded.class::isInstance);
        if (!isTriedInVain
                || !(input instanceof SsrcMappingSpec.Input.Arrived(var ssrc, _, var association))
                || association == 0) return right;
        return new Step<>(
                right.state(),
                Stream.of(
                                new SsrcMappingSpec.Effect.Tried(association),
                                new SsrcMappingSpec.Effect.Learned(ssrc, association),
                                new SsrcMappingSpec.Effect.Accepted(association))
                        .map(SsrcMappingSpec.Effect.class::cast)
                        .toList());
    }
}
