package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.ReauthenticationLaws.BOUND;
import static dtlskeying.properties.chunk.ReauthenticationLaws.FAILURE_ENDS;
import static dtlskeying.properties.chunk.ReauthenticationLaws.NEW_EXPORTER;
import static dtlskeying.properties.chunk.ReauthenticationMutants.answer;
import static dtlskeying.properties.chunk.ReauthenticationMutants.misdoing;
import static dtlskeying.properties.chunk.ReauthenticationMutants.taking;
import static dtlskeying.properties.chunk.RowBug.bug;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ANSWER_IS_OF_THE_SAME_EPOCH;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.CONTEXT_NAMES_THE_EPOCH;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.EXPORTED_AUTHENTICATORS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FAILURE_ENDS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.IDENTITY_STAYS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NUMBERS_TELL_WHO_BEGAN;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.Reauthentication;
import dtlskeying.impl.chunk.Reauthentication.Asking;
import dtlskeying.model.chunk.ReauthenticationFacts;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.List;

/** Proofs that are none for this request, in this epoch, of this identity: X44. */
final class ProofMutants {
    static final List<Mutant<Reauthentication, Input, Effect, ReauthenticationFacts>> ALL =
            List.of(
                    bug(
                            "X44",
                            "an authenticator for another request is taken for the answer",
                            BOUND,
                            (state, input) ->
                                    state instanceof Asking(_, var request)
                                                    && input
                                                            instanceof
                                                            Input.AuthenticatorArrived(
                                                                    _,
                                                                    _,
                                                                    var finding)
                                            ? state.on(
                                                    answer(
                                                            request.exchange(),
                                                            request.epoch(),
                                                            finding))
                                            : null,
                            NUMBERS_TELL_WHO_BEGAN),
                    bug(
                            "X44",
                            "an authenticator of another epoch is taken for the answer",
                            NEW_EXPORTER,
                            (state, input) ->
                                    state instanceof Asking(_, var request)
                                                    && input
                                                            instanceof
                                                            Input.AuthenticatorArrived(
                                                                    var exchange,
                                                                    _,
                                                                    var finding)
                                                    && exchange == request.exchange()
                                            ? state.on(answer(exchange, request.epoch(), finding))
                                            : null,
                            ANSWER_IS_OF_THE_SAME_EPOCH),
                    misdoing(
                            "X44",
                            "answers are made with the exporter of the handshake",
                            NEW_EXPORTER,
                            effect ->
                                    effect instanceof Effect.AuthenticatorSent(var number, _)
                                            ? new Effect.AuthenticatorSent(
                                                    number, ReauthenticationChapter.THREE)
                                            : effect,
                            ANSWER_IS_OF_THE_SAME_EPOCH),
                    misdoing(
                            "old-epoch",
                            "requests are of the first epoch for ever",
                            NEW_EXPORTER,
                            effect ->
                                    effect instanceof Effect.RequestSent(var number, _)
                                            ? new Effect.RequestSent(
                                                    number, ReauthenticationChapter.THREE)
                                            : effect,
                            CONTEXT_NAMES_THE_EPOCH),
                    taking(
                            "somebody-else",
                            "any certificate that is trusted will do",
                            Finding.OTHER_IDENTITY,
                            BOUND,
                            IDENTITY_STAYS),
                    taking(
                            "no-proof",
                            "what proves nothing is taken for a proof",
                            Finding.INVALID,
                            FAILURE_ENDS,
                            EXPORTED_AUTHENTICATORS),
                    bug(
                            "shrugged-off",
                            "a refusal is logged, and the association goes on",
                            FAILURE_ENDS,
                            (state, input) ->
                                    state instanceof Asking(_, var request)
                                                    && input
                                                            instanceof
                                                            Input.AuthenticatorArrived(
                                                                    var exchange,
                                                                    _,
                                                                    var finding)
                                                    && exchange == request.exchange()
                                                    && finding == Finding.REFUSED
                                            ? Step.stay(
                                                    state, new Effect.Reported(Verdict.DECLINED))
                                            : null,
                            FAILURE_ENDS_THE_ASSOCIATION));

    private ProofMutants() {}
}
