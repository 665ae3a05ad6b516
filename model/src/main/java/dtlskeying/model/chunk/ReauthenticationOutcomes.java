package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.MISSING_EPOCHS_ARE_NAMED;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NUMBERS_TELL_WHO_BEGAN;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ONE_REQUEST_AT_A_TIME;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.POLICY_ASKS;

import dtlskeying.model.Outcome;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What comes of one input, in the few shapes that it has. */
final class ReauthenticationOutcomes {
    private ReauthenticationOutcomes() {}

    static Effect request(ReauthenticationFacts facts) {
        return new Effect.RequestSent(facts.next(), new Epoch(facts.epochs().current()));
    }

    /** What was asked lapses, if anything was, and a request of the current epoch is under way. */
    static Set<Outcome<ReauthenticationFacts, Effect>> asksAnew(ReauthenticationFacts facts) {
        var said = new ArrayList<Effect>();
        if (facts.asked().isOpen())
            said.add(new Effect.ResultSent(facts.asked().exchange(), Verdict.LAPSED));
        if (facts.isUsedUp())
            return ends(said, new Effect.Aborted(Clause.UNSTATED), NUMBERS_TELL_WHO_BEGAN);
        said.add(request(facts));
        return does(
                facts.askingAnew(),
                said,
                POLICY_ASKS,
                MISSING_EPOCHS_ARE_NAMED,
                ONE_REQUEST_AT_A_TIME);
    }

    static Set<Outcome<ReauthenticationFacts, Effect>> failed(
            long exchange, Verdict verdict, Clause because) {
        return ends(
                List.of(new Effect.ResultSent(exchange, verdict), new Effect.Reported(verdict)),
                new Effect.Aborted(Clause.UNSTATED),
                because);
    }

    static Set<Outcome<ReauthenticationFacts, Effect>> ends(
            List<? extends Effect> said, Effect end, Clause... because) {
        var effects = new ArrayList<Effect>(said);
        effects.add(end);
        return does(ReauthenticationFacts.START, effects, because);
    }

    static Set<Outcome<ReauthenticationFacts, Effect>> refusal(
            ReauthenticationFacts facts, long exchange, Problem problem, Clause... because) {
        return does(
                facts, List.of(new Effect.ErrorSent(exchange, problem, Clause.UNSTATED)), because);
    }

    static Set<Outcome<ReauthenticationFacts, Effect>> nothing(
            ReauthenticationFacts facts, Clause... because) {
        return Set.of(
                Outcome.of(facts, List.of()),
                Outcome.of(facts, List.of(new Effect.Discarded(Clause.UNSTATED)), because));
    }

    static Set<Outcome<ReauthenticationFacts, Effect>> does(
            ReauthenticationFacts after, List<? extends Effect> effects, Clause... because) {
        return Set.of(Outcome.of(after, List.copyOf(effects), because));
    }

    static Set<Outcome<ReauthenticationFacts, Effect>> refused(
            ReauthenticationFacts facts, Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because));
    }
}
