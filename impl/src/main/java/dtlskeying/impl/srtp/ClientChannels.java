package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.BOTH_FLOWS_USE_THE_SAME_CIPHERS;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_HANDSHAKE_A_FLOW;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_SESSION_A_PORT_PAIR;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SYMMETRIC_RTP_SHARES_A_SESSION;
import static dtlskeying.spec.srtp.ChannelSetupSpec.NO_SESSION;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.Channel.OfClient;
import dtlskeying.impl.srtp.Channel.Ready;
import dtlskeying.impl.srtp.Channel.UnderWay;
import dtlskeying.impl.srtp.Channel.Unwanted;
import dtlskeying.impl.srtp.Channel.Waiting;
import dtlskeying.impl.srtp.ChannelSetup.Client;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Abandoned;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Refused;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Closed;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Completed;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Failed;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.FinishedSent;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.HelloArrived;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;

import java.util.List;

/**
 * The table of a client's channels: each answers for itself, and then those that wait are seen to.
 */
record ClientChannels(Client client) {
    Step<ChannelSetup, Effect> on(Input input) {
        return switch (new Row(at(input), input)) {
            case Row(Unwanted _, Wanted wanted) when call().overlaps(wanted) ->
                    refuse(SYMMETRIC_RTP_SHARES_A_SESSION);
            case Row(Unwanted _, Wanted wanted) ->
                    ClientStarts.of(client.with(call().with(wanted.channel(), new Waiting(wanted))))
                            .orWait(wanted);
            case Row(Waiting _, Wanted _) -> refuse(ONE_SESSION_A_PORT_PAIR);
            case Row(UnderWay _, Wanted _) -> refuse(ONE_SESSION_A_PORT_PAIR);
            case Row(Ready _, Wanted _) -> refuse(ONE_SESSION_A_PORT_PAIR);

            case Row(UnderWay channel, FinishedSent(_, var session)) when isOwn(channel, session) ->
                    finishing(channel, session);
            case Row(UnderWay _, FinishedSent _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(UnderWay channel, Completed(_, var session, _))
                    when !channel.outcomes().contains(session) ->
                    refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(UnderWay channel, Completed done)
                    when call().contradicts(channel.wanted(), done.profile()) ->
                    abandoned(done);
            case Row(UnderWay channel, Completed done) -> completed(channel, done);
            case Row(UnderWay channel, Failed(var number)) ->
                    starts(call().without(number).barring(channel.outcomes()))
                            .oneAtLeast(List.of());
            case Row(UnderWay _, Closed(var number)) ->
                    starts(call().without(number)).oneAtLeast(List.of());

            case Row(Waiting _, Closed(var number)) ->
                    new Step<>(client.with(call().without(number)), List.of());
            case Row(Ready channel, Closed(var number)) ->
                    new Step<>(client.with(call().without(number)), ChannelKeys.destroyed(channel));

            case Row(OfClient _, HelloArrived _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Unwanted _, FinishedSent _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Unwanted _, Completed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Unwanted _, Failed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Unwanted _, Closed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Waiting _, FinishedSent _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Waiting _, Completed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Waiting _, Failed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Ready _, FinishedSent _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Ready _, Completed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Ready _, Failed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
        };
    }

    private Step<ChannelSetup, Effect> finishing(UnderWay channel, int session) {
        var after = channel.promising(session != NO_SESSION);
        var call = call().with(channel.wanted().channel(), after);
        return starts(call).ifThereIsASession();
    }

    private Step<ChannelSetup, Effect> completed(UnderWay channel, Completed done) {
        var ready = new Ready(channel.wanted(), channel.handshake(), done.profile());
        return ended(call().with(done.channel(), ready), done, ChannelKeys.installed(channel));
    }

    private Step<ChannelSetup, Effect> abandoned(Completed done) {
        var effect = new Abandoned(done.channel(), BOTH_FLOWS_USE_THE_SAME_CIPHERS);
        return ended(call().without(done.channel()), done, List.of(effect));
    }

    private Step<ChannelSetup, Effect> ended(
            Call<OfClient> call, Completed done, List<Effect> effects) {
        return starts(call.having(done.session())).all(effects);
    }

    private static boolean isOwn(UnderWay channel, int session) {
        return session == NO_SESSION || session == channel.handshake();
    }

    private ClientStarts starts(Call<OfClient> call) {
        return ClientStarts.of(client.with(call));
    }

    private Call<OfClient> call() {
        return client.call();
    }

    private OfClient at(Input input) {
        return call().channels().getOrDefault(input.channel(), new Unwanted());
    }

    private Step<ChannelSetup, Effect> refuse(Clause clause) {
        return stay(client, new Refused(clause));
    }

    /** One row of the table. */
    record Row(OfClient channel, Input input) {}
}
