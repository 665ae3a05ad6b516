package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.ReauthenticationLaws.NEW_EXPORTER;
import static dtlskeying.properties.chunk.ReauthenticationLaws.SIGNED_ONCE;
import static dtlskeying.properties.chunk.ReauthenticationMutants.PERMITTED;
import static dtlskeying.properties.chunk.ReauthenticationMutants.answering;
import static dtlskeying.properties.chunk.ReauthenticationMutants.does;
import static dtlskeying.properties.chunk.ReauthenticationMutants.isAnswered;
import static dtlskeying.properties.chunk.RowBug.bug;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.CONTEXT_NAMES_THE_EPOCH;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.EITHER_SIDE_MAY_ASK;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.EXPORTED_AUTHENTICATORS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FRAMES_ARE_OURS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.MISSING_EPOCHS_ARE_NAMED;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NOTHING_IS_SIGNED_TWICE;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ONE_REQUEST_AT_A_TIME;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.PROTECTION_COMES_FIRST;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.UNKNOWN_KINDS_ARE_ERRORS;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CONTEXTS_ARE_USED_ONCE;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.Reauthentication;
import dtlskeying.impl.chunk.Reauthentication.Keyed;
import dtlskeying.impl.chunk.Reauthentication.Unkeyed;
import dtlskeying.model.chunk.ReauthenticationFacts;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Form;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;

import java.util.List;

/** Requests that are answered and should not be, or the other way round. */
final class RequestMutants {
    static final List<Mutant<Reauthentication, Input, Effect, ReauthenticationFacts>> ALL =
            List.of(
                    bug(
                            "newest-epoch",
                            "who has not the epoch answers in its newest",
                            NEW_EXPORTER,
                            (state, input) ->
                                    input instanceof Input.RequestArrived(var exchange, _, var form)
                                                    && state instanceof Keyed keyed
                                            ? state.on(
                                                    new Input.RequestArrived(
                                                            exchange,
                                                            keyed.standing().epochs().newest(),
                                                            form))
                                            : null,
                            MISSING_EPOCHS_ARE_NAMED),
                    answering(
                            "malformed",
                            "what is no request is answered",
                            Form.MALFORMED,
                            EXPORTED_AUTHENTICATORS,
                            UNKNOWN_KINDS_ARE_ERRORS),
                    answering(
                            "two-epochs",
                            "a context of another epoch than the frame's is signed",
                            Form.OF_ANOTHER_EPOCH,
                            CONTEXT_NAMES_THE_EPOCH),
                    answering(
                            "context-again",
                            "a context is signed that was signed before",
                            Form.CONTEXT_USED,
                            CONTEXTS_ARE_USED_ONCE),
                    bug(
                            "signed-again",
                            "a request that comes again is answered anew",
                            SIGNED_ONCE,
                            (state, input) ->
                                    input
                                                            instanceof
                                                            Input.RequestArrived(
                                                                    var exchange,
                                                                    var epoch,
                                                                    _)
                                                    && isAnswered(state, exchange)
                                            ? Step.stay(
                                                    state,
                                                    new Effect.AuthenticatorSent(exchange, epoch))
                                            : null,
                            NOTHING_IS_SIGNED_TWICE),
                    bug(
                            "two-at-once",
                            "a second request is answered before the first is over",
                            PERMITTED,
                            (state, input) ->
                                    does(state, input, Problem.BUSY)
                                                    && input
                                                            instanceof
                                                            Input.RequestArrived(
                                                                    var exchange,
                                                                    var epoch,
                                                                    _)
                                            ? Step.stay(
                                                    state,
                                                    new Effect.AuthenticatorSent(exchange, epoch))
                                            : null,
                            ONE_REQUEST_AT_A_TIME),
                    bug(
                            "server-asks",
                            "only a server may ask",
                            PERMITTED,
                            (state, input) ->
                                    input instanceof Input.RequestArrived
                                                    && state instanceof Keyed keyed
                                                    && keyed.standing().numbers().role()
                                                            == Role.SERVER
                                            ? Step.stay(
                                                    state, new Effect.Discarded(FRAMES_ARE_OURS))
                                            : null,
                            EITHER_SIDE_MAY_ASK),
                    bug(
                            "wire-first",
                            "a request is answered before anything is protected",
                            PERMITTED,
                            (state, input) ->
                                    state instanceof Unkeyed
                                                    && input
                                                            instanceof
                                                            Input.RequestArrived(
                                                                    var exchange,
                                                                    var epoch,
                                                                    _)
                                            ? Step.stay(
                                                    state,
                                                    new Effect.AuthenticatorSent(exchange, epoch))
                                            : null,
                            PROTECTION_COMES_FIRST));

    private RequestMutants() {}
}
