package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.KeySetsSpec.MAXIMUM_SEGMENT_LIFETIME;
import static dtlskeying.spec.srtp.KeySetsSpec.MOST_SETS;

import dtlskeying.impl.srtp.KeySet;
import dtlskeying.impl.srtp.KeySets;
import dtlskeying.impl.srtp.KeySets.Overlapping;
import dtlskeying.impl.srtp.KeySets.Settled;
import dtlskeying.impl.srtp.KeySets.Unkeyed;
import dtlskeying.impl.srtp.ReplayList;
import dtlskeying.model.srtp.KeySetsModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Input;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What holds around a re-key: P19 and P30 to P36. */
final class KeySetsLaws {
    static final Law<KeySets, Input, Effect, Facts> ACCEPT_AT_MOST_ONCE =
            new Law<>("P19 SrtpAcceptAtMostOnce", KeySetsLaws::acceptedTwice);

    static final Law<KeySets, Input, Effect, Facts> FAILED_TRIAL_CHANGES_NOTHING =
            Law.ofSteps("P30 FailedPacketChangesNothing", KeySetsLaws::changedByATrial);

    static final Law<KeySets, Input, Effect, Facts> OLD_PACKETS_ACCEPTED_WITHIN_MSL =
            Law.ofSteps("P31 OldKeyPacketsAcceptedWithinMsl", KeySetsLaws::droppedTooEarly);

    static final Law<KeySets, Input, Effect, Facts> OLD_SET_GONE_AFTER_MSL =
            new Law<>("P32 OldKeySetGoneAfterMsl", KeySetsLaws::keptTooLong);

    static final Law<KeySets, Input, Effect, Facts> ALL_OUTBOUND_UNDER_NEW_KEYS =
            Law.ofSteps("P33 AllOutboundUnderNewKeysAfterHandshake", KeySetsLaws::sentUnderOldKeys);

    static final Law<KeySets, Input, Effect, Facts> MKI_SELECTS_EXACTLY_ONE_SET =
            Law.ofSteps("P34 MkiSelectsExactlyOneSet", KeySetsLaws::notSelected);

    static final Law<KeySets, Input, Effect, Facts> TRIAL_NEW_THEN_OLD =
            Law.ofSteps("P35 TrialNewThenOldAcceptIffOneVerifies", KeySetsLaws::badlyTried);

    static final Law<KeySets, Input, Effect, Facts> SEQUENCE_HINT_REFINES_TRIAL =
            Law.ofSteps("P36 SequenceHintRefinesTrial", KeySetsLaws::badlyHinted);

    private KeySetsLaws() {}

    /** The sets of a state, newest first. */
    static List<KeySet> sets(KeySets state) {
        return switch (state) {
            case Unkeyed _ -> List.of();
            case Settled(_, var current) -> List.of(current);
            case Overlapping(_, var current, var previous, _) -> List.of(current, previous);
        };
    }

