package dtlskeying.impl.srtp;

import dtlskeying.impl.srtp.PacketIndex.Heard;
import dtlskeying.impl.srtp.PacketIndex.Unheard;

/** The mutable twin of {@link SrtpTransform}, for one source in one direction. */
final class SrtpStream {
    private static final long UNHEARD = -1;

    final int ssrc;
    final ReplayBits rtp = new ReplayBits();
    final ReplayBits rtcp = new ReplayBits();

    /** The SRTCP index that comes next, at a sender. */
    long nextControl;

    private long rollover;
    private long highest = UNHEARD;
    private long firstRtp = UNHEARD;
    private long firstRtcp = UNHEARD;

    SrtpStream(int ssrc, PacketIndex index, long nextControl) {
        this.ssrc = ssrc;
        this.nextControl = nextControl;
        start(index);
    }

    /** Starts at an index; only before the first RTP packet. */
    void start(PacketIndex index) {
        switch (index) {
            case Unheard unheard -> rollover = unheard.rollover();
            case Heard heard -> highest = heard.highest();
        }
    }

    /** Whether there was an RTP packet under these keys. */
    boolean isHeard() {
        return firstRtp != UNHEARD;
    }

    /** The index of an RTP packet with this sequence number. */
    long guess(int sequence) {
        return highest == UNHEARD
                ? rollover << 16 | sequence
                : PacketIndex.closest(highest, sequence);
    }

    /** An RTP packet with this index was sent, or opened. */
    void heard(long index) {
        rtp.add(index);
        if (firstRtp == UNHEARD) firstRtp = index;
        if (index > highest) highest = index;
    }

    /** An RTCP packet with this index was opened. */
    void heardControl(long index) {
        rtcp.add(index);
        if (firstRtcp == UNHEARD) firstRtcp = index;
    }

    /** Whether the first RTP packet under these keys came before that index. */
    boolean isBeyondFirst(long index) {
        return firstRtp != UNHEARD && index > firstRtp;
    }

    /** Whether the first RTCP packet under these keys came before that index. */
    boolean isBeyondFirstControl(long index) {
        return firstRtcp != UNHEARD && index > firstRtcp;
    }

    /** The packet index, as a value. */
    PacketIndex index() {
        return highest == UNHEARD ? new Unheard(rollover) : new Heard(highest);
    }
}
