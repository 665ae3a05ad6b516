package dtlskeying.properties.call;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;
import dtlskeying.spec.srtp.ChannelSetupSpec.Traffic;
import dtlskeying.spec.srtp.ChannelSetupSpec.Unfinished;
import dtlskeying.spec.srtp.Media;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A call that is to be set up.
 *
 * @param strategy how
 * @param channels the pairs of ports
 * @param client what the client brings to every channel
 * @param server what the server brings to every channel
 * @param unfinished what the server does with a hello that is too early
 * @param cookies of the server
 * @param entropy for this call alone
 * @param fates what becomes of the datagrams of a channel, by its number
 */
public record CallPlan(
        Strategy strategy,
        List<Wanted> channels,
        Settings client,
        Settings server,
        Unfinished unfinished,
        Cookies cookies,
        Entropy entropy,
        IntFunction<Fates> fates) {
    public CallPlan {
        channels = List.copyOf(channels);
    }

    /** So many streams, each of them RTP and RTCP on one pair of ports. */
    public static List<Wanted> multiplexed(int streams) {
        List<Wanted> channels = new ArrayList<>();
        for (int i = 1; i <= streams; i++)
            channels.add(new Wanted(i, i, Media.MULTIPLEXED, Traffic.BOTH_WAYS));
        return channels;
    }

    /** So many streams, each of them RTP on one pair of ports and RTCP on another. */
    public static List<Wanted> separate(int streams) {
        List<Wanted> channels = new ArrayList<>();
        for (int i = 1; i <= streams; i++) {
            channels.add(new Wanted(2 * i - 1, i, Media.RTP_ONLY, Traffic.BOTH_WAYS));
            channels.add(new Wanted(2 * i, i, Media.RTCP_ONLY, Traffic.BOTH_WAYS));
        }
        return channels;
    }

    /** The same, set up in another way. */
    public CallPlan with(Strategy other) {
        return new CallPlan(other, channels, client, server, unfinished, cookies, entropy, fates);
    }
}
