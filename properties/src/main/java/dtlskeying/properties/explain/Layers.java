package dtlskeying.properties.explain;

import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.properties.dissect.Dissection;
import dtlskeying.properties.explain.Layer.Unmasking;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes datagrams apart, level by level. */
final class Layers {
    private static final int SAMPLE = 16;
    private static final int CHUNK_AT = 12;
    private static final int NUMBER_AT = CHUNK_AT + 6;

    private final List<Agreed> agreed;

    Layers(List<Agreed> agreed) {
        this.agreed = agreed;
    }

    /** What a datagram consists of, given what was read of it. */
    List<Layer> of(Shipment shipment, List<Unit> units) {
        for (Unit unit : units) {
            if (unit instanceof Unit.Sctp packet) return List.of(sctp(shipment, packet, units));
            if (unit instanceof Unit.Media media) return List.of(media(media));
        }
        var version = version(units);
        var inside = new ArrayList<Layer>();
        for (Unit unit : units) if (unit instanceof Unit.Record record) inside.addAll(open(record));
        var fields = Dissection.records(shipment.bytes(), version);
        String title = "Datagram of %d bytes".formatted(shipment.bytes().length());
        return List.of(new Layer(title, shipment.bytes(), fields, "", Optional.empty(), inside));
    }

    private DtlsVersion version(List<Unit> units) {
        for (Unit unit : units)
            if (unit instanceof Unit.Record record)
                return agreed.stream()
                        .filter(each -> each.association() == record.association())
                        .findFirst()
                        .map(Agreed::version)
                        .orElse(DtlsVersion.V1_3);
        return DtlsVersion.V1_3;
    }

    private List<Layer> open(Unit.Record record) {
        return switch (record.opening()) {
            case Opening.Clear _ -> List.of();
            case Opening.Opened opened -> List.of(opened(record, opened));
            case Opening.Closed(var reason) -> List.of(closed(wire(record), reason));
        };
    }

    private static Octets wire(Unit.Record record) {
        return switch (record) {
            case Unit.LongRecord(_, _, _, _, _, _, _, var wire, _, _) -> wire;
            case Unit.UnifiedRecord(_, _, _, _, _, _, var wire, _, _) -> wire;
        };
    }

    private static Layer closed(Octets wire, String reason) {
        String title = "A record that stays closed";
        return new Layer(title, wire, List.of(), reason, Optional.empty(), List.of());
    }

    private Layer opened(Unit.Record record, Opening.Opened opened) {
        var version = record instanceof Unit.UnifiedRecord ? DtlsVersion.V1_3 : DtlsVersion.V1_2;
        var unmasking =
                record instanceof Unit.UnifiedRecord sealed
                        ? unmasking(
                                sealed.wire(),
                                1,
                                (sealed.wire().at(0) & 8) != 0 ? 2 : 1,
                                sealed.headerLength(),
                                opened.sequence())
                        : Optional.<Unmasking>empty();
        return new Layer(
                "Opened: record %d of epoch %d".formatted(opened.sequence(), opened.epoch()),
                opened.plain(),
                Dissection.content(record.type(), opened.plain(), version),
                "under keys of " + opened.secret(),
                unmasking,
                List.of());
    }

    /** The mask is what the number on the wire and the number of the record differ in. */
    private static Optional<Unmasking> unmasking(
            Octets wire, int at, int length, int sealedAt, long sequence) {
        if (wire.length() < sealedAt + SAMPLE) return Optional.empty();
        var masked = wire.slice(at, at + length);
        byte[] number = new byte[length];
        byte[] mask = new byte[length];
        for (int i = 0; i < length; i++) {
            number[i] = (byte) (sequence >>> 8 * (length - 1 - i));
            mask[i] = (byte) (number[i] ^ masked.at(i));
        }
        return Optional.of(
                new Unmasking(
                        wire.slice(sealedAt, sealedAt + SAMPLE),
                        Octets.of(mask),
                        masked,
                        Octets.of(number),
                        sequence));
    }

    private Layer sctp(Shipment shipment, Unit.Sctp packet, List<Unit> units) {
        var records = new ArrayList<Layer>();
        for (Unit unit : units)
            if (unit instanceof Unit.Record record) records.addAll(open(record));
        var wire = shipment.bytes();
        var fields = Dissection.sctp(wire);
        String title = "SCTP packet of %d bytes".formatted(wire.length());
        return switch (packet.opening()) {
            case Opening.Clear _ -> new Layer(title, wire, fields, "", Optional.empty(), records);
            case Opening.Closed(var reason) ->
                    new Layer(title, wire, fields, reason, Optional.empty(), List.of());
            case Opening.Opened opened ->
                    new Layer(
                            title,
                            wire,
                            fields,
                            "",
                            Optional.empty(),
                            List.of(chunks(wire, opened, records)));
        };
    }

    private static Layer chunks(Octets wire, Opening.Opened opened, List<Layer> records) {
        return new Layer(
                "Opened: DTLS chunk %d of epoch %d".formatted(opened.sequence(), opened.epoch()),
                opened.plain(),
                Dissection.chunkList(opened.plain()),
                "under keys of " + opened.secret(),
                unmasking(wire, NUMBER_AT, 2, NUMBER_AT + 2, opened.sequence()),
                records);
    }

    private Layer media(Unit.Media media) {
        var own =
                agreed.stream()
                        .filter(each -> each.profile().isPresent())
                        .filter(each ->
                                media.opening() instanceof Opening.Opened(_, var handshake, _, _)
                                        && each.association() == media.association()
                                        && each.handshake() == handshake)
                        .findFirst();
        var profile =
                own.flatMap(Agreed::profile).orElse(ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80);
        var mki = own.map(Agreed::mki).orElse(dtlskeying.spec.srtp.Mki.NONE);
        var fields = Dissection.media(media.kind(), media.wire(), profile, mki);
        String name = media.kind() == PacketKind.RTP ? "SRTP" : "SRTCP";
        String title = "%s packet of %d bytes".formatted(name, media.wire().length());
        return switch (media.opening()) {
            case Opening.Opened opened ->
                    new Layer(
                            title,
                            media.wire(),
                            fields,
                            "",
                            Optional.empty(),
                            List.of(openMedia(media, opened)));
            case Opening.Clear _ ->
                    new Layer(title, media.wire(), fields, "", Optional.empty(), List.of());
            case Opening.Closed(var reason) ->
                    new Layer(title, media.wire(), fields, reason, Optional.empty(), List.of());
        };
    }

    private static Layer openMedia(Unit.Media media, Opening.Opened opened) {
        return new Layer(
                "Opened: index %d under keys %d".formatted(opened.sequence(), opened.epoch()),
                opened.plain(),
                Dissection.openMedia(media.kind(), opened.plain()),
                "under keys of " + opened.secret(),
                Optional.empty(),
                List.of());
    }
}
