package dtlskeying.properties.observe;

import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.properties.decode.Conversation;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one side says in a handshake, as far as the capture has it without a gap: in the order of
 * its message numbers, up to Finished.
 *
 * @param messages from the hello on
 * @param gap what is missing after them; empty if they end with Finished
 */
record Speech(List<Unit.Message> messages, String gap) {
    private static final int HELLO_VERIFY_REQUEST = HandshakeType.HELLO_VERIFY_REQUEST.code();

    Speech {
        messages = List.copyOf(messages);
    }

    /** Whether it was heard to its end. */
    boolean isWhole() {
        return gap.isEmpty();
    }

    /** The first message of that type. */
    Optional<Unit.Message> first(int type) {
        return messages.stream().filter(it -> it.message().type() == type).findFirst();
    }

    /** Those of that side, among the messages of a handshake. */
    static Speech of(
            Role sender, List<Unit.Message> all, Conversation conversation, int association) {
        var own =
                all.stream()
                        .filter(it -> it.sender() == sender)
                        .filter(it -> it.message().type() != HandshakeType.HELLO_REQUEST.code())
                        .sorted(Comparator.comparingInt(it -> it.message().messageSeq()))
                        .toList();
        if (own.isEmpty() || !isHello(own.getFirst()))
            return new Speech(List.of(), "no hello of the " + sender.text() + " is there");
        var said = new ArrayList<Unit.Message>();
        int next = own.getFirst().message().messageSeq();
        for (Unit.Message each : own) {
            int number = each.message().messageSeq();
            if (number > next) return new Speech(said, missing(sender, next));
            if (isAnother(said, each)) return new Speech(List.of(), ambiguous(sender, number));
            said.add(each);
            next = number + 1;
            if (each.message().type() == HandshakeType.FINISHED.code()) return new Speech(said, "");
        }
        return new Speech(said, unheard(sender, conversation, association));
    }

    private static boolean isHello(Unit.Message message) {
        int type = message.message().type();
        return type == HandshakeType.CLIENT_HELLO.code()
                || type == HandshakeType.SERVER_HELLO.code()
                || type == HELLO_VERIFY_REQUEST;
    }

    /** A number that another message had has no meaning but after HelloVerifyRequest. */
    private static boolean isAnother(List<Unit.Message> said, Unit.Message message) {
        if (said.isEmpty()) return false;
        var last = said.getLast().message();
        return last.messageSeq() == message.message().messageSeq()
                && last.type() != HELLO_VERIFY_REQUEST;
    }

    private static String ambiguous(Role sender, int number) {
        return "the %s has said message %d in two ways, and which of them counts is not on the wire"
                .formatted(sender.text(), number);
    }

    private static String missing(Role sender, int number) {
        return "message %d of the %s is not in the capture".formatted(number, sender.text());
    }

    /** Why there is no Finished: what came could not be read, or nothing came. */
    private static String unheard(Role sender, Conversation conversation, int association) {
        return conversation.all(Unit.Record.class).stream()
                .filter(it -> it.association() == association && it.sender() == sender)
                .map(Unit.Record::opening)
                .filter(Opening.Closed.class::isInstance)
                .map(it -> ((Opening.Closed) it).reason())
                .findFirst()
                .orElse("no Finished of the " + sender.text() + " is in the capture");
    }
}
