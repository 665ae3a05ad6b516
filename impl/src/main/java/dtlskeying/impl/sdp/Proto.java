package dtlskeying.impl.sdp;

import dtlskeying.spec.Cites;

import java.util.Arrays;
import java.util.Optional;

/** §8: what carries RTP over DTLS, as the proto of an m= line. */
@Cites("dtls-srtp/8/a")
public enum Proto {
    UDP_SAVP("UDP/TLS/RTP/SAVP"),
    UDP_SAVPF("UDP/TLS/RTP/SAVPF"),
    DCCP_SAVP("DCCP/TLS/RTP/SAVP"),
    DCCP_SAVPF("DCCP/TLS/RTP/SAVPF"),
    TCP_SAVP("TCP/TLS/RTP/SAVP"),
    TCP_SAVPF("TCP/TLS/RTP/SAVPF");

    private final String token;

    Proto(String token) {
        this.token = token;
    }

    /** The token, in capitals as registered. */
    public String token() {
        return token;
    }

    /** Whether the datagrams are those of UDP. */
    public boolean isUdp() {
        return switch (this) {
            case UDP_SAVP, UDP_SAVPF -> true;
            case DCCP_SAVP, DCCP_SAVPF, TCP_SAVP, TCP_SAVPF -> false;
        };
    }

    /** The proto of that token, which is case-sensitive (RFC 8866 §5); nothing for any other. */
    public static Optional<Proto> ofToken(String token) {
        return Arrays.stream(values()).filter(each -> each.token.equals(token)).findFirst();
    }
}
