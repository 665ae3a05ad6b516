package dtlskeying.impl.usrsctp;

import dtlskeying.impl.sctp.SctpSettings;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A socket for one association, with the options that it is to have. */
final class SocketSetup {
    private static final int COMMON_HEADER = 12;
    private static final int BUFFER = 2 * SctpSettings.LONGEST_MESSAGE;

    /** RFC 9260 §16, in milliseconds. */
    private static final int RTO_INITIAL = 1_000;

    private static final int RTO_MAX = 60_000;
    private static final int RTO_MIN = 1_000;

    private final Functions functions;
    private final MemorySegment socket;

    private SocketSetup(Functions functions, MemorySegment socket) {
        this.functions = functions;
        this.socket = socket;
    }

    /** Bound to the local port, and listening. */
    static MemorySegment open(Functions functions, SctpSettings settings, MemorySegment address) {
        var socket = functions.socket();
        var setup = new SocketSetup(functions, socket);
        try (var arena = Arena.ofConfined()) {
            must("usrsctp_set_non_blocking", functions.setNonBlocking(socket));
            setup.buffers(arena);
            setup.association(arena, settings);
            setup.extensions(arena);
            setup.notifications(arena);
            var name = Structs.address(arena, settings.localPort(), address);
            must("usrsctp_bind", functions.bind(socket, name));
        }
        must("usrsctp_listen", functions.listen(socket, 1));
        return socket;
    }

    /** What cannot fail did, by our defect. */
    static void must(String function, long result) {
        if (result < 0) throw new AssertionError(function + ": errno " + -result);
    }

    private void buffers(Arena arena) {
        var size = Structs.integer(arena, BUFFER);
        must("SO_SNDBUF", functions.setOption(socket, Numbers.SOL_SOCKET, Numbers.SO_SNDBUF, size));
        must("SO_RCVBUF", functions.setOption(socket, Numbers.SOL_SOCKET, Numbers.SO_RCVBUF, size));
        var linger = Structs.noLinger(arena);
        must(
                "SO_LINGER",
                functions.setOption(socket, Numbers.SOL_SOCKET, Numbers.SO_LINGER, linger));
    }

    private void association(Arena arena, SctpSettings settings) {
        int mtu = settings.packetSize() - settings.overhead() - COMMON_HEADER & ~3;
        set(Numbers.SCTP_PEER_ADDR_PARAMS, Structs.pathMtu(arena, mtu));
        set(Numbers.SCTP_INITMSG, Structs.streams(arena, settings.streams()));
        set(Numbers.SCTP_RTOINFO, Structs.timeouts(arena, RTO_INITIAL, RTO_MAX, RTO_MIN));
        set(Numbers.SCTP_NODELAY, Structs.integer(arena, 1));
    }

    /**
     * SCTP-AUTH must not be used together with the DTLS chunk, and ASCONF needs it
     * (draft-ietf-tsvwg-sctp-dtls-chunk-04 §1.1); nobody here needs the others.
     */
    private void extensions(Arena arena) {
        set(Numbers.SCTP_ASCONF_SUPPORTED, Structs.off(arena));
        set(Numbers.SCTP_AUTH_SUPPORTED, Structs.off(arena));
        set(Numbers.SCTP_RECONFIG_SUPPORTED, Structs.off(arena));
        set(Numbers.SCTP_NRSACK_SUPPORTED, Structs.off(arena));
        set(Numbers.SCTP_PKTDROP_SUPPORTED, Structs.off(arena));
        set(Numbers.SCTP_PR_SUPPORTED, Structs.off(arena));
        set(Numbers.SCTP_ECN_SUPPORTED, Structs.off(arena));
    }

    private void notifications(Arena arena) {
        set(Numbers.SCTP_RECVRCVINFO, Structs.integer(arena, 1));
        set(Numbers.SCTP_EVENT, Structs.event(arena, Numbers.SCTP_ASSOC_CHANGE));
        set(Numbers.SCTP_EVENT, Structs.event(arena, Numbers.SCTP_SENDER_DRY_EVENT));
    }

    private void set(int option, MemorySegment value) {
        int result = functions.setOption(socket, Numbers.IPPROTO_SCTP, option, value);
        must("socket option " + option, result);
    }
}
