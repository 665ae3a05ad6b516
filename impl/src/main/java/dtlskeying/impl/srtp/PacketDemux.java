package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.APPLICATION_DATA;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.FURTHER_TYPES_STAY_DISTINGUISHABLE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.NO_PACKET_CROSSES_THE_FRAMINGS;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.NO_SRTP_BEFORE_COMPLETION;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.OTHER_RECORDS_USE_DTLS_FRAMING;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.PAYLOAD_TYPE_TELLS_RTCP;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect.Discarded;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect.MediaOpened;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect.RecordTaken;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect.Refused;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect.Registered;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect.SrtpDatagram;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect.ToSrtp;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input.Arrived;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input.CompletedWithSrtp;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input.CompletedWithoutSrtp;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input.Ended;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input.RecordOpened;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input.Register;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input.SendRecord;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input.Write;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.List;

/**
 * §5.1.2 and figure 7: which path a datagram takes, in and out, over the life of an association.
 *
 * <p>What the first bytes mean and how many records were sent belongs to every state: {@link Wire}.
 */
public sealed interface PacketDemux {
    /** The first content type of DTLS, change_cipher_spec. */
    int FIRST_CONTENT_TYPE = 20;

    /** The handshake is not complete: no SRTP either way. */
    record Handshaking(Wire wire) implements PacketDemux {}

    /** SRTP protects the media of this session. */
    record MediaOpen(Wire wire, Media media) implements PacketDemux {}

    /** The handshake is complete, and the cipher suite of the association protects the data. */
    record WithoutSrtp(Wire wire) implements PacketDemux {}

    /** The association is over: nothing is sent, and nothing that arrives goes anywhere. */
    record Closed() implements PacketDemux {}

