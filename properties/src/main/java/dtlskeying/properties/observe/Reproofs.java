package dtlskeying.properties.observe;

import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NOTHING_IS_SIGNED_TWICE;
import static dtlskeying.spec.chunk.ReauthenticationSpec.Claim.NUMBERS_TELL_WHO_BEGAN;

import dtlskeying.impl.chunk.ReauthenticationFrame.Kind;
import dtlskeying.model.chunk.ReauthenticationFacts;
import dtlskeying.model.chunk.ReauthenticationModel;
import dtlskeying.properties.observe.ProofMessages.Said;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Form;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;
import dtlskeying.spec.chunk.ReauthenticationSpec.Problem;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * §6 of the DTLS chunk as a capture shows it: what an end asks, shows and concludes, in the order
 * of its records, with the numbers and epochs of the frames.
 *
 * <p>What has come to an end by then is taken from what it does; messages of its own may be missing
 * where records are. That an end says the same again, tells of an error, or gives up, depends on
 * time and on what was lost, and is not judged; nor is who is shown to whom.
 */
final class Reproofs {
    private static final String CHAPTER = "chunk/Reauthentication";
    private static final long FIRST = Epoch.FIRST_OF_TRAFFIC.number();

    private final Role role;
    private final ProofMessages said;
    private final ProofMessages heard;
    private final Steps<Input, Effect> steps;
    private final List<Said> told = new ArrayList<>();
    private long newest = FIRST;
    private long begun;
    private long asked;
    private long shown;
    private boolean hasLapsed;
    private boolean isCertain;

    private Reproofs(Exchange first, Role role) {
        this.role = role;
        this.said = ProofMessages.of(first, role);
        this.heard = ProofMessages.of(first, role.peer());
        this.steps = new Steps<>(first.endpoint(role), CHAPTER, Input.class, Effect.class);
    }

    /** Both ends of an association that protects SCTP. */
    static Observation of(Exchange first) {
        return new Reproofs(first, Role.CLIENT)
                .observed()
                .and(new Reproofs(first, Role.SERVER).observed());
    }

    private Observation observed() {
        for (Said each : said.all()) {
            isCertain &= each.isNext();
            if (told.isEmpty()) add(each, new Input.Enforced(role, new Epoch(FIRST), Policy.NONE));
            var before = told.stream().filter(it -> isSameMatter(it, each)).findFirst();
            if (before.isEmpty()) tell(each);
            else if (each.is(Kind.AUTHENTICATOR) && !isSame(before.get(), each))
                unlawful(
                        each,
                        "another authenticator in the same exchange",
                        NOTHING_IS_SIGNED_TWICE);
            told.add(each);
        }
        return steps.judgedBy(
                new WithLosses<>(new ReauthenticationModel(), this::afterLosses),
                Reproofs::sight,
                List.of(),
                List.of(ReauthenticationFacts.START));
    }

    private static boolean isSameMatter(Said one, Said other) {
        return one.exchange() == other.exchange() && one.message().kind() == other.message().kind();
    }

    private static boolean isSame(Said one, Said other) {
        return one.message().equals(other.message());
    }

    private boolean isOwn(Said message) {
        return (message.exchange() % 2 == 1) == (role == Role.CLIENT);
    }

    private void tell(Said message) {
        reach(message);
        switch (message.message().kind()) {
            case REQUEST -> ask(message);
            case AUTHENTICATOR -> show(message);
            case RESULT -> conclude(message);
            case ERROR -> {}
        }
    }

    /** The secrets of that epoch are there, at both ends. */
    private void reach(Said message) {
        for (; newest < message.message().epoch().number(); newest++) {
            add(message, new Input.EpochReady(new Epoch(newest + 1)));
            add(message, new Input.KeysUpdated(new Epoch(newest + 1)));
        }
    }

