package dtlskeying.properties.dtls13;

import dtlskeying.model.dtls13.Progress;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Sentences about one end of a DTLS 1.3 handshake that hold for either end. */
final class HandshakeLaws {
    private HandshakeLaws() {}

    /** Whatever was failed or closed stays so, and says nothing more. */
    static <S, I> Law<S, I, Effect, Progress> theEndIsFinal(Predicate<S> isOver) {
        return Law.ofSteps(
                "what is over stays over and is silent",
                entry ->
                        isOver.test(entry.before())
                                        && (!entry.after().equals(entry.before()) || isLoud(entry))
                                ? Optional.of(entry + " after the end")
                                : Optional.empty());
    }

    /** A fault that was found ends the handshake, with the alert and the reason that it has. */
    static <S, I> Law<S, I, Effect, Progress> faultsAreFatal(
            Function<I, Optional<Verdict>> verdict, Predicate<S> isOver) {
        return Law.ofSteps(
                "a message with a fault never counts",
                entry ->
                        verdict.apply(entry.input()).stream()
                                                .anyMatch(Verdict.Unsound.class::isInstance)
                                        && !isRefused(entry)
                                        && !isOver.test(entry.before())
                                ? Optional.of(entry + " at " + entry.before())
                                : Optional.empty());
    }

    /** Keys are used after the peer's Finished, and that comes after all its proofs. */
    static <S, I> Law<S, I, Effect, Progress> completedByFinished(
            Predicate<S> isProved, Predicate<I> isFinished) {
        return Law.ofSteps(
                "P42 nobody is complete before the peer's proofs and Finished",
                entry ->
                        entry.effects().contains(new Effect.Completed())
                                        && !(isProved.test(entry.before())
                                                && isFinished.test(entry.input()))
                                ? Optional.of(entry + " at " + entry.before())
                                : Optional.empty());
    }

    private static <S, I> boolean isLoud(Entry<S, I, Effect> entry) {
        return entry.effects().stream().anyMatch(effect -> !(effect instanceof Effect.Discarded));
    }

    private static <S, I> boolean isRefused(Entry<S, I, Effect> entry) {
        return entry.effects().stream()
                .anyMatch(effect ->
                        effect instanceof Effect.Aborted
                                || effect instanceof Effect.Declined
                                || effect instanceof Effect.Discarded);
    }

    /** Without the message, wherever a flight has it. */
    static Effect without(Effect effect, Message left) {
        if (!(effect instanceof Effect.Sent(var messages))) return effect;
        List<Message> rest = messages.stream().filter(message -> message != left).toList();
        return new Effect.Sent(rest);
    }
}
