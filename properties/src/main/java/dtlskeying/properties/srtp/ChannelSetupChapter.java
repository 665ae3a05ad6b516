package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import dtlskeying.impl.srtp.Channel;
import dtlskeying.impl.srtp.ChannelSetup;
import dtlskeying.model.srtp.ChannelFacts;
import dtlskeying.model.srtp.ChannelSetupModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.properties.Judge;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.ChannelSetupSpec.LaterChannels;
import dtlskeying.spec.srtp.ChannelSetupSpec.Traffic;
import dtlskeying.spec.srtp.ChannelSetupSpec.Unfinished;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** §3 and appendix B as the judge sees them: a call of up to three channels, at either end. */
public final class ChannelSetupChapter {
    private static final ProtectionProfile LONG_TAG = SRTP_AES128_CM_HMAC_SHA1_80;
    private static final ProtectionProfile SHORT_TAG = SRTP_AES128_CM_HMAC_SHA1_32;

    /** RTP and RTCP of one stream on two pairs of ports, and another stream on one. */
    private static final Input RTP = new Input.Wanted(1, 1, Media.RTP_ONLY, Traffic.BOTH_WAYS);

    private static final Input RTCP = new Input.Wanted(2, 1, Media.RTCP_ONLY, Traffic.BOTH_WAYS);
    private static final Input BOTH = new Input.Wanted(3, 2, Media.MULTIPLEXED, Traffic.BOTH_WAYS);
    private static final Input AGAIN = new Input.Wanted(3, 1, Media.MULTIPLEXED, Traffic.INBOUND);

    private static final ChannelSetupModel MODEL = new ChannelSetupModel();

    /** The machine and the model of channel set-up. */
    public static final Chapter<ChannelSetup, Input, Effect, ChannelFacts> CHAPTER =
            new Chapter<>(
                    "srtp/ChannelSetup",
                    starts(),
                    inputs(),
                    ChannelSetup::on,
                    MODEL,
                    ChannelSetupChapter::isDone);

    private ChannelSetupChapter() {}

    private static List<Start<ChannelSetup, ChannelFacts>> starts() {
        var starts = new ArrayList<Start<ChannelSetup, ChannelFacts>>();
        for (LaterChannels later : LaterChannels.values()) {
            String name = "a client, " + later;
            var client = ChannelSetup.client(later);
            starts.add(along(name, client, Role.CLIENT));
            starts.add(along(name + ", two wanted", client, Role.CLIENT, RTP, RTCP));
            starts.add(
                    along(
                            name + ", two wanted, one finishing",
                            client,
                            Role.CLIENT,
                            RTP,
                            RTCP,
                            new Input.FinishedSent(1, 1)));
            starts.add(along(name + ", one ready", client, Role.CLIENT, RTP, done(1, 1, LONG_TAG)));
            starts.add(
                    along(
                            name + ", one ready without a session",
                            client,
                            Role.CLIENT,
                            RTP,
                            done(1, NO_SESSION, LONG_TAG),
                            RTCP,
                            BOTH));
        }
        for (Unfinished unfinished : Unfinished.values()) {
            String name = "a server, " + unfinished;
            var server = ChannelSetup.server(unfinished);
            var hello = new Input.HelloArrived(1, 1, NO_SESSION);
            starts.add(along(name, server, Role.SERVER));
            starts.add(along(name + ", one answered", server, Role.SERVER, RTP, RTCP, hello));
            starts.add(
                    along(
                            name + ", one answered, one asking",
                            server,
                            Role.SERVER,
                            RTP,
                            RTCP,
                            hello,
                            new Input.HelloArrived(2, 2, 1)));
            starts.add(
                    along(
                            name + ", one ready",
                            server,
                            Role.SERVER,
                            RTP,
                            RTCP,
                            hello,
                            done(1, 1, LONG_TAG)));
            starts.add(
                    along(
                            name + ", one ready, one answered",
                            server,
                            Role.SERVER,
                            RTP,
                            RTCP,
                            hello,
                            done(1, 1, LONG_TAG),
                            new Input.HelloArrived(2, 2, 1)));
        }
        return starts;
    }

    /** The situation behind these inputs, which the model has to permit. */
    private static Start<ChannelSetup, ChannelFacts> along(
            String name, ChannelSetup start, Role role, Input... inputs) {
        var state = start;
        var judge = Judge.of(MODEL, ChannelFacts.start(role));
        for (Input input : inputs) {
            var step = state.on(input);
            state = step.state();
            judge = judge.see(input, step.effects());
        }
        if (judge.frontier().size() != 1) throw new AssertionError(name + ": " + judge.frontier());
        return new Start<>(name, state, judge.frontier().iterator().next());
    }

    /** Whether no channel waits for a session, and no hello is in the queue. */
    private static boolean isDone(ChannelSetup setup) {
        return channels(setup).stream()
                .noneMatch(channel ->
                        channel instanceof Channel.Waiting || channel instanceof Channel.Queued);
    }

    private static Collection<? extends Channel> channels(ChannelSetup setup) {
        return switch (setup) {
            case ChannelSetup.Client(_, var call) -> call.channels().values();
            case ChannelSetup.Server(_, var call) -> call.channels().values();
        };
    }

    private static Input done(int channel, int session, ProtectionProfile profile) {
        return new Input.Completed(channel, session, profile);
    }

    private static List<Input> inputs() {
        return List.of(
                RTP,
                RTCP,
                BOTH,
                AGAIN,
                new Input.HelloArrived(1, 1, NO_SESSION),
                new Input.HelloArrived(2, 2, NO_SESSION),
                new Input.HelloArrived(2, 2, 1),
                new Input.HelloArrived(2, 3, 1),
                new Input.HelloArrived(3, 3, 1),
                new Input.FinishedSent(1, 1),
                new Input.FinishedSent(1, NO_SESSION),
                new Input.FinishedSent(2, 2),
                done(1, 1, LONG_TAG),
                done(1, NO_SESSION, LONG_TAG),
                done(2, NO_SESSION, LONG_TAG),
                done(2, NO_SESSION, SHORT_TAG),
                done(2, 1, LONG_TAG),
                done(2, 1, SHORT_TAG),
                done(2, 2, LONG_TAG),
                done(3, 1, SHORT_TAG),
                new Input.Failed(1),
                new Input.Failed(2),
                new Input.Closed(1),
                new Input.Closed(2),
                new Input.Closed(3));
    }
}
