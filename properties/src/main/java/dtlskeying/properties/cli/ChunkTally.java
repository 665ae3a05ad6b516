package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.ChunkRefusal;
import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.chunk.RestartKeys;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.SctpEvent.Reason;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import java.util.ArrayList;
import java.util.List;

/** What has become of one end of ours in a run. */
final class ChunkTally {
    private static final ReauthenticationSpec.Effect PROVEN =
            new ReauthenticationSpec.Effect.Reported(Verdict.AUTHENTICATED);

    private final Role name;
    private final List<Terms> terms = new ArrayList<>();
    private final List<ChunkEvent.Keyed> keyed = new ArrayList<>();
    private final List<RestartKeys> restartKeys = new ArrayList<>();
    private int sent;
    private int received;
    private int proofs;
    private long bytes;
    private long dropped;
    private boolean isUnprotected;
    private boolean wasProtected;
    private boolean isSettled;
    private boolean isDry;
    private boolean isDown;
    private String trouble = "";

    ChunkTally(Role name) {
        this.name = name;
    }

    /** The end that opens is the client here. */
    Role name() {
        return name;
    }

    void happened(ChunkEvent event) {
        switch (event) {
            case ChunkEvent.Agreed(var agreed) -> terms.add(agreed);
            case ChunkEvent.Unprotected _ -> isUnprotected = true;
            case ChunkEvent.Declined(var cause, var clause) ->
                    trouble("declined, cause " + cause.code() + " (" + clause.id() + ")");
            case ChunkEvent.Associated _ -> isSettled = false;
            case ChunkEvent.Keyed each -> keyed.add(each);
            case ChunkEvent.Protected() -> wasProtected = true;
            case ChunkEvent.Settled() -> isSettled = true;
            case ChunkEvent.RestartReady(var keys) -> restartKeys.add(keys);
            case ChunkEvent.Received(var message) -> {
                received++;
                bytes += message.bytes().length();
            }
            case ChunkEvent.SenderDry() -> isDry = true;
            case ChunkEvent.GaveUp(var clause) -> trouble("given up: " + clause.summary());
            case ChunkEvent.Down(var reason) -> down(reason);
            case ChunkEvent.Reauthenticated(_, var effects) -> {
                if (effects.contains(PROVEN)) proofs++;
            }
            case ChunkEvent.Packet _,
                    ChunkEvent.Stepped _,
                    ChunkEvent.Ordered _,
                    ChunkEvent.KeyWears _,
                    ChunkEvent.Renewed _,
                    ChunkEvent.Dropped _ -> {}
        }
    }

    private void down(Reason reason) {
        isDown = true;
        switch (reason) {
            case SHUTDOWN -> {}
            case ABORTED -> trouble("the association was aborted");
            case LOST -> trouble("the peer does not answer any more");
            case REFUSED -> trouble("there is no association");
        }
    }

    /** The first one counts. */
    void trouble(String what) {
        if (trouble.isEmpty()) trouble = what;
    }

    void sent(UserMessage message) {
        sent++;
        bytes += message.bytes().length();
        isDry = false;
    }

    /** The association is about to begin anew. */
    void unsettled() {
        isSettled = false;
    }

    /** Counts what the operator of an end that is closed or lost has dropped. */
    void count(ChunkEndpoint end) {
        dropped += end.operators().refused(ChunkRefusal.UNPROTECTED) + end.gate().removed();
    }

    /** Its last agreement; none if there was none. */
    List<Terms> terms() {
        return terms.isEmpty() ? List.of() : List.of(terms.getLast());
    }

    /** The keys of each association and epoch, the latest last. */
    List<ChunkEvent.Keyed> keyed() {
        return List.copyOf(keyed);
    }

    /** What it can come back with, used up by this: none if there is nothing. */
    List<RestartKeys> takeRestartKeys() {
        var latest = restartKeys.isEmpty() ? restartKeys : List.of(restartKeys.getLast());
        var taken = List.copyOf(latest);
        restartKeys.clear();
        return taken;
    }

    int sent() {
        return sent;
    }

    /** How often the peer has proven again who it is. */
    int proofs() {
        return proofs;
    }

    int received() {
        return received;
    }

    long bytes() {
        return bytes;
    }

    long dropped() {
        return dropped;
    }

    boolean isUnprotected() {
        return isUnprotected;
    }

    boolean wasProtected() {
        return wasProtected;
    }

    boolean isSettled() {
        return isSettled || isUnprotected;
    }

    boolean isDry() {
        return isDry || sent == 0;
    }

    boolean isDown() {
        return isDown;
    }

    String trouble() {
        return trouble;
    }
}
