package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.ReauthenticationLaws.BOUND;
import static dtlskeying.properties.chunk.ReauthenticationLaws.NUMBERED;
import static dtlskeying.properties.chunk.ReauthenticationLaws.ONE_AT_A_TIME;
import static dtlskeying.properties.chunk.ReauthenticationLaws.SILENCE_ENDS;
import static dtlskeying.properties.chunk.ReauthenticationLaws.TOLD;
import static dtlskeying.properties.chunk.ReauthenticationMutants.PERMITTED;
import static dtlskeying.properties.chunk.ReauthenticationMutants.answer;
import static dtlskeying.properties.chunk.ReauthenticationMutants.asks;
import static dtlskeying.properties.chunk.ReauthenticationMutants.dropping;
import static dtlskeying.properties.chunk.ReauthenticationMutants.misdoing;
import static dtlskeying.properties.chunk.ReauthenticationMutants.silent;
import static dtlskeying.properties.chunk.RowBug.bug;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.NO_DATA_IN_APPLICATION_RECORDS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NUMBERS_TELL_WHO_BEGAN;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ONE_REQUEST_AT_A_TIME;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.POLICY_ASKS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.SILENCE_ENDS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.THE_APPLICATION_CARRIES_THEM;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.UNKNOWN_KINDS_ARE_ERRORS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.UNKNOWN_VERSIONS_CLOSE;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.VERDICTS_ARE_TOLD;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CLIENTS_SPEAK_WHEN_ASKED;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.Reauthentication;
import dtlskeying.impl.chunk.Reauthentication.Asking;
import dtlskeying.impl.chunk.Reauthentication.Keyed;
import dtlskeying.model.chunk.ReauthenticationFacts;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;

import java.util.List;

/** When it is asked, and what is said of it. */
final class ExchangeMutants {
    static final List<Mutant<Reauthentication, Input, Effect, ReauthenticationFacts>> ALL =
            List.of(
                    bug(
                            "impatient",
                            "who wants to know asks again before there is an answer",
                            ONE_AT_A_TIME,
                            (state, input) ->
                                    state instanceof Asking(var standing, _)
                                                    && input instanceof Input.Wanted
                                            ? Step.stay(
                                                    state,
                                                    new Effect.RequestSent(
                                                            standing.numbers().own() + 2,
                                                            standing.epochs().shared()))
                                            : null,
                            ONE_REQUEST_AT_A_TIME),
                    bug(
                            "for-ever",
                            "a proof is waited for as long as it takes",
                            SILENCE_ENDS,
                            (state, input) ->
                                    state instanceof Asking && input instanceof Input.Passed
                                            ? Step.stay(state)
                                            : null,
                            SILENCE_ENDS_THE_ASSOCIATION),
                    bug(
                            "never-asked",
                            "the period passes and nobody asks",
                            PERMITTED,
                            (state, input) ->
                                    input instanceof Input.Passed && asks(state, input)
                                            ? Step.stay(state)
                                            : null,
                            POLICY_ASKS),
                    bug(
                            "after-the-update",
                            "an update passes and nobody asks",
                            PERMITTED,
                            (state, input) ->
                                    input instanceof Input.KeysUpdated && asks(state, input)
                                            ? Step.stay(state)
                                            : null,
                            POLICY_ASKS),
                    misdoing(
                            "one-count",
                            "both ends count their exchanges 1, 2, 3",
                            NUMBERED,
                            effect ->
                                    effect instanceof Effect.RequestSent(var number, var epoch)
                                            ? new Effect.RequestSent((number + 1) / 2 + 1, epoch)
                                            : effect,
                            NUMBERS_TELL_WHO_BEGAN),
                    silent(
                            "no-result",
                            "the peer is not told what came of its proof",
                            TOLD,
                            Effect.ResultSent.class,
                            VERDICTS_ARE_TOLD),
                    silent(
                            "no-report",
                            "the user is not told what came of a proof",
                            PERMITTED,
                            Effect.Reported.class,
                            VERDICTS_ARE_TOLD),
                    bug(
                            "clients-show",
                            "a client shows who it is, unasked",
                            PERMITTED,
                            (state, input) ->
                                    input instanceof Input.ShowWanted
                                                    && state instanceof Keyed keyed
                                                    && keyed.standing().numbers().role()
                                                            == Role.CLIENT
                                            ? Step.stay(
                                                    state,
                                                    new Effect.ProofShown(
                                                            1, keyed.standing().epochs().shared()))
                                            : null,
                            CLIENTS_SPEAK_WHEN_ASKED),
                    dropping(
                            "new-version",
                            "a message of another version is skipped",
                            Input.UnknownVersionArrived.class,
                            UNKNOWN_VERSIONS_CLOSE),
                    dropping(
                            "new-kind",
                            "a message of unknown kind is skipped",
                            Input.UnknownKindArrived.class,
                            UNKNOWN_KINDS_ARE_ERRORS),
                    bug(
                            "data",
                            "data of the user in DTLS records is taken for a proof",
                            BOUND,
                            (state, input) ->
                                    state instanceof Asking(_, var request)
                                                    && input instanceof Input.NoFrameArrived
                                            ? state.on(
                                                    answer(
                                                            request.exchange(),
                                                            request.epoch(),
                                                            Finding.SAME_IDENTITY))
                                            : null,
                            NO_DATA_IN_APPLICATION_RECORDS,
                            THE_APPLICATION_CARRIES_THEM));

    private ExchangeMutants() {}
}
