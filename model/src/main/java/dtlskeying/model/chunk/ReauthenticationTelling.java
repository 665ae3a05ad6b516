package dtlskeying.model.chunk;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.chunk.ReauthenticationMessage.Authenticator;
import dtlskeying.model.chunk.ReauthenticationMessage.Context;
import dtlskeying.model.chunk.ReauthenticationMessage.Failure;
import dtlskeying.model.chunk.ReauthenticationMessage.Proof;
import dtlskeying.model.chunk.ReauthenticationMessage.Request;
import dtlskeying.model.chunk.ReauthenticationMessage.Result;
import dtlskeying.model.chunk.ReauthenticationMessage.Signer;
import dtlskeying.model.chunk.ReauthenticationPair.Scope;
import dtlskeying.model.explore.Outcomes;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Form;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of two ends when one of them is told something.
 *
 * @param relation what an end is permitted
 * @param binding what a proof is bound to
 * @param scope how much may be on its way, and whether there is an attacker
 */
record ReauthenticationTelling(
        Relation<ReauthenticationFacts, Input, Effect> relation,
        ReauthenticationBinding binding,
        Scope scope) {

    /** The same input in each of these states. */
    List<ReauthenticationState> all(List<ReauthenticationState> states, Role role, Input input) {
        return states.stream().flatMap(state -> tell(state, role, input).stream()).toList();
    }

    /** What an end is told by somebody else than its peer. */
    List<ReauthenticationState> tell(ReauthenticationState state, Role role, Input input) {
        return tell(state, role, input, null);
    }

    /** What an end makes of a message. */
    List<ReauthenticationState> read(ReauthenticationState state, ReauthenticationMessage message) {
        return tell(state, message.to(), input(state, message), message);
    }

    private Input input(ReauthenticationState state, ReauthenticationMessage message) {
        return switch (message) {
            case Request(var to, var exchange, var epoch, var context) ->
                    new Input.RequestArrived(
                            exchange, new Epoch(epoch), form(state, to, epoch, context));
            case Authenticator(var to, var exchange, var epoch, var proof) ->
                    new Input.AuthenticatorArrived(
                            exchange, new Epoch(epoch), finding(state, to, exchange, epoch, proof));
            case Result(_, var exchange, var verdict) -> new Input.ResultArrived(exchange, verdict);
            case Failure(_, var exchange, var problem) -> new Input.ErrorArrived(exchange, problem);
        };
    }

    private static Form form(ReauthenticationState state, Role role, long epoch, Context context) {
        if (context.epoch() != epoch) return Form.OF_ANOTHER_EPOCH;
        return state.hasSigned(role, context) ? Form.CONTEXT_USED : Form.WELL_FORMED;
    }

    private Finding finding(
            ReauthenticationState state, Role reader, long exchange, long epoch, Proof proof) {
        if (!state.end(reader).facts().epochs().has(new Epoch(epoch))) return Finding.INVALID;
        var asked = state.end(reader).facts().asked();
        var context = new Context(exchange, asked.isOf(exchange) ? asked.epoch() : epoch);
        boolean isBound =
                proof.bound().equals(binding.of(state, reader, epoch))
                        && binding.isSame(proof.context(), context);
        if (!isBound) return Finding.INVALID;
        return proof.signer() == Signer.of(reader.peer())
                ? Finding.SAME_IDENTITY
                : Finding.OTHER_IDENTITY;
    }

    private List<ReauthenticationState> tell(
            ReauthenticationState state, Role role, Input input, ReauthenticationMessage read) {
        var after = new ArrayList<ReauthenticationState>();
        var before = state.end(role).facts();
        for (Outcome<ReauthenticationFacts, Effect> outcome :
                Outcomes.inOrder(relation.permitted(before, input))) {
            ReauthenticationState next =
                    state.with(state.end(role).with(outcome.after()).patient());
            for (Effect effect : outcome.effects())
                next = done(next, new Told(role, before, read, outcome.effects()), effect);
            if (!after.contains(next)) after.add(next);
        }
        return after;
    }

    /** An end, what it knew, what it has read, and what it does. */
    private record Told(
            Role role,
            ReauthenticationFacts before,
            ReauthenticationMessage read,
            List<Effect> effects) {}

    private ReauthenticationState done(ReauthenticationState state, Told told, Effect effect) {
        Role role = told.role();
        return switch (effect) {
            case Effect.RequestSent(var exchange, var epoch) ->
                    asking(
                            asksTwice(told) ? state.flawed("two requests") : state,
                            role,
                            exchange,
                            epoch.number());
            case Effect.RequestRepeated(var exchange) ->
                    asking(state, role, exchange, told.before().asked().epoch());
            case Effect.AuthenticatorSent(var exchange, var epoch) ->
                    proving(state, role, exchange, epoch.number(), contextOf(told));
            case Effect.ProofShown(var exchange, var epoch) ->
                    proving(
                            state,
                            role,
                            exchange,
                            epoch.number(),
                            new Context(exchange, epoch.number()));
            case Effect.AuthenticatorRepeated(var exchange) -> again(state, role, exchange);
            case Effect.ResultSent(var exchange, var verdict) ->
                    state.sending(new Result(role.peer(), exchange, verdict), scope.room());
            case Effect.ErrorSent(var exchange, var problem, _) ->
                    state.sending(new Failure(role.peer(), exchange, problem), scope.room());
            case Effect.Reported(var verdict) ->
                    verdict == Verdict.AUTHENTICATED ? proven(state, told) : state;
            case Effect.Aborted _, Effect.Closed _ -> over(state);
            case Effect.Judged _, Effect.Discarded _, Effect.Refused _ -> state;
        };
    }

    private static boolean asksTwice(Told told) {
        long open = told.before().asked().exchange();
        return open != 0 && !told.effects().contains(new Effect.ResultSent(open, Verdict.LAPSED));
    }

    private static Context contextOf(Told told) {
        if (told.read() instanceof Request(_, _, _, var context)) return context;
        throw new AssertionError("an answer to " + told.read());
    }

    private ReauthenticationState asking(
            ReauthenticationState state, Role role, long exchange, long epoch) {
        var context = new Context(exchange, epoch);
        return state.sending(new Request(role.peer(), exchange, epoch, context), scope.room());
    }

    private ReauthenticationState proving(
            ReauthenticationState state, Role role, long exchange, long epoch, Context context) {
        var proof = new Proof(Signer.of(role), context, epoch, binding.of(state, role, epoch));
        var message = new Authenticator(role.peer(), exchange, epoch, proof);
        ReauthenticationState signed =
                state.hasSigned(role, context) ? state.flawed("signed twice") : state;
        return signed.with(state.end(role).keeping(message))
                .seeing(proof)
                .sending(message, scope.room());
    }

    private ReauthenticationState again(ReauthenticationState state, Role role, long exchange) {
        for (ReauthenticationMessage kept : state.end(role).kept())
            if (kept.exchange() == exchange) return state.sending(kept, scope.room());
        return state.flawed("nothing to repeat");
    }

    private static ReauthenticationState proven(ReauthenticationState state, Told told) {
        ReauthenticationEnd end = state.end(told.role());
        if (!(told.read() instanceof Authenticator(_, var exchange, var epoch, var proof)))
            return state.flawed("no proof");
        boolean isAnswer = told.before().asked().isOf(exchange);
        long meant = isAnswer ? told.before().asked().epoch() : epoch;
        if (!proof.context().equals(new Context(exchange, meant))) return state.flawed("old proof");
        if (proof.signer() != Signer.of(told.role().peer())) return state.flawed("somebody else");
        if (state.isSplit(meant)) return state.flawed("split");
        return state.with(end.proven(epoch));
    }

    private ReauthenticationState over(ReauthenticationState state) {
        return (scope.isAttacked() ? state : state.flawed("given up")).over();
    }
}
