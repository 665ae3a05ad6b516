package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/**
 * §3 and appendix B: how many DTLS associations a call needs, and how the second and later ones are
 * set up cheaply.
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
}
