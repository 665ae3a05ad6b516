package dtlskeying.impl.usrsctp;

/**
 * Numbers of {@code usrsctp.h}, and of the C library of Linux where that one takes them from it.
 */
final class Numbers {
    static final int AF_CONN = 123;
    static final int SOCK_SEQPACKET = 5;
    static final int IPPROTO_SCTP = 132;

    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_LINGER = 13;

    static final int SCTP_RTOINFO = 1;
    static final int SCTP_INITMSG = 3;
    static final int SCTP_NODELAY = 4;
    static final int SCTP_PEER_ADDR_PARAMS = 0x0a;
    static final int SCTP_EVENT = 0x1e;
    static final int SCTP_RECVRCVINFO = 0x1f;
    static final int SCTP_PR_SUPPORTED = 0x26;
    static final int SCTP_ECN_SUPPORTED = 0x25;
    static final int SCTP_AUTH_SUPPORTED = 0x27;
    static final int SCTP_ASCONF_SUPPORTED = 0x28;
    static final int SCTP_RECONFIG_SUPPORTED = 0x29;
    static final int SCTP_NRSACK_SUPPORTED = 0x30;
    static final int SCTP_PKTDROP_SUPPORTED = 0x31;

    static final int SPP_PMTUD_DISABLE = 0x10;

    static final int SCTP_SENDV_SNDINFO = 1;
    static final int SCTP_EOF = 0x100;

    static final int SCTP_ASSOC_CHANGE = 1;
    static final int SCTP_SENDER_DRY_EVENT = 0x0a;

    static final int SCTP_COMM_UP = 1;
    static final int SCTP_COMM_LOST = 2;
    static final int SCTP_RESTART = 3;
    static final int SCTP_SHUTDOWN_COMP = 4;
    static final int SCTP_CANT_STR_ASSOC = 5;

    static final int MSG_EOR = 0x80;
    static final int MSG_NOTIFICATION = 0x2000;

    static final int EAGAIN = 11;
    static final int EINPROGRESS = 115;

    private Numbers() {}
}
