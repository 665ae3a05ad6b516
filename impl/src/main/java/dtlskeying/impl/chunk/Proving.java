package dtlskeying.impl.chunk;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.CONTEXT_NAMES_THE_EPOCH;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FAILURE_ENDS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.MISSING_EPOCHS_ARE_NAMED;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NUMBERS_TELL_WHO_BEGAN;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ONE_REQUEST_AT_A_TIME;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.SILENCE_ENDS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.UNKNOWN_KINDS_ARE_ERRORS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.VERDICTS_ARE_TOLD;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CLIENTS_SPEAK_WHEN_ASKED;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.Reauthentication.Keyed;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Aborted;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.AuthenticatorRepeated;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.AuthenticatorSent;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Discarded;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.ErrorSent;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Judged;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.ProofShown;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Refused;
import dtlskeying.spec.chunk.ReauthenticationSpec.Form;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.ErrorArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.RequestArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.ResultArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

/** The part of {@link Reauthentication} in which this end shows who it is. */
final class Proving {
    private Proving() {}

    /** The user wants to show it unasked. */
    static Step<Reauthentication, Effect> show(Keyed state) {
        var standing = state.standing();
        if (standing.numbers().role() == Role.CLIENT)
            return refused(state, CLIENTS_SPEAK_WHEN_ASKED);
        if (standing.shown().isAwaited()) return refused(state, ONE_REQUEST_AT_A_TIME);
        if (standing.numbers().areUsedUp()) return refused(state, NUMBERS_TELL_WHO_BEGAN);
        var showing = standing.showing();
        return become(
                state.with(showing),
                new ProofShown(showing.numbers().own(), standing.epochs().shared()));
    }

    /** The peer asks. */
    @Cites("decision/10/f")
    static Step<Reauthentication, Effect> requested(Keyed state, RequestArrived request) {
        var standing = state.standing();
        long exchange = request.exchange();
        if (!standing.numbers().isTheirs(exchange))
            return error(state, exchange, Problem.MALFORMED, NUMBERS_TELL_WHO_BEGAN);
        if (standing.shown().isAnswered(exchange))
            return stay(state, new AuthenticatorRepeated(exchange));
        if (!standing.numbers().isNew(exchange)) return dropped(state, NUMBERS_TELL_WHO_BEGAN);
        if (request.form() != Form.WELL_FORMED)
            return error(state, exchange, Problem.MALFORMED, against(request.form()));
        if (standing.shown().isAnswerAwaited())
            return error(state, exchange, Problem.BUSY, ONE_REQUEST_AT_A_TIME);
        if (!standing.epochs().has(request.epoch()))
            return error(state, exchange, Problem.EPOCH_UNAVAILABLE, MISSING_EPOCHS_ARE_NAMED);
        return become(
                state.with(standing.answering(exchange)),
                new AuthenticatorSent(exchange, request.epoch()));
    }

    private static Clause against(Form form) {
        return switch (form) {
            case WELL_FORMED -> Clause.UNSTATED;
            case MALFORMED -> UNKNOWN_KINDS_ARE_ERRORS;
            case OF_ANOTHER_EPOCH, CONTEXT_USED -> CONTEXT_NAMES_THE_EPOCH;
        };
    }

    /** What the peer thinks of what this end has shown. */
    static Step<Reauthentication, Effect> judged(Keyed state, ResultArrived result) {
        var standing = state.standing();
        if (!standing.shown().awaits(result.exchange())) return dropped(state, VERDICTS_ARE_TOLD);
        Verdict verdict = result.verdict();
        return switch (verdict) {
            case AUTHENTICATED, LAPSED ->
                    become(state.with(standing.settled()), new Judged(verdict));
            case DECLINED, FAILED -> over(verdict, FAILURE_ENDS_THE_ASSOCIATION);
            case TIMED_OUT -> over(verdict, SILENCE_ENDS_THE_ASSOCIATION);
        };
    }

    private static Step<Reauthentication, Effect> over(Verdict verdict, Clause clause) {
        return become(Reauthentication.start(), new Judged(verdict), new Aborted(clause));
    }

    /** The peer objects to something that is no request of ours. */
    static Step<Reauthentication, Effect> objected(Keyed state, ErrorArrived error) {
        var standing = state.standing();
        boolean isUnasked =
                standing.shown().awaits(error.exchange()) && !standing.shown().isAnswerAwaited();
        return isUnasked
                ? become(state.with(standing.settled()))
                : dropped(state, NUMBERS_TELL_WHO_BEGAN);
    }

    private static Step<Reauthentication, Effect> error(
            Keyed same, long exchange, Problem problem, Clause clause) {
        return stay(same, new ErrorSent(exchange, problem, clause));
    }

    private static Step<Reauthentication, Effect> dropped(Keyed same, Clause clause) {
        return stay(same, new Discarded(clause));
    }

    private static Step<Reauthentication, Effect> refused(Keyed same, Clause clause) {
        return stay(same, new Refused(clause));
    }
}
