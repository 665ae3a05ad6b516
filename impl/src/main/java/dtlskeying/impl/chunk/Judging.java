package dtlskeying.impl.chunk;

import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ANSWER_IS_OF_THE_SAME_EPOCH;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FAILURE_ENDS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.IDENTITY_STAYS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.MISSING_EPOCHS_ARE_NAMED;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NUMBERS_TELL_WHO_BEGAN;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CLIENTS_SPEAK_WHEN_ASKED;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.Reauthentication.Keyed;
import dtlskeying.impl.chunk.Reauthentication.Quiet;
import dtlskeying.impl.chunk.Reauthentication.Request;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Aborted;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Discarded;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.ErrorSent;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Reported;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.ResultSent;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.AuthenticatorArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.List;

/** The part of {@link Reauthentication} in which the peer shows who it is. */
final class Judging {
    private Judging() {}

    /** The answer to our request. */
    static Step<Reauthentication, Effect> answer(
            Standing standing, Request request, AuthenticatorArrived shown) {
        long exchange = shown.exchange();
        if (!shown.epoch().equals(request.epoch()))
            return told(exchange, Verdict.FAILED, ANSWER_IS_OF_THE_SAME_EPOCH);
        return judge(new Quiet(standing.finding(exchange)), shown);
    }

    /** Anything else that shows who the peer is. */
    static Step<Reauthentication, Effect> unasked(Keyed state, AuthenticatorArrived shown) {
        var standing = state.standing();
        long exchange = shown.exchange();
        if (standing.found().has(exchange))
            return stay(state, new ResultSent(exchange, Verdict.AUTHENTICATED));
        if (standing.numbers().wasOurs(exchange))
            return stay(state, new ResultSent(exchange, Verdict.LAPSED));
        if (!standing.numbers().isNew(exchange))
            return stay(state, new Discarded(NUMBERS_TELL_WHO_BEGAN));
        if (standing.numbers().role() == Role.SERVER)
            return told(exchange, Verdict.FAILED, CLIENTS_SPEAK_WHEN_ASKED);
        if (!standing.epochs().has(shown.epoch()))
            return stay(
                    state,
                    new ErrorSent(exchange, Problem.EPOCH_UNAVAILABLE, MISSING_EPOCHS_ARE_NAMED));
        if (shown.finding() == Finding.REFUSED)
            return told(exchange, Verdict.FAILED, FAILURE_ENDS_THE_ASSOCIATION);
        return judge(state.with(standing.findingUnasked(exchange)), shown);
    }

    /**
     * What comes of something shown in its right epoch.
     *
     * @param proven the state after it if it is good
     */
    private static Step<Reauthentication, Effect> judge(Keyed proven, AuthenticatorArrived shown) {
        long exchange = shown.exchange();
        return switch (shown.finding()) {
            case SAME_IDENTITY ->
                    new Step<>(
                            proven,
                            List.of(
                                    new ResultSent(exchange, Verdict.AUTHENTICATED),
                                    new Reported(Verdict.AUTHENTICATED)));
            case OTHER_IDENTITY -> told(exchange, Verdict.FAILED, IDENTITY_STAYS);
            case REFUSED -> told(exchange, Verdict.DECLINED, FAILURE_ENDS_THE_ASSOCIATION);
            case INVALID -> told(exchange, Verdict.FAILED, FAILURE_ENDS_THE_ASSOCIATION);
        };
    }

    private static Step<Reauthentication, Effect> told(
            long exchange, Verdict verdict, Clause clause) {
        return new Step<>(
                Reauthentication.start(),
                List.of(
                        new ResultSent(exchange, verdict),
                        new Reported(verdict),
                        new Aborted(clause)));
    }

    /** The peer cannot show who it is. */
    static Step<Reauthentication, Effect> failed() {
        return Step.become(
                Reauthentication.start(),
                new Reported(Verdict.FAILED),
                new Aborted(FAILURE_ENDS_THE_ASSOCIATION));
    }
}
