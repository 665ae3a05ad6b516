package dtlskeying.spec.srtp;

/** The two kinds of packets that SRTP protects. */
public enum PacketKind {
    RTP,
    RTCP
}
