package dtlskeying.properties.observe;

import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.model.srtp.PacketDemuxModel;
import dtlskeying.model.srtp.PacketDemuxModel.Facts;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketDemuxSpec.Effect;
import dtlskeying.spec.srtp.PacketDemuxSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * §4.1 and §5.1.1 as a capture shows them: in which framing an end sends what, once SRTP is agreed
 * on.
 *
 * <p>When an end takes a handshake for complete is not on the wire: it may be at any time. Of data
 * in DTLS records, what looks like RTP or RTCP is held against its sender, and nothing else, as
 * other protocols share the association in the field. Which path a datagram takes at its receiver
 * is not on the wire.
 */
final class Framing {
    private static final String CHAPTER = "srtp/PacketDemux";
    private static final String OTHER_DATA =
            "whether data in DTLS records that does not look like RTP or RTCP is media is not on"
                    + " the wire";

    /** The first byte of what has version 2 (RFC 3550 §5.1, §6.4.1). */
    private static final int VERSION_2 = 2;

    private static final int SHORTEST = 8;

    private final Exchange first;
    private final Role sender;
    private final Steps<Input, Effect> steps;
    private final List<Input> shown = new ArrayList<>();
    private boolean hasOtherData;

    private Framing(Exchange first, Role sender) {
        this.first = first;
        this.sender = sender;
        this.steps = new Steps<>(first.endpoint(sender), CHAPTER, Input.class, Effect.class);
        for (Unit each : first.conversation().units()) {
            if (each instanceof Unit.Media media) add(media);
            if (each instanceof Unit.Record record) add(record);
        }
    }

    /** Both ends of an association that has agreed on SRTP. */
    static Observation of(Exchange first) {
        if (!hasSrtp(first)) return Observation.NOTHING;
        return new Framing(first, Role.CLIENT)
                .observed()
                .and(new Framing(first, Role.SERVER).observed());
    }

    private static boolean hasSrtp(Exchange exchange) {
        var version = exchange.version();
        if (version.isEmpty()) return false;
        var said =
                version.get() == DtlsVersion.V1_3
                        ? exchange.encryptedExtensions()
                        : exchange.answer().map(hello -> hello.extensions());
        return said.filter(it -> it.has(ExtensionType.USE_SRTP)).isPresent();
    }

    private void add(Unit.Media media) {
        boolean isOurs =
                media.association() == first.association()
                        && media.sender() == sender
                        && media.opening() instanceof Opening.Opened;
        if (isOurs)
            show(
                    media,
                    new Input.Write(List.of(media.kind())),
                    new Effect.SrtpDatagram(media.kind()));
    }

    /** ACKs and records without protection say nothing about data. */
    private void add(Unit.Record record) {
        boolean isOurs =
                record.association() == first.association()
                        && record.sender() == sender
                        && record.opening() instanceof Opening.Opened;
        if (!isOurs || record.type() > ContentType.APPLICATION_DATA.code()) return;
        boolean isData = record.type() == ContentType.APPLICATION_DATA.code();
        if (isData && !isMedia(record.opening().plain())) hasOtherData = true;
        else
            show(
                    record,
                    new Input.SendRecord(record.type()),
                    new Effect.RecordDatagram(record.type(), 0));
    }

    private static boolean isMedia(Octets data) {
        return data.length() >= SHORTEST && data.at(0) >> 6 == VERSION_2;
    }

    /** Each kind is a step once, until another one follows it. */
    private void show(Unit unit, Input input, Effect done) {
        if (!shown.isEmpty() && shown.getLast().equals(input)) return;
        shown.add(input);
        steps.add(unit.place(), input, List.of(done));
    }

    private Observation observed() {
        var observed =
                steps.judgedBy(
                        new PacketDemuxModel(Reading.defaults()),
                        Framing::sight,
                        List.of(new Input.CompletedWithSrtp(Media.MULTIPLEXED)),
                        List.of(Facts.START));
        return hasOtherData
                ? observed.and(Observation.unseen(first.endpoint(sender), CHAPTER, OTHER_DATA))
                : observed;
    }

    /** How many records went before is the business of the records. */
    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.SrtpDatagram _ -> Optional.of(effect);
            case Effect.RecordDatagram(var type, _) ->
                    Optional.of(new Effect.RecordDatagram(type, 0));
            case Effect.MediaOpened _,
                    Effect.ToStun _,
                    Effect.ToDtls _,
                    Effect.ToSrtp _,
                    Effect.ToOther _,
                    Effect.Held _,
                    Effect.RecordTaken _,
                    Effect.Discarded _,
                    Effect.Registered _,
                    Effect.Refused _ ->
                    Optional.empty();
        };
    }
}