    private static List<Integer> tried(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Tried.class::isInstance)
                .map(effect -> ((Effect.Tried) effect).handshake())
                .toList();
    }

    private static int openedUnder(List<Effect> effects) {
        for (Effect effect : effects)
            if (effect instanceof Effect.OpenedUnder(var handshake)) return handshake;
        return 0;
    }

    private static Optional<String> unless(boolean fine, Object what) {
        return fine ? Optional.empty() : Optional.of(what.toString());
    }

    private static Optional<String> acceptedTwice(Trace<KeySets, Input, Effect, Facts> trace) {
        var accepted = new HashSet<String>();
        for (var entry : trace.entries())
            if (entry.input() instanceof Input.Arrived(_, var index, _)
                    && openedUnder(entry.effects()) != 0
                    && !accepted.add(openedUnder(entry.effects()) + "/" + index))
                return Optional.of("accepted again: " + entry);
        return Optional.empty();
    }

    private static Optional<String> changedByATrial(Entry<KeySets, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.Arrived)) return Optional.empty();
        int opener = openedUnder(entry.effects());
        var before = sets(entry.before()).stream().filter(set -> set.handshake() != opener);
        var after = sets(entry.after()).stream().filter(set -> set.handshake() != opener);
        return unless(before.toList().equals(after.toList()), entry);
    }

    /** Time and a third set end a set, and nothing else does. */
    private static Optional<String> droppedTooEarly(Entry<KeySets, Input, Effect> entry) {
        boolean room = sets(entry.before()).size() < MOST_SETS;
        boolean destroys = entry.effects().stream().anyMatch(Effect.Destroyed.class::isInstance);
        return switch (entry.input()) {
            case Input.Completed _ -> unless(!(room && destroys), entry);
            case Input.Protect _, Input.Arrived _ -> unless(!destroys, entry);
            case Input.Passed _ -> Optional.empty();
        };
    }

    private static Optional<String> keptTooLong(Trace<KeySets, Input, Effect, Facts> trace) {
        var alive = new TreeSet<Integer>();
        for (KeySet set : sets(trace.start().state())) alive.add(set.handshake());
        long age = 0;
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Passed(var seconds)) age += seconds;
            for (Effect effect : entry.effects()) {
                if (effect instanceof Effect.Destroyed(var handshake, _)) alive.remove(handshake);
                if (effect instanceof Effect.Installed(var handshake)) {
                    alive.add(handshake);
                    age = 0;
                }
            }
            int most = age >= MAXIMUM_SEGMENT_LIFETIME ? 1 : MOST_SETS;
            if (alive.size() > most) return Optional.of(alive + " are alive after " + entry);
        }
        return Optional.empty();
    }

    private static Optional<String> sentUnderOldKeys(Entry<KeySets, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.Protect)) return Optional.empty();
        for (Effect effect : entry.effects())
            if (effect instanceof Effect.ProtectedUnder(var handshake, _)
                    && handshake != sets(entry.before()).getFirst().handshake())
                return Optional.of(entry.toString());
        return unless(entry.effects().size() == 1, entry);
    }

    private static Optional<String> notSelected(Entry<KeySets, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.Arrived(var mki, _, _)) || mki.isNone())
            return Optional.empty();
        var named =
                sets(entry.before()).stream()
                        .filter(set -> set.mki().equals(mki))
                        .map(KeySet::handshake)
                        .limit(1)
                        .toList();
        return unless(tried(entry.effects()).equals(named), entry);
    }

    private static Optional<String> badlyTried(Entry<KeySets, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.Arrived(var mki, var index, var under))
                || !mki.isNone()) return Optional.empty();
        var tried = tried(entry.effects());
        if (!tried.equals(tried.stream().sorted(Comparator.reverseOrder()).toList()))
            return Optional.of("the old set first: " + entry);
        boolean acceptable =
                sets(entry.before()).stream()
                        .filter(set -> set.mki().isNone() && under.contains(set.handshake()))
                        .filter(set -> set.received().verdict(index) == ReplayList.Verdict.NEW)
                        .anyMatch(set -> !isHintedAway(entry.before(), set, index));
        return unless(acceptable == (openedUnder(entry.effects()) != 0), entry);
    }

    /** The first packet under the newest set tells that no later one is under an older set. */
    private static boolean isHintedAway(KeySets state, KeySet set, long index) {
        KeySet newest = sets(state).getFirst();
        return newest.mki().isNone()
                && !newest.equals(set)
                && newest.first() >= 0
                && index > newest.first();
    }

    private static Optional<String> badlyHinted(Entry<KeySets, Input, Effect> entry) {
        if (!(entry.before() instanceof Overlapping(_, var newest, var old, _))
                || !(entry.input() instanceof Input.Arrived(var mki, var index, var under))
                || !mki.isNone()
                || !old.mki().isNone()
                || under.contains(newest.handshake())) return Optional.empty();
        boolean triesOld = tried(entry.effects()).contains(old.handshake());
        return unless(triesOld != isHintedAway(entry.before(), old, index), entry);
    }
}
