package dtlskeying.impl.srtp;

import dtlskeying.impl.Step;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.ChannelSetupSpec.LaterChannels;
import dtlskeying.spec.srtp.ChannelSetupSpec.Unfinished;

/**
 * §3 and appendix B: one end of a call of several channels, and when each of them shakes hands. One
 * channel makes a session, the others resume it; each has keys of its own.
 *
 * <p>There is a table for each end: {@link ClientChannels} and {@link ServerChannels}.
 */
public sealed interface ChannelSetup {
    /**
     * The end that starts the handshakes.
     *
     * @param later when it starts the channels after the first
     */
    record Client(LaterChannels later, Call<Channel.OfClient> call) implements ChannelSetup {
        Client with(Call<Channel.OfClient> other) {
            return new Client(later, other);
        }
    }

    /**
     * The end that answers.
     *
     * @param unfinished what it does when asked for a session that is still in the making
     */
    record Server(Unfinished unfinished, Call<Channel.OfServer> call) implements ChannelSetup {
        Server with(Call<Channel.OfServer> other) {
            return new Server(unfinished, other);
        }
    }

    /** A client of which no channel is wanted yet. */
    static ChannelSetup client(LaterChannels later) {
        return new Client(later, Call.empty());
    }

    /** A server of which no channel is wanted yet. */
    static ChannelSetup server(Unfinished unfinished) {
        return new Server(unfinished, Call.empty());
    }

    /** Takes one input; any input is answered in any state. */
    default Step<ChannelSetup, Effect> on(Input input) {
        return switch (this) {
            case Client client -> new ClientChannels(client).on(input);
            case Server server -> new ServerChannels(server).on(input);
        };
    }
}
