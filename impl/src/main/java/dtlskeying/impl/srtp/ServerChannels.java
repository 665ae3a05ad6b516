package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.BOTH_FLOWS_USE_THE_SAME_CIPHERS;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_HANDSHAKE_A_FLOW;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.ONE_SESSION_A_PORT_PAIR;
import static dtlskeying.spec.srtp.ChannelSetupSpec.Claim.SYMMETRIC_RTP_SHARES_A_SESSION;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.Channel.Expecting;
import dtlskeying.impl.srtp.Channel.OfServer;
import dtlskeying.impl.srtp.Channel.Queued;
import dtlskeying.impl.srtp.Channel.Ready;
import dtlskeying.impl.srtp.Channel.UnderWay;
import dtlskeying.impl.srtp.Channel.Unwanted;
import dtlskeying.impl.srtp.ChannelSetup.Server;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Abandoned;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Dropped;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Listening;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect.Refused;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Closed;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Completed;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Failed;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.FinishedSent;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.HelloArrived;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;

import java.util.List;

/** The table of a server's channels: each answers for itself, and then the queue is seen to. */
record ServerChannels(Server server) {
    Step<ChannelSetup, Effect> on(Input input) {
        return switch (new Row(at(input), input)) {
            case Row(Unwanted _, Wanted wanted) when call().overlaps(wanted) ->
                    refuse(SYMMETRIC_RTP_SHARES_A_SESSION);
            case Row(Unwanted _, Wanted wanted) ->
                    new Step<>(
                            server.with(call().with(wanted.channel(), new Expecting(wanted))),
                            List.of(new Listening(wanted.channel())));
            case Row(Expecting _, Wanted _) -> refuse(ONE_SESSION_A_PORT_PAIR);
            case Row(Queued _, Wanted _) -> refuse(ONE_SESSION_A_PORT_PAIR);
            case Row(UnderWay _, Wanted _) -> refuse(ONE_SESSION_A_PORT_PAIR);
            case Row(Ready _, Wanted _) -> refuse(ONE_SESSION_A_PORT_PAIR);

            case Row(Expecting _, HelloArrived hello) when call().uses(hello.handshake()) ->
                    drop(hello, ONE_SESSION_A_PORT_PAIR);
            case Row(Expecting(var wanted), HelloArrived hello) ->
                    new ServerAnswers(server).answer(wanted, hello);
            case Row(Queued(_, var number, _), HelloArrived hello) when isAgain(hello, number) ->
                    stay(server);
            case Row(UnderWay(_, var number, _, _), HelloArrived hello)
                    when isAgain(hello, number) ->
                    stay(server);
            case Row(Ready(_, var number, _), HelloArrived hello) when isAgain(hello, number) ->
                    stay(server);
            case Row(Unwanted _, HelloArrived hello) -> drop(hello, ONE_HANDSHAKE_A_FLOW);
            case Row(Queued _, HelloArrived hello) -> drop(hello, ONE_SESSION_A_PORT_PAIR);
            case Row(UnderWay _, HelloArrived hello) -> drop(hello, ONE_SESSION_A_PORT_PAIR);
            case Row(Ready _, HelloArrived hello) -> drop(hello, ONE_SESSION_A_PORT_PAIR);

            case Row(UnderWay channel, Completed(_, var session, _))
                    when !channel.outcomes().contains(session) ->
                    refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(UnderWay channel, Completed done)
                    when call().contradicts(channel.wanted(), done.profile()) ->
                    abandoned(done);
            case Row(UnderWay channel, Completed done) -> completed(channel, done);
            case Row(UnderWay channel, Failed(var number)) ->
                    unqueue(call().without(number).barring(channel.outcomes()), List.of());
            case Row(UnderWay _, Closed(var number)) -> unqueue(call().without(number), List.of());

            case Row(Expecting _, Closed(var number)) -> unqueue(call().without(number), List.of());
            case Row(Queued _, Closed(var number)) -> unqueue(call().without(number), List.of());
            case Row(Ready channel, Closed(var number)) ->
                    unqueue(call().without(number), ChannelKeys.destroyed(channel));

            case Row(OfServer _, FinishedSent _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Unwanted _, Completed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Unwanted _, Failed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Unwanted _, Closed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Expecting _, Completed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Expecting _, Failed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Queued _, Completed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Queued _, Failed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Ready _, Completed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
            case Row(Ready _, Failed _) -> refuse(ONE_HANDSHAKE_A_FLOW);
        };
    }

    private static boolean isAgain(HelloArrived hello, int handshake) {
        return hello.handshake() == handshake;
    }

    private Step<ChannelSetup, Effect> completed(UnderWay channel, Completed done) {
        var ready = new Ready(channel.wanted(), channel.handshake(), done.profile());
        return unqueue(
                call().with(done.channel(), ready).having(done.session()),
                ChannelKeys.installed(channel));
    }

    private Step<ChannelSetup, Effect> abandoned(Completed done) {
        return unqueue(
                call().without(done.channel()).having(done.session()),
                List.of(new Abandoned(done.channel(), BOTH_FLOWS_USE_THE_SAME_CIPHERS)));
    }

    private Step<ChannelSetup, Effect> unqueue(Call<OfServer> call, List<Effect> before) {
        return new ServerAnswers(server.with(call)).unqueue(before);
    }

    private Call<OfServer> call() {
        return server.call();
    }

    private OfServer at(Input input) {
        return call().channels().getOrDefault(input.channel(), new Unwanted());
    }

    private Step<ChannelSetup, Effect> refuse(Clause clause) {
        return stay(server, new Refused(clause));
    }

    private Step<ChannelSetup, Effect> drop(HelloArrived hello, Clause clause) {
        return stay(server, new Dropped(hello.channel(), clause));
    }

    /** One row of the table. */
    record Row(OfServer channel, Input input) {}
}
