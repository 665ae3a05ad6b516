package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/**
 * §3 and appendix B: how many DTLS associations a call needs, and how the second and later ones are
 * set up cheaply.
 *
 * <p>What the document leaves to us: a channel that is wanted twice, or whose packets another
 * channel already protects the same way, is refused; so is a report about a channel that has no
 * handshake under way, or of a session that the handshake did not make or ask for. While some
 * handshake of the client is under way that may end in a session, channels wait; if it fails, the
 * one that has waited longest starts in full; if its session has no name, all of them do. A hello
 * on a channel that is not wanted, or has had another one, is dropped; the same hello again changes
 * nothing. A server that learns that a handshake failed answers in full whoever queued for its
 * session.
 */
public interface ChannelSetupSpec {
    /** What the document says. */
    enum Claim implements Clause {
        ONE_HANDSHAKE_A_FLOW(
                "dtls-srtp/3/a",
                IS,
                "one DTLS handshake per RTP or RTCP flow, on that flow's own ports; its"
                        + " keys feed the SRTP stack"),
        SYMMETRIC_RTP_SHARES_A_SESSION(
                "dtls-srtp/3/b",
                SHOULD,
                "with symmetric RTP one session protects both directions, else two"
                        + " unidirectional ones a flow"),
        RTP_AND_RTCP_MAY_SHARE_A_PORT(
                "dtls-srtp/3/c",
                MAY,
                "RTP and RTCP multiplexed on one pair of ports share one session"),
        ONE_SESSION_A_PORT_PAIR(
                "dtls-srtp/3/d",
                MUST,
                "each distinct pair of ports has its own DTLS-SRTP session; they may"
                        + " share a DTLS session by resumption"),
        LATER_CHANNELS_WAIT_AND_RESUME(
                "dtls-srtp/3/e",
                SHOULD,
                "one association is established first, the others wait for it and" + " resume"),
        EACH_SIDE_HAS_ITS_OWN_KEYS(
                "dtls-srtp/3/f",
                IS,
                "client and server write under different keys, all sources of one side"
                        + " of a channel under that side's"),
        SSRCS_OF_ONE_DEVICE_ARE_DISTINCT(
                "dtls-srtp/3/g",
                MUST,
                "all SSRCs of one device on one channel differ, lest one pad protect"
                        + " two texts"),
        SIGNALLING_MAY_ANNOUNCE_A_SESSION(
                "dtls-srtp/3/h",
                MAY,
                "a session can be announced by signalling, whose integrity then extends"
                        + " to the media by fingerprints"),
        BOTH_FLOWS_USE_THE_SAME_CIPHERS(
                "dtls-srtp/4.1.2/d",
                SHOULD,
                "the RTP and the RTCP session of one flow use identical ciphers"),
        RESUMPTION_SAVES_BYTES_AND_ROUND_TRIPS(
                "dtls-srtp/B/a",
                IS,
                "a resumed handshake costs 300 to 400 bytes, a full one 1 to 2 kB more;"
                        + " resuming after the first channel costs a round trip, resuming at once"
                        + " none"),
        EARLY_RESUMPTION_HAS_THREE_WAYS_OUT(
                "dtls-srtp/B/b",
                IS,
                "if the first handshake loses a message, the early second one becomes"
                        + " full, is queued, or is dropped and retransmitted");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** Stands for a session where there is none: a full handshake, or one that has no name. */
    int NO_SESSION = 0;

    /** Which of the two ways of RTP a session protects (§3). */
    enum Traffic {
        /** Symmetric RTP: both. */
        BOTH_WAYS,
        INBOUND,
        OUTBOUND;

        /** Whether some packet belongs to both. */
        public boolean overlaps(Traffic other) {
            return this == BOTH_WAYS || other == BOTH_WAYS || this == other;
        }
    }

