package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_SESSION_A_PORT_PAIR;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED;

import dtlskeying.impl.srtp.Channel.Ready;
import dtlskeying.impl.srtp.Channel.UnderWay;
import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Destroyed;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Installed;
import dtlskeying.spec.srtp.PacketKind;

import java.util.List;
import java.util.stream.Stream;

/** What becomes of a handshake's keys on its channel, at either end. */
final class ChannelKeys {
    private ChannelKeys() {}

    /** Keys for the packets that travel there; those for the others are not kept. */
    @Cites({"dtls-srtp/3/a", "dtls-srtp/3/c"})
    static List<Effect> installed(UnderWay channel) {
        return Stream.of(PacketKind.values()).map(kind -> effect(channel, kind)).toList();
    }

    private static Effect effect(UnderWay channel, PacketKind kind) {
        int number = channel.wanted().channel();
        return channel.wanted().media().carries(kind)
                ? new Installed(number, channel.handshake(), kind)
                : new Destroyed(number, channel.handshake(), kind, UNUSED_HALF_IS_DISCARDED);
    }

    /** No keys without their channel. */
    static List<Effect> destroyed(Ready channel) {
        return channel.kinds().stream().map(kind -> destroyed(channel, kind)).toList();
    }

    private static Effect destroyed(Ready channel, PacketKind kind) {
        int number = channel.wanted().channel();
        return new Destroyed(number, channel.handshake(), kind, ONE_SESSION_A_PORT_PAIR);
    }
}
