package dtlskeying.impl.chunk;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.NO_DATA_IN_APPLICATION_RECORDS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FRAMES_ARE_OURS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NUMBERS_TELL_WHO_BEGAN;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ONE_REQUEST_AT_A_TIME;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.PROTECTION_COMES_FIRST;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.SILENCE_ENDS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.UNKNOWN_KINDS_ARE_ERRORS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.UNKNOWN_VERSIONS_CLOSE;
import static dtlskeying.spec.chunk.ReauthenticationSpec.PATIENCE;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Aborted;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.AuthenticatorRepeated;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Closed;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Discarded;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.ErrorSent;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Refused;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.Reported;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.RequestRepeated;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.RequestSent;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect.ResultSent;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.AuthenticatorArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.Ended;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.Enforced;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.EpochGone;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.EpochReady;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.ErrorArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.KeysUpdated;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.NoFrameArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.Passed;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.RequestArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.ResultArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.ShowWanted;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.UnknownKindArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.UnknownVersionArrived;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input.Wanted;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.ArrayList;
import java.util.List;

/**
 * §6 at one end, for both of its parts: when the peer is asked who it is, what its requests are
 * answered, and what ends the association.
 */
public sealed interface Reauthentication {
    /** There is no protected association. */
    record Unkeyed() implements Reauthentication {}

    /** Protection is enforced. */
    sealed interface Keyed extends Reauthentication {
        /** All but a request of ours. */
        Standing standing();

        /** The same with another standing. */
        Keyed with(Standing other);
    }

    /** No request of ours is under way. */
    record Quiet(Standing standing) implements Keyed {
        @Override
        public Keyed with(Standing other) {
            return new Quiet(other);
        }
    }

    /** A request of ours is under way. */
    record Asking(Standing standing, Request request) implements Keyed {
        @Override
        public Keyed with(Standing other) {
            return new Asking(other, request);
        }
    }

    /**
     * A request of ours.
     *
     * @param said how many seconds ago
     * @param waited how many seconds a proof has been waited for, in the request before too if that
     *     has lapsed
     */
    record Request(long exchange, Epoch epoch, long said, long waited) {
        Request after(long seconds) {
            return new Request(
                    exchange, epoch, Moments.later(said, seconds), Moments.later(waited, seconds));
        }
    }

    /** Before the association. */
    static Reauthentication start() {
        return new Unkeyed();
    }