    /** When a client starts the channels after the first. */
    enum LaterChannels {
        /** As soon as a session can be resumed. */
        AFTER_COMPLETION,
        /** Right after the client's Finished of a full handshake (appendix B, second figure). */
        AFTER_OWN_FINISHED
    }

    /** What a server does when asked to resume a session whose handshake is not complete yet. */
    enum Unfinished {
        /** It answers in full. */
        IN_FULL,
        /** It keeps the hello until that handshake is over. */
        QUEUE,
        /** It drops the hello; the client sends it again. */
        DROP
    }

    /**
     * What one end learns. A channel is one pair of ports. Handshakes are numbered from 1 over the
     * whole call, in the order in which the client starts them; a session has the number of the
     * full handshake that made it.
     */
    sealed interface Input {
        /** The channel that it is about. */
        int channel();

        /**
         * The application, or signalling, wants a pair of ports protected: the client starts a
         * handshake there some time, the server expects one.
         *
         * @param channel the pair of ports, 1 or more; free again when the channel is over
         * @param flow the media stream; an RTP and an RTCP session can serve the same one
         * @param media what travels there
         * @param traffic in which of its ways
         */
        record Wanted(int channel, int flow, Media media, Traffic traffic) implements Input {}

        /**
         * The server: a ClientHello, for the first time or again.
         *
         * @param handshake the client's number for it
         * @param session what it asks to resume, or {@link #NO_SESSION}
         */
        record HelloArrived(int channel, int handshake, int session) implements Input {}

        /**
         * The client: its Finished of a full handshake has left.
         *
         * @param session the number of that handshake, or {@link #NO_SESSION} if the server gave
         *     the session no name
         */
        record FinishedSent(int channel, int session) implements Input {}

        /**
         * The handshake on the channel is complete.
         *
         * @param session its own number after a full handshake, that of the session that was
         *     resumed, or {@link #NO_SESSION} after a full one whose session has no name
         * @param profile what it agreed on
         */
        record Completed(int channel, int session, ProtectionProfile profile) implements Input {}

        /**
         * The handshake on the channel is over without success, and with it the channel. What it
         * was to make, or to resume, is not resumed from here on.
         */
        record Failed(int channel) implements Input {}

        /** The channel is not wanted any longer. Its session stays fit to be resumed. */
        record Closed(int channel) implements Input {}
    }

    /** What one end does. Keys are named by the handshake whose two randoms made them. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The client starts that handshake, asking to resume a session or {@link #NO_SESSION}. */
        record Started(int channel, int handshake, int session) implements Effect {}

        /** The client lets the channel wait for a session to resume. */
        record Waiting(int channel) implements Effect {}

        /** The server expects a handshake there. */
        record Listening(int channel) implements Effect {}

        /** The server answers: it resumes that session, or in full ({@link #NO_SESSION}). */
        record Answered(int channel, int handshake, int session) implements Effect {}

        /** The server keeps the hello until the handshake that makes the session is over. */
        record Queued(int channel, int handshake, int session) implements Effect {}

        /** The server drops the hello. */
        record Dropped(int channel, Clause clause) implements Effect, Refusal {
            @Override
            public Dropped because(Clause reason) {
                return new Dropped(channel, reason);
            }
        }

        /** The SRTP keys of that handshake, of both ends, protect these packets there. */
        record Installed(int channel, int handshake, PacketKind kind) implements Effect {}

        /** Those keys are not kept, or no longer. */
        record Destroyed(int channel, int handshake, PacketKind kind, Clause clause)
                implements Effect {
            @Override
            public Destroyed because(Clause reason) {
                return new Destroyed(channel, handshake, kind, reason);
            }
        }

        /** The handshake has succeeded and is of no use; the channel is over. */
        record Abandoned(int channel, Clause clause) implements Effect {
            @Override
            public Abandoned because(Clause reason) {
                return new Abandoned(channel, reason);
            }
        }

        /** What was asked for, or reported, is not acted on. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
