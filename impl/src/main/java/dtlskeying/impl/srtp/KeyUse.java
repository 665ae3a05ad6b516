package dtlskeying.impl.srtp;

import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Direction;
import dtlskeying.spec.srtp.PacketKind;

/**
 * How many packets each of the four keys of a set has processed (§4.4).
 *
 * @param rtpOut RTP packets sent
 * @param rtcpOut RTCP packets sent
 * @param rtpIn RTP packets received and found genuine
 * @param rtcpIn RTCP packets received and found genuine
 */
@Cites("dtls-srtp/4.4/a")
public record KeyUse(long rtpOut, long rtcpOut, long rtpIn, long rtcpIn) {
    /** Keys that have processed nothing. */
    public static final KeyUse NONE = new KeyUse(0, 0, 0, 0);

    /** The number of packets under that key. */
    public long of(Direction direction, PacketKind kind) {
        return switch (direction) {
            case OUT ->
                    switch (kind) {
                        case RTP -> rtpOut;
                        case RTCP -> rtcpOut;
                    };
            case IN ->
                    switch (kind) {
                        case RTP -> rtpIn;
                        case RTCP -> rtcpIn;
                    };
        };
    }

    /** One more packet under that key. */
    public KeyUse with(Direction direction, PacketKind kind) {
        return switch (direction) {
            case OUT ->
                    switch (kind) {
                        case RTP -> new KeyUse(rtpOut + 1, rtcpOut, rtpIn, rtcpIn);
                        case RTCP -> new KeyUse(rtpOut, rtcpOut + 1, rtpIn, rtcpIn);
                    };
            case IN ->
                    switch (kind) {
                        case RTP -> new KeyUse(rtpOut, rtcpOut, rtpIn + 1, rtcpIn);
                        case RTCP -> new KeyUse(rtpOut, rtcpOut, rtpIn, rtcpIn + 1);
                    };
        };
    }
}
