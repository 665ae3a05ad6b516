package dtlskeying.impl.endpoint;

import dtlskeying.impl.chunk.UserMessages;
import dtlskeying.impl.sctp.SctpAssociation;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Octets;

import java.util.ArrayDeque;
import java.util.Deque;

/** The records of the key management on their way to SCTP: what it has no room for waits. */
final class RecordQueue {
    private final SctpAssociation sctp;
    private final Deque<UserMessage> waiting = new ArrayDeque<>();
    private int sent;

    RecordQueue(SctpAssociation sctp) {
        this.sctp = sctp;
    }

    void add(Octets record) {
        waiting.add(UserMessages.of(record));
        send();
    }

    /** Gives SCTP what there is room for; nothing overtakes what waits. */
    void send() {
        while (!waiting.isEmpty() && sctp.send(waiting.getFirst())) {
            waiting.removeFirst();
            sent++;
        }
    }

    /** How many records SCTP has taken. */
    int sent() {
        return sent;
    }

    void clear() {
        waiting.clear();
    }
}
