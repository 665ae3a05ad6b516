package dtlskeying.impl.usrsctp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Octets;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What a socket has for us: whole messages, put together where they come in parts. */
final class Inbox {
    private static final int PART = 1 << 16;
    private static final int ADDRESS = 128;

    /** What a socket may have to say. */
    sealed interface Item {
        /** A whole message. */
        record Message(UserMessage message) implements Item {}

        /** A change of the association. */
        record Changed(Structs.Change change) implements Item {}

        /** All that was sent has been acknowledged. */
        record Dry() implements Item {}

        /** A message is longer than any that is taken. */
        record TooLong() implements Item {}

        /** Nothing more now. */
        record Empty() implements Item {}
    }

    private final Functions functions;
    private final MemorySegment socket;
    private final MemorySegment buffer;
    private final MemorySegment from;
    private final MemorySegment fromLength;
    private final MemorySegment info;
    private final MemorySegment infoLength;
    private final MemorySegment infoType;
    private final MemorySegment flags;
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

    Inbox(Functions functions, MemorySegment socket, Arena arena) {
        this.functions = functions;
        this.socket = socket;
        this.buffer = arena.allocate(PART, 8);
        this.from = arena.allocate(ADDRESS, 8);
        this.fromLength = arena.allocate(JAVA_INT);
        this.info = arena.allocate(Structs.RCVINFO, 4);
        this.infoLength = arena.allocate(JAVA_INT);
        this.infoType = arena.allocate(JAVA_INT);
        this.flags = arena.allocate(JAVA_INT);
    }

    /** The next that there is; notifications of no interest are passed over. */
    Item next() {
        while (true) {
            fromLength.set(JAVA_INT, 0, ADDRESS);
            infoLength.set(JAVA_INT, 0, Structs.RCVINFO);
            flags.set(JAVA_INT, 0, 0);
            long length =
                    functions.receive(
                            socket, buffer, from, fromLength, info, infoLength, infoType, flags);
            if (length <= 0) return new Item.Empty();
            int flag = flags.get(JAVA_INT, 0);
            if ((flag & Numbers.MSG_NOTIFICATION) != 0) {
                if (Structs.type(buffer) == Numbers.SCTP_SENDER_DRY_EVENT) return new Item.Dry();
                if (Structs.type(buffer) == Numbers.SCTP_ASSOC_CHANGE)
                    return new Item.Changed(Structs.Change.read(buffer));
                continue;
            }
            parts.writeBytes(buffer.asSlice(0, length).toArray(JAVA_BYTE));
            if (parts.size() > SctpSettings.LONGEST_MESSAGE) return new Item.TooLong();
            if ((flag & Numbers.MSG_EOR) != 0) return new Item.Message(whole());
        }
    }

    /** The rest of a message that has begun will not come. */
    void forgetParts() {
        parts.reset();
    }

    private UserMessage whole() {
        var bytes = Octets.of(parts.toByteArray());
        parts.reset();
        return new UserMessage(Structs.stream(info), Structs.ppid(info), bytes);
    }
}
