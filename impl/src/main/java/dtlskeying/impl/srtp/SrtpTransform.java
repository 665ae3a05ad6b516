package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.KEY_STOPS_AT_ITS_LIFETIME;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.NO_INDEX_TWICE;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.PACKET_BEHIND_THE_LIST_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.REPLAYED_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.RTCP_INDICES;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpTransformSpec.Claim;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect.Discarded;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect.Opened;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect.Protected;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect.Refused;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input.Arrive;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input.ArriveControl;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input.Send;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input.SendControl;
import dtlskeying.spec.srtp.SrtpTransformSpec.Tag;

/**
 * RFC 3711 §3.3: the indices of one source's packets in one direction, and which of them are sent,
 * opened or dropped.
 *
 * <p>The bytes are in {@link SrtpSender} and {@link SrtpReceiver}, which do the same without
 * allocating.
 */
public sealed interface SrtpTransform {
    /** No packet yet. A re-key starts here too, with the index and SRTCP index going on. */
    record Unused(PacketIndex index, long nextControl) implements SrtpTransform {}

    /** A source of our own: the indices used, and the SRTCP index that comes next. */
    record Sending(PacketIndex index, ReplayList used, long nextControl) implements SrtpTransform {}

    /** A source of the peer's: the indices received. */
    record Receiving(PacketIndex index, ReplayList rtp, ReplayList rtcp) implements SrtpTransform {}

    /** A source under fresh keys, roll-over counter and SRTCP index zero. */
    SrtpTransform FRESH = new Unused(PacketIndex.FIRST, 0);

    /** Takes one packet; any packet is answered in any state. */
    default Step<SrtpTransform, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Unused same, Send(var sequence)) -> send(same, sending(same), sequence);
            case Row(Unused same, SendControl()) -> sendControl(same, sending(same));
            case Row(Unused same, Arrive(var sequence, var tag)) ->
                    arrive(same, receiving(same), sequence, tag);
            case Row(Unused same, ArriveControl(var index, var tag)) ->
                    arriveControl(same, receiving(same), index, tag);

            case Row(Sending same, Send(var sequence)) -> send(same, same, sequence);
            case Row(Sending same, SendControl()) -> sendControl(same, same);
            case Row(Sending same, Arrive _) ->
                    stay(same, new Discarded(RTP, CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION));
            case Row(Sending same, ArriveControl _) ->
                    stay(same, new Discarded(RTCP, CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION));

            case Row(Receiving same, Send _) ->
                    stay(same, new Refused(RTP, CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION));
            case Row(Receiving same, SendControl()) ->
                    stay(same, new Refused(RTCP, CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION));
            case Row(Receiving same, Arrive(var sequence, var tag)) ->
                    arrive(same, same, sequence, tag);
            case Row(Receiving same, ArriveControl(var index, var tag)) ->
                    arriveControl(same, same, index, tag);
        };
    }

    private static Step<SrtpTransform, Effect> send(
            SrtpTransform before, Sending now, int sequence) {
        long index = now.index.guess(sequence);
        return switch (now.used.verdict(index)) {
            case SEEN, BEHIND -> stay(before, new Refused(RTP, NO_INDEX_TWICE));
            case NEW ->
                    become(
                            new Sending(
                                    now.index.heard(index), now.used.with(index), now.nextControl),
                            new Protected(RTP, index));
        };
    }

    @Cites("rfc3711/3.4/a")
    private static Step<SrtpTransform, Effect> sendControl(SrtpTransform before, Sending now) {
        if (now.nextControl >= RTCP_INDICES)
            return stay(before, new Refused(RTCP, KEY_STOPS_AT_ITS_LIFETIME));
        return become(
                new Sending(now.index, now.used, now.nextControl + 1),
                new Protected(RTCP, now.nextControl));
    }

    @Cites("rfc3711/3.3.1/b")
    private static Step<SrtpTransform, Effect> arrive(
            SrtpTransform before, Receiving now, int sequence, Tag tag) {
        long index = now.index.guess(sequence);
        return switch (now.rtp.verdict(index)) {
            case SEEN -> drop(before, RTP, REPLAYED_PACKET_IS_DISCARDED);
            case BEHIND -> drop(before, RTP, PACKET_BEHIND_THE_LIST_IS_DISCARDED);
            case NEW ->
                    tag.verifies(index)
                            ? become(
                                    new Receiving(
                                            now.index.heard(index), now.rtp.with(index), now.rtcp),
                                    new Opened(RTP, index))
                            : drop(before, RTP, UNAUTHENTIC_PACKET_IS_DISCARDED);
        };
    }

    private static Step<SrtpTransform, Effect> arriveControl(
            SrtpTransform before, Receiving now, long index, Tag tag) {
        return switch (now.rtcp.verdict(index)) {
            case SEEN -> drop(before, RTCP, REPLAYED_PACKET_IS_DISCARDED);
            case BEHIND -> drop(before, RTCP, PACKET_BEHIND_THE_LIST_IS_DISCARDED);
            case NEW ->
                    tag.verifies(index)
                            ? become(
                                    new Receiving(now.index, now.rtp, now.rtcp.with(index)),
                                    new Opened(RTCP, index))
                            : drop(before, RTCP, UNAUTHENTIC_PACKET_IS_DISCARDED);
        };
    }

    private static Step<SrtpTransform, Effect> drop(
            SrtpTransform before, PacketKind kind, Claim reason) {
        return stay(before, new Discarded(kind, reason));
    }

    private static Sending sending(Unused start) {
        return new Sending(start.index, ReplayList.EMPTY, start.nextControl);
    }

    private static Receiving receiving(Unused start) {
        return new Receiving(start.index, ReplayList.EMPTY, ReplayList.EMPTY);
    }

    /** One row of the transition table. */
    record Row(SrtpTransform state, Input input) {}
}
