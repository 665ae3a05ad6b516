package dtlskeying.impl.dtls;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.CHANGED_PARTS_END_THE_HANDSHAKE;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.LIMITED_QUEUE_DISCARDS_THE_REST;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.MESSAGE_SEQ_DOES_NOT_WRAP;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_ARE_NOT_EMPTY;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_LIE_INSIDE_THE_MESSAGE;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PARTS_OF_ONE_MESSAGE_AGREE;
import static dtlskeying.spec.dtls.FragmentsSpec.Claim.PAST_MESSAGES_ARE_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.FragmentsSpec.Effect;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Delivered;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Discarded;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Held;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Refused;
import dtlskeying.spec.dtls.FragmentsSpec.Effect.Repeated;
import dtlskeying.spec.dtls.FragmentsSpec.Input;
import dtlskeying.spec.dtls.FragmentsSpec.Input.Arrived;

import java.util.ArrayList;
import java.util.List;

/**
 * RFC 6347 §4.2.2 and §4.2.3, RFC 9147 §5.5: parts come in any order and leave as whole messages in
 * the order of message_seq.
 *
 * <p>Memory is bounded by {@link FragmentLimits}, and grows only with bytes that have come, never
 * with a length that was merely announced.
 */
public sealed interface Fragments {
    /** The last message_seq that there is. */
    int LAST_MESSAGE = 0xffff;

    /**
     * Messages below {@code next} are done.
     *
     * @param next the awaited message_seq
     * @param kept what has come of messages that cannot be delivered yet, by message_seq
     */
    record Reassembling(FragmentLimits limits, int next, List<PartialMessage> kept)
            implements Fragments {
        public Reassembling {
            kept = List.copyOf(kept);
        }
    }

    /** The message with the last number was delivered. */
    record Exhausted() implements Fragments {}

    /**
     * The start of a handshake.
     *
     * @param first the first awaited message_seq: 0, or 1 for a server that kept no state before
     *     the client returned its cookie
     */
    static Fragments from(int first, FragmentLimits limits) {
        return new Reassembling(limits, first, List.of());
    }

    /** Takes one input; any input is answered in any state. */
    default Step<Fragments, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Reassembling same, Arrived(var part)) when isPast(same, part) ->
                    stay(same, new Repeated(part.messageSeq(), PAST_MESSAGES_ARE_DISCARDED));
            case Row(Reassembling same, Arrived(var part)) when part.end() > part.length() ->
                    stay(same, new Refused(part.messageSeq(), PARTS_LIE_INSIDE_THE_MESSAGE));
            case Row(Reassembling same, Arrived(var part)) when isEmptyPart(part) ->
                    stay(same, new Refused(part.messageSeq(), PARTS_ARE_NOT_EMPTY));
            case Row(Reassembling same, Arrived(var part)) when isTooLong(same, part) ->
                    stay(same, new Refused(part.messageSeq(), LIMITED_QUEUE_DISCARDS_THE_REST));
            case Row(Reassembling same, Arrived(var part)) when !isSameMessage(same, part) ->
                    stay(same, new Refused(part.messageSeq(), PARTS_OF_ONE_MESSAGE_AGREE));
            case Row(Reassembling same, Arrived(var part)) when !agrees(same, part) ->
                    stay(same, new Refused(part.messageSeq(), CHANGED_PARTS_END_THE_HANDSHAKE));
            case Row(Reassembling same, Arrived(var part)) when !hasRoom(same, part) ->
                    stay(same, new Discarded(part.messageSeq(), LIMITED_QUEUE_DISCARDS_THE_REST));
            case Row(Reassembling state, Arrived(var part)) -> taken(state, part);

            case Row(Exhausted same, Arrived(var part)) ->
                    stay(same, new Repeated(part.messageSeq(), MESSAGE_SEQ_DOES_NOT_WRAP));
        };
    }

    /**
     * Cuts a message, or a part of one, into parts for sending.
     *
     * @param largest how many bytes of body a part may have, at least 1
     */
    @Cites("rfc6347/4.2.3/d")
    static List<Fragment> split(Fragment whole, int largest) {
        if (largest < 1) throw new IllegalArgumentException("a part has at least 1 byte");
        if (whole.body().length() <= largest) return List.of(whole);
        var parts = new ArrayList<Fragment>();
        for (int from = whole.offset(); from < whole.end(); from += largest)
            parts.add(whole.between(from, Math.min(whole.end(), from + largest)));
        return List.copyOf(parts);
    }

    private static boolean isPast(Reassembling state, Fragment part) {
        return part.messageSeq() < state.next();
    }

    private static boolean isEmptyPart(Fragment part) {
        return part.body().isEmpty() && part.length() > 0;
    }

    private static boolean isTooLong(Reassembling state, Fragment part) {
        return part.length() > state.limits().largestMessage();
    }

    private static boolean isSameMessage(Reassembling state, Fragment part) {
        return state.kept().stream()
                .filter(kept -> kept.messageSeq() == part.messageSeq())
                .allMatch(kept -> kept.isSameMessage(part));
    }

    private static boolean agrees(Reassembling state, Fragment part) {
        return state.kept().stream()
                .filter(kept -> kept.messageSeq() == part.messageSeq())
                .allMatch(kept -> kept.agreesWith(part));
    }

    /** The awaited message has a room of its own: those ahead cannot keep it from coming. */
    private static boolean hasRoom(Reassembling state, Fragment part) {
        var grown = with(state.kept(), part);
        boolean awaited = part.messageSeq() == state.next();
        if (part.messageSeq() > (long) state.next() + state.limits().ahead()) return false;
        long cost =
                grown.stream()
                        .filter(kept -> awaited == (kept.messageSeq() == state.next()))
                        .mapToLong(PartialMessage::cost)
                        .sum();
        return cost <= state.limits().bytes();
    }

    @Cites({"rfc6347/4.2.2/a", "rfc6347/4.2.2/b"})
    private static Step<Fragments, Effect> taken(Reassembling state, Fragment part) {
        var kept = with(state.kept(), part);
        int next = state.next();
        var effects = new ArrayList<Effect>();
        for (PartialMessage message : kept) {
            if (message.messageSeq() != next || !message.isComplete()) break;
            effects.add(new Delivered(message.message()));
            next++;
        }
        if (effects.isEmpty())
            return become(
                    new Reassembling(state.limits(), next, kept), new Held(part.messageSeq()));
        if (next > LAST_MESSAGE) return new Step<>(new Exhausted(), effects);
        var rest = kept.subList(effects.size(), kept.size());
        return new Step<>(new Reassembling(state.limits(), next, rest), effects);
    }

    private static List<PartialMessage> with(List<PartialMessage> kept, Fragment part) {
        var grown = new ArrayList<PartialMessage>();
        var message = PartialMessage.of(part);
        for (PartialMessage other : kept) {
            if (other.messageSeq() == part.messageSeq()) message = other.with(part);
            else grown.add(other);
        }
        int place = 0;
        while (place < grown.size() && grown.get(place).messageSeq() < part.messageSeq()) place++;
        grown.add(place, message);
        return grown;
    }

    /** One row of the transition table. */
    record Row(Fragments state, Input input) {}
}
