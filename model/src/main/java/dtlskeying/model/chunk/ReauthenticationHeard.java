package dtlskeying.model.chunk;

import static dtlskeying.model.chunk.ReauthenticationOutcomes.asksAnew;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.does;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.ends;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.failed;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.nothing;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.refusal;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ANSWER_IS_OF_THE_SAME_EPOCH;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.CONTEXT_NAMES_THE_EPOCH;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.EITHER_SIDE_MAY_ASK;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.EXPORTED_AUTHENTICATORS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FAILURE_ENDS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FRAMES_ARE_OURS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.IDENTITY_STAYS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.MISSING_EPOCHS_ARE_NAMED;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NOTHING_IS_SIGNED_TWICE;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NUMBERS_TELL_WHO_BEGAN;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ONE_REQUEST_AT_A_TIME;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.SILENCE_ENDS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.UNKNOWN_KINDS_ARE_ERRORS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.VERDICTS_ARE_TOLD;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CLIENTS_SPEAK_WHEN_ASKED;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CONTEXTS_ARE_USED_ONCE;

import dtlskeying.model.Outcome;
import dtlskeying.model.chunk.ReauthenticationFacts.Numbers;
import dtlskeying.model.chunk.ReauthenticationFacts.Waiting;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Form;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.List;
import java.util.Set;

/** What an end is permitted when a message comes: four kinds, with the numbers of either end. */
final class ReauthenticationHeard {
    private static final Clause[] OUT_OF_TURN = {
        FRAMES_ARE_OURS, NUMBERS_TELL_WHO_BEGAN, NOTHING_IS_SIGNED_TWICE
    };

    private ReauthenticationHeard() {}

    static Set<Outcome<ReauthenticationFacts, Effect>> request(
            ReauthenticationFacts facts, long exchange, Epoch epoch, Form form) {
        Numbers numbers = facts.numbers();
        if (!facts.isTheirs(exchange))
            return refusal(
                    facts,
                    exchange,
                    Problem.MALFORMED,
                    NUMBERS_TELL_WHO_BEGAN,
                    UNKNOWN_KINDS_ARE_ERRORS);
        if (exchange == numbers.answered())
            return does(
                    facts,
                    List.of(new Effect.AuthenticatorRepeated(exchange)),
                    NOTHING_IS_SIGNED_TWICE);
        if (exchange <= numbers.heard()) return nothing(facts, OUT_OF_TURN);
        if (form != Form.WELL_FORMED)
            return refusal(facts, exchange, Problem.MALFORMED, reasons(form));
        if (facts.isTheirs(facts.shown().exchange()))
            return refusal(facts, exchange, Problem.BUSY, ONE_REQUEST_AT_A_TIME);
        if (!facts.epochs().has(epoch))
            return refusal(facts, exchange, Problem.EPOCH_UNAVAILABLE, MISSING_EPOCHS_ARE_NAMED);
        return answered(facts, exchange, epoch);
    }

    private static Clause[] reasons(Form form) {
        return switch (form) {
            case WELL_FORMED -> throw new AssertionError(form);
            case MALFORMED -> new Clause[] {UNKNOWN_KINDS_ARE_ERRORS, EXPORTED_AUTHENTICATORS};
            case OF_ANOTHER_EPOCH -> new Clause[] {CONTEXT_NAMES_THE_EPOCH};
            case CONTEXT_USED -> new Clause[] {CONTEXT_NAMES_THE_EPOCH, CONTEXTS_ARE_USED_ONCE};
        };
    }

    private static Set<Outcome<ReauthenticationFacts, Effect>> answered(
            ReauthenticationFacts facts, long exchange, Epoch epoch) {
        Numbers was = facts.numbers();
        var after =
                facts.counting(
                                new Numbers(
                                        was.begun(),
                                        was.proven(),
                                        exchange,
                                        exchange,
                                        was.accepted()))
                        .showing(new Waiting(exchange, epoch.number(), 0, 0));
        return does(
                after,
                List.of(new Effect.AuthenticatorSent(exchange, epoch)),
                EXPORTED_AUTHENTICATORS,
                ANSWER_IS_OF_THE_SAME_EPOCH,
                EITHER_SIDE_MAY_ASK);
    }