    /** Takes one input; any input is answered in any state. */
    default Step<Reauthentication, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Unkeyed _, Enforced(var role, var epoch, var policy)) ->
                    become(new Quiet(Standing.of(role, epoch, policy)));
            case Row(Quiet same, Enforced _) -> dropped(same, PROTECTION_COMES_FIRST);
            case Row(Asking same, Enforced _) -> dropped(same, PROTECTION_COMES_FIRST);

            case Row(Unkeyed same, Wanted()) -> refused(same, PROTECTION_COMES_FIRST);
            case Row(Quiet same, Wanted()) when same.standing().numbers().areUsedUp() ->
                    refused(same, NUMBERS_TELL_WHO_BEGAN);
            case Row(Quiet(var standing), Wanted()) -> ask(standing, 0, List.of(), List.of());
            case Row(Asking same, Wanted()) -> refused(same, ONE_REQUEST_AT_A_TIME);

            case Row(Unkeyed same, ShowWanted()) -> refused(same, PROTECTION_COMES_FIRST);
            case Row(Quiet same, ShowWanted()) -> Proving.show(same);
            case Row(Asking same, ShowWanted()) -> Proving.show(same);

            case Row(Unkeyed same, EpochReady _) -> dropped(same, PROTECTION_COMES_FIRST);
            case Row(Quiet same, EpochReady(var epoch)) -> ready(same, epoch);
            case Row(Asking same, EpochReady(var epoch)) -> ready(same, epoch);

            case Row(Unkeyed same, KeysUpdated _) -> dropped(same, PROTECTION_COMES_FIRST);
            case Row(Quiet(var standing), KeysUpdated(var epoch)) when standing.canShare(epoch) ->
                    standing.policy().afterUpdates()
                            ? ask(standing.sharing(epoch), 0, List.of(), List.of())
                            : become(new Quiet(standing.sharing(epoch)));
            case Row(Asking(var standing, var request), KeysUpdated(var epoch))
                    when standing.canShare(epoch) ->
                    standing.policy().afterUpdates()
                            ? lapse(standing.sharing(epoch), request)
                            : become(new Asking(standing.sharing(epoch), request));
            case Row(Quiet same, KeysUpdated _) -> dropped(same, FRAMES_ARE_OURS);
            case Row(Asking same, KeysUpdated _) -> dropped(same, FRAMES_ARE_OURS);

            case Row(Unkeyed same, EpochGone _) -> dropped(same, PROTECTION_COMES_FIRST);
            case Row(Quiet(var standing), EpochGone(var epoch)) when standing.canLose(epoch) ->
                    become(new Quiet(standing.losing()));
            case Row(Asking(var standing, var request), EpochGone(var epoch))
                    when standing.canLose(epoch) ->
                    request.epoch().equals(epoch)
                            ? lapse(standing.losing(), request)
                            : become(new Asking(standing.losing(), request));
            case Row(Quiet same, EpochGone _) -> dropped(same, FRAMES_ARE_OURS);
            case Row(Asking same, EpochGone _) -> dropped(same, FRAMES_ARE_OURS);

            case Row(Unkeyed same, Passed _) -> stay(same);
            case Row(Quiet(var standing), Passed(var seconds)) -> passed(standing, seconds);
            case Row(Asking(var standing, var request), Passed(var seconds)) ->
                    passed(standing, request, seconds);

            case Row(Unkeyed same, RequestArrived _) -> dropped(same, PROTECTION_COMES_FIRST);
            case Row(Quiet same, RequestArrived request) -> Proving.requested(same, request);
            case Row(Asking same, RequestArrived request) -> Proving.requested(same, request);

            case Row(Unkeyed same, AuthenticatorArrived _) -> dropped(same, PROTECTION_COMES_FIRST);
            case Row(Quiet same, AuthenticatorArrived shown) -> Judging.unasked(same, shown);
            case Row(Asking(var standing, var request), AuthenticatorArrived shown)
                    when shown.exchange() == request.exchange() ->
                    Judging.answer(standing, request, shown);
            case Row(Asking same, AuthenticatorArrived shown) -> Judging.unasked(same, shown);

            case Row(Unkeyed same, ResultArrived _) -> dropped(same, PROTECTION_COMES_FIRST);
            case Row(Quiet same, ResultArrived result) -> Proving.judged(same, result);
            case Row(Asking same, ResultArrived result) -> Proving.judged(same, result);

            case Row(Unkeyed same, ErrorArrived _) -> dropped(same, PROTECTION_COMES_FIRST);
            case Row(Quiet same, ErrorArrived error) -> Proving.objected(same, error);
            case Row(Asking(var standing, var request), ErrorArrived(var exchange, var problem))
                    when exchange == request.exchange() ->
                    objected(standing, request, problem);
            case Row(Asking same, ErrorArrived error) -> Proving.objected(same, error);

            case Row(Unkeyed same, UnknownKindArrived _) -> dropped(same, PROTECTION_COMES_FIRST);
            case Row(Quiet same, UnknownKindArrived(var exchange)) -> unknown(same, exchange);
            case Row(Asking same, UnknownKindArrived(var exchange)) -> unknown(same, exchange);

            case Row(Unkeyed same, UnknownVersionArrived()) ->
                    dropped(same, PROTECTION_COMES_FIRST);
            case Row(Quiet _, UnknownVersionArrived()) -> closed();
            case Row(Asking _, UnknownVersionArrived()) -> closed();

            case Row(Unkeyed same, NoFrameArrived()) -> dropped(same, PROTECTION_COMES_FIRST);
            case Row(Quiet same, NoFrameArrived()) -> dropped(same, NO_DATA_IN_APPLICATION_RECORDS);
            case Row(Asking same, NoFrameArrived()) ->
                    dropped(same, NO_DATA_IN_APPLICATION_RECORDS);

            case Row(Unkeyed same, Ended()) -> stay(same);
            case Row(Quiet _, Ended()) -> become(start());
            case Row(Asking _, Ended()) -> become(start());
        };
    }

    /**
     * Asks in the newest epoch that both ends have. Who has no number left for that cannot learn
     * any more who the peer is.
     *
     * @param waited how long a proof has been waited for already
     * @param before what is said before it
     * @param after what is said after it
     */
    @Cites({"dtls-chunk/6/a", "dtls-chunk/6/b"})
    private static Step<Reauthentication, Effect> ask(
            Standing standing, long waited, List<Effect> before, List<Effect> after) {
        var effects = new ArrayList<>(before);
        if (standing.numbers().areUsedUp()) {
            effects.add(new Aborted(NUMBERS_TELL_WHO_BEGAN));
            return new Step<>(start(), effects);
        }
        long exchange = standing.numbers().next();
        Epoch epoch = standing.epochs().shared();
        effects.add(new RequestSent(exchange, epoch));
        effects.addAll(after);
        var request = new Request(exchange, epoch, 0, waited);
        return new Step<>(new Asking(standing.beginning(), request), effects);
    }

    private static Step<Reauthentication, Effect> lapse(Standing standing, Request request) {
        var lapsed = new ResultSent(request.exchange(), Verdict.LAPSED);
        return ask(standing, request.waited(), List.of(lapsed), List.of());
    }

    private static Step<Reauthentication, Effect> ready(Keyed state, Epoch epoch) {
        var standing = state.standing();
        return epoch.follows(standing.epochs().newest())
                ? become(state.with(standing.readying()))
                : dropped(state, FRAMES_ARE_OURS);
    }

    @Cites("decision/10/k")
    private static Step<Reauthentication, Effect> passed(Standing standing, long seconds) {
        var later = standing.after(seconds);
        return later.isProofDue()
                ? ask(later, 0, List.of(), repeated(standing, seconds))
                : new Step<>(new Quiet(later), repeated(standing, seconds));
    }

    private static Step<Reauthentication, Effect> passed(
            Standing standing, Request request, long seconds) {
        var later = request.after(seconds);
        if (later.waited() >= PATIENCE)
            return become(
                    start(),
                    new Reported(Verdict.TIMED_OUT),
                    new Aborted(SILENCE_ENDS_THE_ASSOCIATION));
        var effects = new ArrayList<Effect>();
        if (Moments.repeats(request.said(), seconds))
            effects.add(new RequestRepeated(request.exchange()));
        effects.addAll(repeated(standing, seconds));
        return new Step<>(new Asking(standing.after(seconds), later), effects);
    }

    private static List<Effect> repeated(Standing standing, long seconds) {
        var shown = standing.shown();
        return shown.repeats(seconds)
                ? List.of(new AuthenticatorRepeated(shown.awaited()))
                : List.of();
    }

    /** Why there is no answer to our request. */
    private static Step<Reauthentication, Effect> objected(
            Standing standing, Request request, Problem problem) {
        boolean isNewer = standing.epochs().shared().compareTo(request.epoch()) > 0;
        return switch (problem) {
            case EPOCH_UNAVAILABLE ->
                    isNewer ? lapse(standing, request) : stay(new Asking(standing, request));
            case BUSY -> stay(new Asking(standing, request));
            case MALFORMED, UNKNOWN_KIND -> Judging.failed();
        };
    }

    private static Step<Reauthentication, Effect> unknown(Keyed same, long exchange) {
        return stay(same, new ErrorSent(exchange, Problem.UNKNOWN_KIND, UNKNOWN_KINDS_ARE_ERRORS));
    }

    private static Step<Reauthentication, Effect> closed() {
        return become(start(), new Closed(UNKNOWN_VERSIONS_CLOSE));
    }

    private static Step<Reauthentication, Effect> dropped(Reauthentication same, Clause clause) {
        return stay(same, new Discarded(clause));
    }

    private static Step<Reauthentication, Effect> refused(Reauthentication same, Clause clause) {
        return stay(same, new Refused(clause));
    }

    /** One row of the transition table. */
    record Row(Reauthentication state, Input input) {}
}
