package dtlskeying.model.chunk;

import static dtlskeying.model.chunk.ReauthenticationOutcomes.asksAnew;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.does;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.ends;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.nothing;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.refusal;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.refused;
import static dtlskeying.model.chunk.ReauthenticationOutcomes.request;
import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.NO_DATA_IN_APPLICATION_RECORDS;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.CONTEXT_NAMES_THE_EPOCH;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.EITHER_SIDE_MAY_ASK;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.EXPORTED_AUTHENTICATORS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.FRAMES_ARE_OURS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NOTHING_IS_SIGNED_TWICE;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NUMBERS_TELL_WHO_BEGAN;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.ONE_REQUEST_AT_A_TIME;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.POLICY_ASKS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.PROTECTION_COMES_FIRST;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.SILENCE_ENDS_THE_ASSOCIATION;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.THE_APPLICATION_CARRIES_THEM;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.UNKNOWN_KINDS_ARE_ERRORS;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.UNKNOWN_VERSIONS_CLOSE;
import static dtlskeying.spec.dtls13.ExportedAuthenticatorSpec.Claim.CLIENTS_SPEAK_WHEN_ASKED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.chunk.ReauthenticationFacts.Epochs;
import dtlskeying.model.chunk.ReauthenticationFacts.Waiting;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * §6 at one end as a relation, with the rules of decision 10, over a range of epochs, two exchanges
 * that may be under way, and the numbers of those that were.
 *
 * <p>What changes nothing may be dropped in words or without any.
 */
public record ReauthenticationModel() implements Relation<ReauthenticationFacts, Input, Effect> {
    private static final Clause[] ASKING = {
        EXPORTED_AUTHENTICATORS,
        EITHER_SIDE_MAY_ASK,
        THE_APPLICATION_CARRIES_THEM,
        CONTEXT_NAMES_THE_EPOCH,
        POLICY_ASKS
    };

    /** The relation has no parameters. */
    public ReauthenticationModel {}

    @Override
    public Set<Outcome<ReauthenticationFacts, Effect>> permitted(
            ReauthenticationFacts facts, Input input) {
        if (input instanceof Input.Enforced(var role, var epoch, var policy))
            return enforced(facts, role, epoch, policy);
        if (!facts.isUp()) return unprotected(facts, input);
        return switch (input) {
            case Input.Enforced _ -> throw new AssertionError(input);
            case Input.Wanted() -> wanted(facts);
            case Input.ShowWanted() -> showWanted(facts);
            case Input.EpochReady(var epoch) -> ready(facts, epoch.number());
            case Input.KeysUpdated(var epoch) -> updated(facts, epoch.number());
            case Input.EpochGone(var epoch) -> gone(facts, epoch.number());
            case Input.Passed(var seconds) -> passed(facts, seconds);
            case Input.RequestArrived(var exchange, var epoch, var form) ->
                    ReauthenticationHeard.request(facts, exchange, epoch, form);
            case Input.AuthenticatorArrived(var exchange, var epoch, var finding) ->
                    facts.isTheirs(exchange)
                            ? ReauthenticationHeard.unasked(facts, exchange, epoch, finding)
                            : ReauthenticationHeard.answer(facts, exchange, epoch, finding);
            case Input.ResultArrived(var exchange, var verdict) ->
                    ReauthenticationHeard.result(facts, exchange, verdict);
            case Input.ErrorArrived(var exchange, var problem) ->
                    ReauthenticationHeard.error(facts, exchange, problem);
            case Input.UnknownKindArrived(var exchange) ->
                    refusal(
                            facts,
                            exchange,
                            Problem.UNKNOWN_KIND,
                            UNKNOWN_KINDS_ARE_ERRORS,
                            FRAMES_ARE_OURS);
            case Input.UnknownVersionArrived() ->
                    ends(List.of(), new Effect.Closed(Clause.UNSTATED), UNKNOWN_VERSIONS_CLOSE);
            case Input.NoFrameArrived() ->
                    nothing(facts, NO_DATA_IN_APPLICATION_RECORDS, THE_APPLICATION_CARRIES_THEM);
            case Input.Ended() -> does(ReauthenticationFacts.START, List.of());
        };
    }

    private static Set<Outcome<ReauthenticationFacts, Effect>> enforced(
            ReauthenticationFacts facts, Role role, Epoch epoch, Policy policy) {
        if (facts.isUp()) return nothing(facts, FRAMES_ARE_OURS, PROTECTION_COMES_FIRST);
        return does(ReauthenticationFacts.at(role, epoch.number(), policy), List.of());
    }

