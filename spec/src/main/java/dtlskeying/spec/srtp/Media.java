package dtlskeying.spec.srtp;

/** What a DTLS-SRTP session carries on its one pair of ports (§3, §4.2). */
public enum Media {
    RTP_ONLY,
    RTCP_ONLY,
    /** Both, told apart by payload type (RFC 5761). */
    MULTIPLEXED;

    /** Whether packets of that kind travel on the session. */
    public boolean carries(PacketKind kind) {
        return switch (this) {
            case RTP_ONLY -> kind == PacketKind.RTP;
            case RTCP_ONLY -> kind == PacketKind.RTCP;
            case MULTIPLEXED -> true;
        };
    }
}