    private void ask(Said request) {
        if (!isOwn(request) || request.exchange() <= begun) {
            unlawful(
                    request,
                    "a request with the number " + request.exchange(),
                    NUMBERS_TELL_WHO_BEGAN);
            return;
        }
        var sent = new Effect.RequestSent(request.exchange(), request.message().epoch());
        if (asked != 0 && hasLapsed)
            add(
                    request,
                    new Input.ErrorArrived(asked, Problem.EPOCH_UNAVAILABLE),
                    new Effect.ResultSent(asked, Verdict.LAPSED),
                    sent);
        else {
            if (asked != 0 && !isCertain) concluded(request);
            add(request, new Input.Wanted(), sent);
        }
        begun = request.exchange();
        asked = request.exchange();
        hasLapsed = false;
        isCertain = true;
    }

    /** The result of what was asked before is missing. */
    private void concluded(Said next) {
        var epoch = said.first(Kind.REQUEST, asked).orElseThrow().message().epoch();
        add(
                next,
                new Input.AuthenticatorArrived(asked, epoch, Finding.SAME_IDENTITY),
                new Effect.ResultSent(asked, Verdict.AUTHENTICATED));
        asked = 0;
    }

    private void show(Said authenticator) {
        long exchange = authenticator.exchange();
        var epoch = authenticator.message().epoch();
        if (shown != 0) add(authenticator, new Input.ResultArrived(shown, Verdict.AUTHENTICATED));
        shown = exchange;
        if (isOwn(authenticator)) {
            begun = exchange;
            add(authenticator, new Input.ShowWanted(), new Effect.ProofShown(exchange, epoch));
            return;
        }
        var asked =
                heard.first(Kind.REQUEST, exchange).map(it -> it.message().epoch()).orElse(epoch);
        add(
                authenticator,
                new Input.RequestArrived(exchange, asked, Form.WELL_FORMED),
                new Effect.AuthenticatorSent(exchange, epoch));
    }

    /**
     * Results of what was not seen asked, or that are none, say nothing. What lapses is asked anew
     * in the same breath.
     */
    private void conclude(Said result) {
        var verdict = result.message().verdict();
        boolean isOfRequest = result.exchange() == asked;
        if (verdict.isEmpty() || isOwn(result) && !isOfRequest) return;
        if (verdict.get() == Verdict.LAPSED || verdict.get() == Verdict.TIMED_OUT) {
            hasLapsed |= isOfRequest;
            return;
        }
        var finding =
                switch (verdict.get()) {
                    case AUTHENTICATED -> Finding.SAME_IDENTITY;
                    case DECLINED -> Finding.REFUSED;
                    case FAILED, LAPSED, TIMED_OUT -> Finding.INVALID;
                };
        if (isOfRequest) asked = 0;
        var epoch =
                said.first(Kind.REQUEST, result.exchange())
                        .map(it -> it.message().epoch())
                        .orElse(result.message().epoch());
        add(
                result,
                new Input.AuthenticatorArrived(result.exchange(), epoch, finding),
                new Effect.ResultSent(result.exchange(), verdict.get()));
    }

    /** Requests and proofs of its own that are missing have had the numbers between. */
    private Optional<ReauthenticationFacts> afterLosses(ReauthenticationFacts facts, Input input) {
        boolean begins = input instanceof Input.Wanted || input instanceof Input.ShowWanted;
        if (!begins) return Optional.empty();
        long from = facts.numbers().begun();
        return said.all().stream()
                .filter(it -> it.is(Kind.REQUEST) || it.is(Kind.AUTHENTICATOR))
                .filter(this::isOwn)
                .map(Said::exchange)
                .filter(it -> it > from + 2 || from == 0 && it > 2)
                .min(Long::compare)
                .map(it -> facts.having(it - 2));
    }

    private void add(Said message, Input input, Effect... done) {
        steps.add(message.record().place(), input, List.of(done));
    }

    private void unlawful(Said message, String deed, Clause clause) {
        steps.unlawful(message.record().place(), new Input.Wanted(), deed, clause);
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.RequestSent _,
                    Effect.AuthenticatorSent _,
                    Effect.ProofShown _,
                    Effect.ResultSent _ ->
                    Optional.of(effect);
            case Effect.RequestRepeated _,
                    Effect.AuthenticatorRepeated _,
                    Effect.ErrorSent _,
                    Effect.Reported _,
                    Effect.Judged _,
                    Effect.Aborted _,
                    Effect.Closed _,
                    Effect.Discarded _,
                    Effect.Refused _ ->
                    Optional.empty();
        };
    }
}
