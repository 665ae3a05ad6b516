package dtlskeying.properties.dtls12;

import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.FATAL_ALERT_ENDS_THE_SESSION;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.RESUMED_CONNECTION_HAS_NEW_KEYS;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.SESSIONS_AGE;
import static dtlskeying.spec.dtls12.ResumptionSpec.Claim.SESSION_IS_VALID_ONCE_FINISHED;

import dtlskeying.impl.Step;
import dtlskeying.model.dtls12.ResumptionModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls12.ResumptionSpec.Effect;
import dtlskeying.spec.dtls12.ResumptionSpec.Input;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Which sessions a server takes up again, held against what RFC 5246 permits. */
public class ResumptionProperties extends ChapterProperties<SessionKeeper, Input, Effect, Facts> {
    private static final Law<SessionKeeper, Input, Effect, Facts> PERMITTED =
            Law.permittedBy(ResumptionChapter.CHAPTER);

    public ResumptionProperties() {
        super(ResumptionChapter.CHAPTER, 3, 2);
    }

    @Override
    protected List<Mutant<SessionKeeper, Input, Effect, Facts>> mutants() {
        return List.of(
                mutant(
                        "named-is-kept",
                        "a session is kept as soon as it has a name",
                        SESSION_IS_VALID_ONCE_FINISHED,
                        Mutant.misreading(input ->
                                input instanceof Input.Named(var name)
                                        ? new Input.Finished(name)
                                        : input)),
                mutant(
                        "alert-is-closure",
                        "a fatal alert leaves the session as close_notify does",
                        FATAL_ALERT_ENDS_THE_SESSION,
                        Mutant.misreading(input ->
                                input instanceof Input.FatalAlert(var name)
                                        ? new Input.Closed(name)
                                        : input)),
                mutant(
                        "risen-session",
                        "a resumption that was under way brings back a session that a fatal alert"
                                + " has ended meanwhile; so did ours, until this model was there",
                        FATAL_ALERT_ENDS_THE_SESSION,
                        ResumptionProperties::keepingWhatIsResumed),
                mutant(
                        "second-day",
                        "a session is kept for two days",
                        SESSIONS_AGE,
                        Mutant.misreading(input ->
                                input instanceof Input.Passed(var hours)
                                        ? new Input.Passed(hours / 2)
                                        : input)),
                mutant(
                        "keys-of-the-session",
                        "the keys of a connection are those that its session had before",
                        RESUMED_CONNECTION_HAS_NEW_KEYS,
                        Mutant.misdoing(effect ->
                                effect instanceof Effect.TakenUp(var name, _)
                                        ? new Effect.TakenUp(name, false)
                                        : effect)));
    }

    private static Machine<SessionKeeper, Input, Effect> keepingWhatIsResumed(
            Machine<SessionKeeper, Input, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Resumed(var name)
                        ? Step.become(state.keeping(name))
                        : healthy.on(state, input);
    }

    private static Mutant<SessionKeeper, Input, Effect, Facts> mutant(
            String id,
            String story,
            Clause breaks,
            UnaryOperator<Machine<SessionKeeper, Input, Effect>> change) {
        return new Mutant<>(id, story, Set.of(breaks), PERMITTED, change);
    }
}
