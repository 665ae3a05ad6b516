package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.Reauthentication;
import dtlskeying.impl.chunk.Reauthentication.Asking;
import dtlskeying.impl.chunk.Reauthentication.Keyed;
import dtlskeying.impl.chunk.Reauthentication.Unkeyed;
import dtlskeying.model.chunk.ReauthenticationFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is required of re-authentication at one end: P67, P68, and the promises of decision 10. */
final class ReauthenticationLaws {
    static final Law<Reauthentication, Input, Effect, ReauthenticationFacts> BOUND =
            law(
                    "P67 AuthenticatorBoundToConnectionRoleContext",
                    entry -> !isAuthenticated(entry) || isProof(entry));

    static final Law<Reauthentication, Input, Effect, ReauthenticationFacts> NEW_EXPORTER =
            law("P68 AuthenticatorAfterEkuUsesNewExporter", ReauthenticationLaws::isInItsEpoch);

    static final Law<Reauthentication, Input, Effect, ReauthenticationFacts> ONE_AT_A_TIME =
            law(
                    "an end has one request under way",
                    entry ->
                            !(entry.before() instanceof Asking(_, var request))
                                    || none(entry, Effect.RequestSent.class)
                                    || entry.effects()
                                            .contains(
                                                    new Effect.ResultSent(
                                                            request.exchange(), Verdict.LAPSED)));

    static final Law<Reauthentication, Input, Effect, ReauthenticationFacts> SIGNED_ONCE =
            new Law<>("no request is signed twice", ReauthenticationLaws::signedAgain);

    static final Law<Reauthentication, Input, Effect, ReauthenticationFacts> FAILURE_ENDS =
            law(
                    "who fails to prove who it is has no association",
                    entry -> !isFailure(entry) || entry.after() instanceof Unkeyed);

    static final Law<Reauthentication, Input, Effect, ReauthenticationFacts> SILENCE_ENDS =
            new Law<>("nobody is waited for beyond patience", ReauthenticationLaws::waitedLong);

    static final Law<Reauthentication, Input, Effect, ReauthenticationFacts> NUMBERED =
            law("the client's exchanges are odd, the server's even", ReauthenticationLaws::isOwn);

    static final Law<Reauthentication, Input, Effect, ReauthenticationFacts> TOLD =
            law(
                    "user and peer are told the same",
                    entry ->
                            !isAuthenticated(entry)
                                    || entry.effects().stream()
                                            .anyMatch(effect ->
                                                    effect
                                                                    instanceof
                                                                    Effect.ResultSent(
                                                                            _,
                                                                            var verdict)
                                                            && verdict == Verdict.AUTHENTICATED));

    private ReauthenticationLaws() {}

    private static Law<Reauthentication, Input, Effect, ReauthenticationFacts> law(
            String name, Predicate<Entry<Reauthentication, Input, Effect>> obeys) {
        return Law.ofSteps(
                name,
                entry -> obeys.test(entry) ? Optional.empty() : Optional.of(entry.toString()));
    }

    private static boolean none(
            Entry<Reauthentication, Input, Effect> entry, Class<? extends Effect> kind) {
        return entry.effects().stream().noneMatch(kind::isInstance);
    }

    private static boolean isAuthenticated(Entry<Reauthentication, Input, Effect> entry) {
        return entry.effects().contains(new Effect.Reported(Verdict.AUTHENTICATED));
    }

    /** A good proof for the request under way in its epoch, or a server's unasked. */
    private static boolean isProof(Entry<Reauthentication, Input, Effect> entry) {
        if (!(entry.input()
                        instanceof Input.AuthenticatorArrived(var exchange, var epoch, var finding)
                && finding == Finding.SAME_IDENTITY
                && entry.before() instanceof Keyed keyed)) return false;
        if (keyed instanceof Asking(_, var request) && request.exchange() == exchange)
            return request.epoch().equals(epoch);
        return keyed.standing().numbers().role() == Role.CLIENT
                && exchange % 2 == 0
                && exchange > keyed.standing().numbers().heard();
    }

    /** Requests are of the newest epoch that is shared, answers of the epoch of the request. */
    private static boolean isInItsEpoch(Entry<Reauthentication, Input, Effect> entry) {
        for (Effect effect : entry.effects()) {
            if (effect instanceof Effect.AuthenticatorSent(_, var made)
                    && !(entry.input() instanceof Input.RequestArrived(_, var asked, _)
                            && asked.equals(made))) return false;
            if (effect instanceof Effect.RequestSent(_, var asked)
                    && entry.after() instanceof Keyed keyed
                    && !asked.equals(keyed.standing().epochs().shared())) return false;
        }
        return !(isAuthenticated(entry)
                && entry.before() instanceof Asking(_, var request)
                && entry.input() instanceof Input.AuthenticatorArrived(var exchange, var epoch, _)
                && exchange == request.exchange()
                && !epoch.equals(request.epoch()));
    }

    private static Optional<String> signedAgain(
            Trace<Reauthentication, Input, Effect, ReauthenticationFacts> trace) {
        var signed = new HashSet<Long>();
        for (var entry : trace.entries()) {
            if (entry.after() instanceof Unkeyed) signed.clear();
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.AuthenticatorSent(var exchange, _)
                        && (!signed.add(exchange) || isAnswered(entry.before(), exchange)))
                    return Optional.of(entry.toString());
        }
        return Optional.empty();
    }

    private static boolean isAnswered(Reauthentication state, long exchange) {
        return state instanceof Keyed keyed && keyed.standing().shown().answered() == exchange;
    }

    private static boolean isFailure(Entry<Reauthentication, Input, Effect> entry) {
        return entry.input() instanceof Input.AuthenticatorArrived(var exchange, _, var finding)
                && finding != Finding.SAME_IDENTITY
                && entry.before() instanceof Asking(_, var request)
                && request.exchange() == exchange;
    }

    private static Optional<String> waitedLong(
            Trace<Reauthentication, Input, Effect, ReauthenticationFacts> trace) {
        long waited = 0;
        for (var entry : trace.entries()) {
            boolean goes = entry.before() instanceof Asking && entry.after() instanceof Asking;
            waited =
                    goes && entry.input() instanceof Input.Passed(var more)
                            ? waited + more
                            : waited;
            if (!goes || isAuthenticated(entry)) waited = 0;
            if (waited >= ReauthenticationSpec.PATIENCE) return Optional.of(entry.toString());
        }
        return Optional.empty();
    }

    private static boolean isOwn(Entry<Reauthentication, Input, Effect> entry) {
        if (!(entry.before() instanceof Keyed keyed)) return true;
        long parity = keyed.standing().numbers().role() == Role.CLIENT ? 1 : 0;
        return begun(entry.effects()).stream().allMatch(exchange -> exchange % 2 == parity);
    }

    private static List<Long> begun(List<Effect> effects) {
        return effects.stream()
                .flatMap(effect ->
                        switch (effect) {
                            case Effect.RequestSent(var exchange, _) -> Stream.of(exchange);
                            case Effect.ProofShown(var exchange, _) -> Stream.of(exchange);
                            default -> Stream.<Long>empty();
                        })
                .toList();
    }
}
