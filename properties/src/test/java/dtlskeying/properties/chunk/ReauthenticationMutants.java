package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.RowBug.bug;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.Reauthentication;
import dtlskeying.impl.chunk.Reauthentication.Keyed;
import dtlskeying.model.chunk.ReauthenticationFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Form;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What goes wrong when ends ask who the other is: X44, and every rule of decision 10 broken. */
final class ReauthenticationMutants {
    static final Law<Reauthentication, Input, Effect, ReauthenticationFacts> PERMITTED =
            Law.permittedBy(ReauthenticationChapter.CHAPTER);

    static final List<Mutant<Reauthentication, Input, Effect, ReauthenticationFacts>> ALL =
            Stream.of(ProofMutants.ALL, RequestMutants.ALL, ExchangeMutants.ALL)
                    .flatMap(List::stream)
                    .toList();

    private ReauthenticationMutants() {}

    static Input answer(long exchange, Epoch epoch, Finding finding) {
        return new Input.AuthenticatorArrived(exchange, epoch, finding);
    }

    static boolean isAnswered(Reauthentication state, long exchange) {
        return state instanceof Keyed keyed && keyed.standing().shown().answered() == exchange;
    }

    static boolean asks(Reauthentication state, Input input) {
        return state.on(input).effects().stream().anyMatch(Effect.RequestSent.class::isInstance);
    }

    static boolean does(Reauthentication state, Input input, Problem problem) {
        return state.on(input).effects().stream()
                .anyMatch(effect ->
                        effect instanceof Effect.ErrorSent(_, var said, _) && said == problem);
    }

    /** What is found to be that passes for a proof. */
    static Mutant<Reauthentication, Input, Effect, ReauthenticationFacts> taking(
            String id,
            String story,
            Finding found,
            Law<Reauthentication, Input, Effect, ReauthenticationFacts> killer,
            Clause breaks) {
        return bug(
                id,
                story,
                killer,
                (state, input) ->
                        input
                                                instanceof
                                                Input.AuthenticatorArrived(
                                                        var exchange,
                                                        var epoch,
                                                        var finding)
                                        && finding == found
                                ? state.on(answer(exchange, epoch, Finding.SAME_IDENTITY))
                                : null,
                breaks);
    }

    /** A request of that form is answered as if it were well formed. */
    static Mutant<Reauthentication, Input, Effect, ReauthenticationFacts> answering(
            String id, String story, Form form, Clause... breaks) {
        return bug(
                id,
                story,
                PERMITTED,
                (state, input) ->
                        input instanceof Input.RequestArrived(var exchange, var epoch, var found)
                                        && found == form
                                ? state.on(
                                        new Input.RequestArrived(exchange, epoch, Form.WELL_FORMED))
                                : null,
                breaks);
    }

    static Mutant<Reauthentication, Input, Effect, ReauthenticationFacts> dropping(
            String id, String story, Class<? extends Input> kind, Clause breaks) {
        return bug(
                id,
                story,
                PERMITTED,
                (state, input) ->
                        kind.isInstance(input) && state instanceof Keyed ? Step.stay(state) : null,
                breaks);
    }

    static Mutant<Reauthentication, Input, Effect, ReauthenticationFacts> misdoing(
            String id,
            String story,
            Law<Reauthentication, Input, Effect, ReauthenticationFacts> killer,
            UnaryOperator<Effect> change,
            Clause breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, Mutant.misdoing(change));
    }

    static Mutant<Reauthentication, Input, Effect, ReauthenticationFacts> silent(
            String id,
            String story,
            Law<Reauthentication, Input, Effect, ReauthenticationFacts> killer,
            Class<? extends Effect> left,
            Clause breaks) {
        return bug(
                id,
                story,
                killer,
                (state, input) -> {
                    var step = state.on(input);
                    var said = step.effects().stream().filter(one -> !left.isInstance(one));
                    return new Step<>(step.state(), said.toList());
                },
                breaks);
    }
}
