package dtlskeying.properties.observe;

import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What one end of DTLS 1.3 says, as far as changes of keys go.
 *
 * @param messages its handshake messages by their numbers
 * @param epochs its first record in each epoch of traffic, as captured
 */
record SaidLater(TreeMap<Integer, Unit.Message> messages, TreeMap<Long, SentRecord> epochs) {
    /** The first epoch of traffic. */
    static final long FIRST = Epoch.FIRST_OF_TRAFFIC.number();

    static SaidLater of(Exchange first, Role sender) {
        var said = new SaidLater(new TreeMap<>(), new TreeMap<>());
        first.conversation().all(Unit.Message.class).stream()
                .filter(it -> it.association() == first.association() && it.sender() == sender)
                .forEach(it -> said.messages.putIfAbsent(it.message().messageSeq(), it));
        SentRecord.of(first, sender).stream()
                .filter(it -> it.epoch() >= FIRST)
                .sorted(Comparator.comparingLong(it -> it.place().packet()))
                .forEach(it -> said.epochs.putIfAbsent(it.epoch(), it));
        return said;
    }

    /** The messages of that type in that epoch, in their order. */
    List<Unit.Message> in(long epoch, int type) {
        return messages.values().stream()
                .filter(it -> it.epoch() == epoch && it.message().type() == type)
                .toList();
    }

    /**
     * Whether the last message up to that epoch's end is there: the one behind it has the next
     * number.
     */
    boolean isEndSeen(long epoch) {
        return messages.values().stream()
                .filter(it -> it.epoch() > epoch)
                .findFirst()
                .filter(it -> messages.containsKey(it.message().messageSeq() - 1))
                .isPresent();
    }

    /** Whether all messages of its epoch that go before it are there. */
    boolean isBeginSeen(Unit.Message message) {
        var at = messages.get(message.message().messageSeq() - 1);
        while (at != null && at.epoch() == message.epoch())
            at = messages.get(at.message().messageSeq() - 1);
        return at != null;
    }

    /** The type of the last message up to that epoch's end, if its end is seen; else -1. */
    int lastType(long epoch) {
        return messages.values().stream()
                .filter(it -> it.epoch() <= epoch)
                .reduce((_, last) -> last)
                .map(it -> it.message().type())
                .orElse(-1);
    }
}
