package dtlskeying.properties.cli;

import dtlskeying.properties.call.CallPlan;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;

import picocli.CommandLine.Option;

import java.util.List;

/** How many channels a call has, and whether RTCP has ports of its own. */
final class ChannelOptions {
    private static final int MOST = 4;

    /** Where the packets of RTCP travel. */
    enum Rtcp {
        SEPARATE,
        MUX
    }

    @Option(
            names = "--channels",
            paramLabel = "N",
            description = {
                "Both ends embedded: sets up 1 to 4 media streams in full, by resumption and by early",
                "resumption, and prints the bytes and round trips beside the document's."
            })
    private Integer streams;

    @Option(
            names = "--rtcp",
            paramLabel = "HOW",
            description =
                    "With --channels: RTCP on ports of its own (separate), or on RTP's (mux).")
    private Rtcp rtcp;

    boolean isGiven() {
        return streams != null || rtcp != null;
    }

    /** Whether RTCP shares RTP's ports. */
    boolean isMultiplexed() {
        return rtcp != Rtcp.SEPARATE;
    }

    /** The pairs of ports. */
    List<Wanted> channels() {
        if (streams == null) throw new Misuse("--rtcp needs --channels");
        if (streams < 1 || streams > MOST)
            throw new Misuse("--channels is from 1 to " + MOST + ", not " + streams);
        return isMultiplexed() ? CallPlan.multiplexed(streams) : CallPlan.separate(streams);
    }
}
