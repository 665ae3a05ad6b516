package dtlskeying.impl.endpoint;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;

/** What the key management of an association has to be done outside, in order. */
final class Outbox {
    private List<Act> acts = new ArrayList<>();
    private List<Octets> held = new ArrayList<>();

    /** What is to be done. */
    sealed interface Act {
        /** A record goes to the peer, in a message of its own. */
        record Send(Octets record) implements Act {}

        /** SCTP aborts. */
        record Abort() implements Act {}

        /** The user hears of it. */
        record Tell(ChunkEvent event) implements Act {}
    }

    /** All of it, which is then no longer here. */
    List<Act> take() {
        var due = acts;
        acts = new ArrayList<>();
        return due;
    }

    void send(Octets record) {
        acts.add(new Act.Send(record));
    }

    /** To be sent when it is released. */
    void hold(Octets record) {
        held.add(record);
    }

    /** What was held is sent. */
    void release() {
        held.forEach(this::send);
        held = new ArrayList<>();
    }

    void tell(ChunkEvent event) {
        acts.add(new Act.Tell(event));
    }

    /** The association is given up; what was held is said before. */
    void giveUp(Clause clause) {
        release();
        tell(new ChunkEvent.GaveUp(clause));
        acts.add(new Act.Abort());
    }
}
