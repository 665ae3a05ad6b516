package dtlskeying.properties.dtls12;

import dtlskeying.model.dtls12.MessagesHeard;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Sentences about one end of a DTLS 1.2 handshake that hold for either end. */
final class HandshakeLaws {
    private HandshakeLaws() {}

    /** Whatever was failed or closed stays so, and says nothing more. */
    static <S, I> Law<S, I, Effect, MessagesHeard> theEndIsFinal(Predicate<S> isOver) {
        return Law.ofSteps(
                "what is over stays over and is silent",
                entry ->
                        isOver.test(entry.before())
                                        && (!entry.after().equals(entry.before()) || isLoud(entry))
                                ? Optional.of(entry + " after the end")
                                : Optional.empty());
    }

    /** A fault that was found ends the handshake, with the alert and the reason that it has. */
    static <S, I> Law<S, I, Effect, MessagesHeard> faultsAreFatal(
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

    /** Keys are used after the peer's Finished, which is right behind its ChangeCipherSpec. */
    static <S, I> Law<S, I, Effect, MessagesHeard> completedByFinished(
            Predicate<S> hasChanged, Predicate<I> isFinished) {
        return Law.ofSteps(
                "P16 nobody is complete before the peer's Finished under the new keys",
                entry ->
                        entry.effects().contains(new Effect.Completed())
                                        && !(hasChanged.test(entry.before())
                                                && isFinished.test(entry.input()))
                                ? Optional.of(entry + " at " + entry.before())
                                : Optional.empty());
    }

    /** Whether a message goes out that is or answers a handshake message. */
    private static <S, I> boolean isLoud(Entry<S, I, Effect> entry) {
        return entry.effects().stream().anyMatch(effect -> !(effect instanceof Effect.Discarded));
    }

    private static <S, I> boolean isRefused(Entry<S, I, Effect> entry) {
        return entry.effects().stream()
                .anyMatch(effect ->
                        effect instanceof Effect.Aborted || effect instanceof Effect.Discarded);
    }

    /** Whether a flight has a certificate and no proof that it is the sender's own. */
    static boolean showsWithoutProof(Effect effect) {
        return effect instanceof Effect.Sent(var messages)
                && messages.contains(Message.CERTIFICATE)
                && messages.contains(Message.CLIENT_KEY_EXCHANGE)
                && !messages.contains(Message.CERTIFICATE_VERIFY);
    }

    /** Without the message, wherever a flight has it. */
    static Effect without(Effect effect, Message left) {
        if (!(effect instanceof Effect.Sent(var messages))) return effect;
        List<Message> rest = messages.stream().filter(message -> message != left).toList();
        return new Effect.Sent(rest);
    }
}
