package dtlskeying.model.chunk;

import dtlskeying.model.chunk.EpochPruningModel.Keys;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Two protected ends and what they have under way.
 *
 * @param client one end
 * @param server the other
 * @param flaw what went wrong, empty if nothing has
 */
public record KeyUpdateState(End client, End server, String flaw) {
    /** The messages of an exchange. */
    public enum Kind {
        REQUEST,
        RESPONSE,
        FINISH,
        ACK
    }

    /** A message of the exchange that leads to that epoch. */
    public record Message(Kind kind, long generation) {
        @Override
        public String toString() {
            return kind + " " + generation;
        }
    }

    /** Which part an end has in the exchange that is under way. */
    public enum Part {
        NONE,
        REQUESTING,
        ANSWERING
    }

    /**
     * One end.
     *
     * @param facts what it knows of its updates
     * @param keys its receive keys
     * @param part its part in the exchange
     * @param queue what it has said and the peer has not read
     * @param copy under which epoch the packet with the first of these is on its way, 0 if none is
     * @param data under which epoch a packet of data is on its way, 0 if none is
     */
    public record End(
            Role role,
            KeyUpdateModel.Facts facts,
            EpochPruningModel.Facts keys,
            Part part,
            List<Message> queue,
            long copy,
            long data) {
        public End {
            queue = List.copyOf(queue);
        }

        static End start(Role role) {
            var first = new EpochPruningModel.Facts(new Keys(Set.of(3L), 3), Keys.NONE);
            var facts = KeyUpdateModel.Facts.at(3, true, Limits.DEFAULT);
            return new End(role, facts, first, Part.NONE, List.of(), 0, 0);
        }

        boolean hasRequest() {
            return part == Part.REQUESTING;
        }

        boolean isAnswering() {
            return part == Part.ANSWERING;
        }

        End with(KeyUpdateModel.Facts later) {
            return new End(role, later, keys, part, queue, copy, data);
        }

        End holding(EpochPruningModel.Facts held) {
            return new End(role, facts, held, part, queue, copy, data);
        }

        End requesting(long generation) {
            return as(Part.REQUESTING).saying(Kind.REQUEST, generation);
        }

        /** An end that gives way forgets its own request, which the peer does not heed. */
        End answering() {
            return as(Part.ANSWERING);
        }

        End resting() {
            return as(Part.NONE);
        }

        private End as(Part other) {
            return new End(role, facts, keys, other, queue, copy, data);
        }

        End saying(Kind kind, long generation) {
            var longer = new ArrayList<>(queue);
            longer.add(new Message(kind, generation));
            return new End(role, facts, keys, part, longer, copy, data);
        }

        End sending() {
            return new End(role, facts, keys, part, queue, facts.send(), data);
        }

        End losing() {
            return new End(role, facts, keys, part, queue, 0, data);
        }

        End delivered() {
            return new End(role, facts, keys, part, queue.subList(1, queue.size()), 0, data);
        }

        End sendingData() {
            return new End(role, facts, keys, part, queue, copy, facts.send());
        }

        End losingData() {
            return new End(role, facts, keys, part, queue, copy, 0);
        }
    }

    static KeyUpdateState start() {
        return new KeyUpdateState(End.start(Role.CLIENT), End.start(Role.SERVER), "");
    }

    /** That end. */
    public End end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    KeyUpdateState with(End end) {
        return end.role() == Role.CLIENT
                ? new KeyUpdateState(end, server, flaw)
                : new KeyUpdateState(client, end, flaw);
    }

    KeyUpdateState flawed(String what) {
        return new KeyUpdateState(client, server, what);
    }

    /** Without the packets that two updates have left behind: they are as good as lost. */
    KeyUpdateState tidy() {
        return with(tidied(client, server)).with(tidied(server, client));
    }

    private static End tidied(End sender, End receiver) {
        long oldest = receiver.facts().receive() - 1;
        End end = sender.copy() != 0 && sender.copy() < oldest ? sender.losing() : sender;
        return end.data() != 0 && end.data() < oldest ? end.losingData() : end;
    }
}