    private static Set<Outcome<ReauthenticationFacts, Effect>> unprotected(
            ReauthenticationFacts facts, Input input) {
        if (input instanceof Input.Wanted || input instanceof Input.ShowWanted)
            return refused(facts, PROTECTION_COMES_FIRST);
        return nothing(facts, PROTECTION_COMES_FIRST, FRAMES_ARE_OURS);
    }

    private static Set<Outcome<ReauthenticationFacts, Effect>> wanted(ReauthenticationFacts facts) {
        if (facts.asked().isOpen()) return refused(facts, ONE_REQUEST_AT_A_TIME);
        if (facts.isUsedUp()) return refused(facts, NUMBERS_TELL_WHO_BEGAN);
        return does(facts.askingAnew(), List.of(request(facts)), ASKING);
    }

    private static Set<Outcome<ReauthenticationFacts, Effect>> showWanted(
            ReauthenticationFacts facts) {
        if (facts.role() == Role.CLIENT) return refused(facts, CLIENTS_SPEAK_WHEN_ASKED);
        if (facts.shown().isOpen()) return refused(facts, ONE_REQUEST_AT_A_TIME);
        if (facts.isUsedUp()) return refused(facts, NUMBERS_TELL_WHO_BEGAN);
        long epoch = facts.epochs().current();
        return does(
                facts.begun().showing(new Waiting(facts.next(), epoch, 0, 0)),
                List.of(new Effect.ProofShown(facts.next(), new Epoch(epoch))),
                CLIENTS_SPEAK_WHEN_ASKED,
                EXPORTED_AUTHENTICATORS,
                THE_APPLICATION_CARRIES_THEM);
    }

    private static Set<Outcome<ReauthenticationFacts, Effect>> ready(
            ReauthenticationFacts facts, long epoch) {
        Epochs now = facts.epochs();
        if (epoch != now.newest() + 1)
            return nothing(facts, EPOCHS_ARE_CONSECUTIVE, FRAMES_ARE_OURS);
        return does(facts.holding(new Epochs(now.oldest(), now.current(), epoch)), List.of());
    }

    private static Set<Outcome<ReauthenticationFacts, Effect>> updated(
            ReauthenticationFacts facts, long epoch) {
        Epochs now = facts.epochs();
        if (epoch <= now.current() || epoch > now.newest())
            return nothing(facts, EPOCHS_ARE_CONSECUTIVE, FRAMES_ARE_OURS);
        var after = facts.holding(new Epochs(now.oldest(), epoch, now.newest()));
        return facts.policy().afterUpdates() ? asksAnew(after) : does(after, List.of());
    }

    private static Set<Outcome<ReauthenticationFacts, Effect>> gone(
            ReauthenticationFacts facts, long epoch) {
        Epochs now = facts.epochs();
        if (epoch != now.oldest() || epoch == now.current())
            return nothing(facts, EPOCHS_ARE_CONSECUTIVE, FRAMES_ARE_OURS);
        var after = facts.holding(new Epochs(epoch + 1, now.current(), now.newest()));
        boolean wasAskedIn = facts.asked().isOpen() && facts.asked().epoch() == epoch;
        return wasAskedIn ? asksAnew(after) : does(after, List.of());
    }

    private static Set<Outcome<ReauthenticationFacts, Effect>> passed(
            ReauthenticationFacts facts, long seconds) {
        var after = facts.later(seconds);
        long asked = facts.asked().exchange();
        if (after.asked().isOver())
            return ends(
                    List.of(new Effect.Reported(Verdict.TIMED_OUT)),
                    new Effect.Aborted(Clause.UNSTATED),
                    SILENCE_ENDS_THE_ASSOCIATION);
        if (after.isDue() && after.isUsedUp())
            return ends(List.of(), new Effect.Aborted(Clause.UNSTATED), NUMBERS_TELL_WHO_BEGAN);
        var said = new ArrayList<Effect>();
        if (after.asked().isRepeatedAfter(facts.asked()))
            said.add(new Effect.RequestRepeated(asked));
        if (after.isDue()) said.add(request(after));
        if (after.shown().isRepeatedAfter(facts.shown()))
            said.add(new Effect.AuthenticatorRepeated(facts.shown().exchange()));
        return does(
                after.isDue() ? after.askingAnew() : after,
                said,
                SILENCE_ENDS_THE_ASSOCIATION,
                NOTHING_IS_SIGNED_TWICE,
                POLICY_ASKS);
    }
}