    /** Takes one input; any input is answered in any state. */
    default Step<PacketDemux, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Handshaking(var wire), CompletedWithSrtp(var media)) ->
                    become(new MediaOpen(wire, media), new MediaOpened(media));
            case Row(Handshaking(var wire), CompletedWithoutSrtp()) ->
                    become(new WithoutSrtp(wire));
            case Row(MediaOpen(var wire, _), CompletedWithSrtp(var media)) ->
                    become(new MediaOpen(wire, media), new MediaOpened(media));
            case Row(MediaOpen(var wire, _), CompletedWithoutSrtp()) ->
                    become(new WithoutSrtp(wire));
            case Row(WithoutSrtp(var wire), CompletedWithSrtp(var media)) ->
                    become(new MediaOpen(wire, media), new MediaOpened(media));
            case Row(WithoutSrtp same, CompletedWithoutSrtp()) -> stay(same);

            case Row(Handshaking _, Ended()) -> become(new Closed());
            case Row(MediaOpen _, Ended()) -> become(new Closed());
            case Row(WithoutSrtp _, Ended()) -> become(new Closed());
            case Row(Closed same, Ended()) -> stay(same);
            case Row(Closed same, CompletedWithSrtp _) -> stay(same);
            case Row(Closed same, CompletedWithoutSrtp()) -> stay(same);
            case Row(Closed same, Arrived _) -> stay(same, new Discarded(NOTHING_AFTER_CLOSE));
            case Row(Closed same, RecordOpened _) -> stay(same, new Discarded(NOTHING_AFTER_CLOSE));
            case Row(Closed same, Write _) -> stay(same, new Refused(NOTHING_AFTER_CLOSE));
            case Row(Closed same, SendRecord _) -> stay(same, new Refused(NOTHING_AFTER_CLOSE));
            case Row(Closed same, Register _) -> stay(same, new Refused(NOTHING_AFTER_CLOSE));

            case Row(Handshaking same, Arrived(var head)) when same.wire().isMedia(head) ->
                    stay(same, new Discarded(NO_SRTP_BEFORE_COMPLETION));
            case Row(Handshaking same, Arrived(var head)) -> stay(same, same.wire().route(head));
            case Row(MediaOpen same, Arrived(var head)) when same.wire().isMedia(head) ->
                    stay(same, toSrtp(same.media(), head));
            case Row(MediaOpen same, Arrived(var head)) -> stay(same, same.wire().route(head));
            case Row(WithoutSrtp same, Arrived(var head)) when same.wire().isMedia(head) ->
                    stay(same, new Discarded(NO_PACKET_CROSSES_THE_FRAMINGS));
            case Row(WithoutSrtp same, Arrived(var head)) -> stay(same, same.wire().route(head));

            case Row(Handshaking same, RecordOpened(var type)) -> stay(same, protocol(type));
            case Row(MediaOpen same, RecordOpened(var type)) -> stay(same, protocol(type));
            case Row(WithoutSrtp same, RecordOpened(var type)) when type == APPLICATION_DATA ->
                    stay(same, new RecordTaken(type));
            case Row(WithoutSrtp same, RecordOpened(var type)) -> stay(same, protocol(type));

            case Row(Handshaking same, Write _) ->
                    stay(same, new Refused(NO_SRTP_BEFORE_COMPLETION));
            case Row(MediaOpen same, Write(var packets)) when !carriesAll(same, packets) ->
                    stay(same, new Refused(UNUSED_HALF_IS_DISCARDED));
            case Row(MediaOpen same, Write(var packets)) -> eachInItsOwnDatagram(same, packets);
            case Row(WithoutSrtp same, Write(var packets)) -> eachInItsOwnRecord(same, packets);

            case Row(Handshaking same, SendRecord(var type)) when !isRecord(type) ->
                    stay(same, new Refused(OTHER_RECORDS_USE_DTLS_FRAMING));
            case Row(MediaOpen same, SendRecord(var type)) when !isRecord(type) ->
                    stay(same, new Refused(OTHER_RECORDS_USE_DTLS_FRAMING));
            case Row(WithoutSrtp same, SendRecord(var type)) when !isRecord(type) ->
                    stay(same, new Refused(OTHER_RECORDS_USE_DTLS_FRAMING));
            case Row(Handshaking same, SendRecord(var type)) when type == APPLICATION_DATA ->
                    stay(same, new Refused(DATA_IS_PROTECTED_BY_SRTP_ALONE));
            case Row(Handshaking(var wire), SendRecord(var type)) ->
                    become(new Handshaking(wire.afterRecord()), wire.record(type));
            case Row(MediaOpen same, SendRecord(var type)) when type == APPLICATION_DATA ->
                    stay(same, new Refused(DATA_IS_PROTECTED_BY_SRTP_ALONE));
            case Row(MediaOpen(var wire, var media), SendRecord(var type)) ->
                    become(new MediaOpen(wire.afterRecord(), media), wire.record(type));
            case Row(WithoutSrtp(var wire), SendRecord(var type)) ->
                    become(new WithoutSrtp(wire.afterRecord()), wire.record(type));

            case Row(Handshaking same, Register range) when same.wire().overlaps(range) ->
                    stay(same, new Refused(FURTHER_TYPES_STAY_DISTINGUISHABLE));
            case Row(Handshaking(var wire), Register range) ->
                    become(new Handshaking(wire.with(range)), new Registered(range.name()));
            case Row(MediaOpen same, Register range) when same.wire().overlaps(range) ->
                    stay(same, new Refused(FURTHER_TYPES_STAY_DISTINGUISHABLE));
            case Row(MediaOpen(var wire, var media), Register range) ->
                    become(new MediaOpen(wire.with(range), media), new Registered(range.name()));
            case Row(WithoutSrtp same, Register range) when same.wire().overlaps(range) ->
                    stay(same, new Refused(FURTHER_TYPES_STAY_DISTINGUISHABLE));
            case Row(WithoutSrtp(var wire), Register range) ->
                    become(new WithoutSrtp(wire.with(range)), new Registered(range.name()));
        };
    }

    /** RFC 5761 §4: payload types 64 to 95 are RTCP's, once the marker bit is taken away. */
    private static Effect toSrtp(Media media, Octets head) {
        return switch (media) {
            case RTP_ONLY -> new ToSrtp(PacketKind.RTP);
            case RTCP_ONLY -> new ToSrtp(PacketKind.RTCP);
            case MULTIPLEXED ->
                    head.length() < 2
                            ? new Discarded(PAYLOAD_TYPE_TELLS_RTCP)
                            : new ToSrtp(FirstBytes.kindOf(head));
        };
    }

    /** An SRTP packet that is taken for a record has a type that DTLS does not know. */
    private static Effect protocol(int contentType) {
        if (contentType == APPLICATION_DATA) return new Discarded(DATA_IS_PROTECTED_BY_SRTP_ALONE);
        return isRecord(contentType)
                ? new RecordTaken(contentType)
                : new Discarded(NO_PACKET_CROSSES_THE_FRAMINGS);
    }

    private static boolean isRecord(int contentType) {
        return FIRST_CONTENT_TYPE <= contentType && contentType <= APPLICATION_DATA;
    }

    private static boolean carriesAll(MediaOpen open, List<PacketKind> packets) {
        return packets.stream().allMatch(open.media()::carries);
    }

    @Cites({"dtls-srtp/4.1/e", "dtls-srtp/5.1.1/a", "dtls-srtp/7.3/a"})
    private static Step<PacketDemux, Effect> eachInItsOwnDatagram(
            MediaOpen same, List<PacketKind> packets) {
        return new Step<>(same, packets.stream().<Effect>map(SrtpDatagram::new).toList());
    }

    private static Step<PacketDemux, Effect> eachInItsOwnRecord(
            WithoutSrtp open, List<PacketKind> packets) {
        var wire = open.wire();
        var records = new ArrayList<Effect>();
        for (int i = 0; i < packets.size(); i++) {
            records.add(wire.record(APPLICATION_DATA));
            wire = wire.afterRecord();
        }
        return new Step<>(new WithoutSrtp(wire), records);
    }

    /** One row of the transition table. */
    record Row(PacketDemux state, Input input) {}
}