    /** An authenticator with a number of this end, or with none that there is. */
    static Set<Outcome<ReauthenticationFacts, Effect>> answer(
            ReauthenticationFacts facts, long exchange, Epoch epoch, Finding finding) {
        Numbers was = facts.numbers();
        if (facts.asked().isOf(exchange)) {
            if (epoch.number() != facts.asked().epoch())
                return failed(exchange, Verdict.FAILED, ANSWER_IS_OF_THE_SAME_EPOCH);
            if (finding == Finding.REFUSED)
                return failed(exchange, Verdict.DECLINED, FAILURE_ENDS_THE_ASSOCIATION);
            var numbers =
                    new Numbers(was.begun(), exchange, was.heard(), was.answered(), was.accepted());
            return judged(facts.asking(Waiting.FOR_NOTHING).counting(numbers), exchange, finding);
        }
        if (!facts.isOwn(exchange) || exchange > was.begun()) return nothing(facts, OUT_OF_TURN);
        Verdict verdict = exchange == was.proven() ? Verdict.AUTHENTICATED : Verdict.LAPSED;
        return does(
                facts,
                List.of(new Effect.ResultSent(exchange, verdict)),
                VERDICTS_ARE_TOLD,
                NUMBERS_TELL_WHO_BEGAN);
    }

    /** An authenticator with a number of the peer. */
    static Set<Outcome<ReauthenticationFacts, Effect>> unasked(
            ReauthenticationFacts facts, long exchange, Epoch epoch, Finding finding) {
        Numbers was = facts.numbers();
        if (exchange == was.accepted())
            return does(
                    facts,
                    List.of(new Effect.ResultSent(exchange, Verdict.AUTHENTICATED)),
                    VERDICTS_ARE_TOLD);
        if (exchange <= was.heard()) return nothing(facts, OUT_OF_TURN);
        if (facts.role() == Role.SERVER)
            return failed(exchange, Verdict.FAILED, CLIENTS_SPEAK_WHEN_ASKED);
        if (!facts.epochs().has(epoch))
            return refusal(facts, exchange, Problem.EPOCH_UNAVAILABLE, MISSING_EPOCHS_ARE_NAMED);
        var numbers = new Numbers(was.begun(), was.proven(), exchange, was.answered(), exchange);
        return judged(facts.counting(numbers), exchange, finding);
    }

    /** The facts are those after a good proof. */
    private static Set<Outcome<ReauthenticationFacts, Effect>> judged(
            ReauthenticationFacts proven, long exchange, Finding finding) {
        return switch (finding) {
            case SAME_IDENTITY ->
                    does(
                            proven.aged(0),
                            List.of(
                                    new Effect.ResultSent(exchange, Verdict.AUTHENTICATED),
                                    new Effect.Reported(Verdict.AUTHENTICATED)),
                            VERDICTS_ARE_TOLD,
                            IDENTITY_STAYS);
            case OTHER_IDENTITY -> failed(exchange, Verdict.FAILED, IDENTITY_STAYS);
            case REFUSED, INVALID -> failed(exchange, Verdict.FAILED, FAILURE_ENDS_THE_ASSOCIATION);
        };
    }

    static Set<Outcome<ReauthenticationFacts, Effect>> result(
            ReauthenticationFacts facts, long exchange, Verdict verdict) {
        if (!facts.shown().isOf(exchange))
            return nothing(facts, VERDICTS_ARE_TOLD, NUMBERS_TELL_WHO_BEGAN, FRAMES_ARE_OURS);
        var told = new Effect.Judged(verdict);
        return switch (verdict) {
            case AUTHENTICATED, LAPSED ->
                    does(facts.showing(Waiting.FOR_NOTHING), List.of(told), VERDICTS_ARE_TOLD);
            case DECLINED, FAILED, TIMED_OUT ->
                    ends(
                            List.of(told),
                            new Effect.Aborted(Clause.UNSTATED),
                            FAILURE_ENDS_THE_ASSOCIATION,
                            SILENCE_ENDS_THE_ASSOCIATION);
        };
    }

    static Set<Outcome<ReauthenticationFacts, Effect>> error(
            ReauthenticationFacts facts, long exchange, Problem problem) {
        if (facts.shown().isOf(exchange) && facts.isOwn(exchange))
            return does(facts.showing(Waiting.FOR_NOTHING), List.of());
        if (!facts.asked().isOf(exchange)) return nothing(facts, OUT_OF_TURN);
        return switch (problem) {
            case EPOCH_UNAVAILABLE ->
                    facts.asked().epoch() < facts.epochs().current()
                            ? asksAnew(facts)
                            : nothing(facts, MISSING_EPOCHS_ARE_NAMED);
            case BUSY -> nothing(facts, ONE_REQUEST_AT_A_TIME);
            case MALFORMED, UNKNOWN_KIND ->
                    ends(
                            List.of(new Effect.Reported(Verdict.FAILED)),
                            new Effect.Aborted(Clause.UNSTATED),
                            FAILURE_ENDS_THE_ASSOCIATION);
        };
    }
}
