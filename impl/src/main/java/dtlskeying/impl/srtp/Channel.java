package dtlskeying.impl.srtp;

import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One pair of ports of a call, by what has happened there (§3). Sessions and handshakes have the
 * numbers of {@link dtlskeying.spec.srtp.ChannelSetupSpec.Input}.
 */
public sealed interface Channel {
    /** What can be the matter with a channel of a client. */
    sealed interface OfClient extends Channel {}

    /** What can be the matter with a channel of a server. */
    sealed interface OfServer extends Channel {}

    /** Nobody wants it. */
    record Unwanted() implements OfClient, OfServer {}

    /** The client lets it wait until a session can be resumed. */
    record Waiting(Wanted wanted) implements OfClient {}

    /** The server expects a hello. */
    record Expecting(Wanted wanted) implements OfServer {}

    /** The server keeps the hello until the session that it names is made. */
    record Queued(Wanted wanted, int handshake, int session) implements OfServer {}

    /**
     * A handshake is under way.
     *
     * @param outcomes the sessions with which it can be complete
     * @param promised whether nothing but the server's Finished is missing to a session of its own
     */
    record UnderWay(Wanted wanted, int handshake, Set<Integer> outcomes, boolean promised)
            implements OfClient, OfServer {
        public UnderWay {
            outcomes = Collections.unmodifiableSet(new TreeSet<>(outcomes));
        }

        UnderWay promising(boolean session) {
            return new UnderWay(wanted, handshake, outcomes, session);
        }
    }

    /** The keys of its handshake protect it. */
    record Ready(Wanted wanted, int handshake, ProtectionProfile profile)
            implements OfClient, OfServer {
        /** The packets that travel there. */
        List<PacketKind> kinds() {
            return Stream.of(PacketKind.values()).filter(wanted.media()::carries).toList();
        }
    }
}
