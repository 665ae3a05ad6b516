package dtlskeying.impl.dtls13;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.dtls.message.HandshakeHeader;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.Sent;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts the records of a flight into as few datagrams as the path takes, and notes which record has
 * which part of a message: that is what an ACK will be about (RFC 9147 §4.4, §7.2).
 */
@Cites("rfc9147/4.4/a")
final class Packing {
    private final int mtu;
    private final int recordSize;
    private final boolean isApart;
    private final List<Octets> full = new ArrayList<>();
    private final List<Octets> current = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private Records records;

    /** Of records for somebody whose association is not kept. */
    Packing(Records records) {
        this(records, Settings.DEFAULT_MTU, RecordsSpec.LONGEST, Carrier.DATAGRAMS);
    }

    Packing(Records records, Settings settings) {
        this(records, settings, RecordsSpec.LONGEST);
    }

    /**
     * The same for a peer that takes only so much.
     *
     * @param recordSize bytes of content, type and padding in a protected record at most
     */
    Packing(Records records, Settings settings, int recordSize) {
        this(records, settings.mtu(), recordSize, settings.carrier());
    }

    /** The same on a path that takes only so much, {@code mtu} bytes in a datagram. */
    Packing(Records records, int mtu, int recordSize, Carrier carrier) {
        this.records = records;
        this.mtu = mtu;
        this.recordSize = recordSize;
        this.isApart = carrier == Carrier.MESSAGES;
    }

    Records records() {
        return records;
    }

    List<Octets> datagrams() {
        flush();
        return full;
    }

    /** The records that have parts of messages, in the order of sending. */
    List<Sent> sent() {
        return sent;
    }

    /** Parts of it, each as large as a record may be. */
    List<FlightItem> parts(FlightItem item) {
        return switch (item) {
            case FlightItem.ChangeCipherSpec _ ->
                    throw new AssertionError("DTLS 1.3 has no ChangeCipherSpec");
            case FlightItem.Handshake(var epoch, var part) ->
                    Fragments.split(part, room(epoch) - HandshakeHeader.SIZE).stream()
                            .<FlightItem>map(piece -> new FlightItem.Handshake(epoch, piece))
                            .toList();
        };
    }

    void add(FlightItem item) {
        for (var each : parts(item))
            if (each instanceof FlightItem.Handshake(var epoch, var piece)) add(epoch, piece);
    }

    private int room(Epoch epoch) {
        int onPath = mtu - records.overhead(epoch);
        return epoch.equals(Epoch.UNPROTECTED) ? onPath : Math.min(onPath, recordSize - 1);
    }

    private void add(Epoch epoch, Fragment piece) {
        var extent = new Extent(piece.messageSeq(), piece.offset(), piece.end());
        write(epoch, ContentType.HANDSHAKE, FragmentCodec.encode(piece), List.of(extent));
    }

    void add(Epoch epoch, ContentType type, Octets content) {
        write(epoch, type, content, List.of());
    }

    private void write(Epoch epoch, ContentType type, Octets content, List<Extent> parts) {
        var step = records.send(epoch, type, content);
        records = step.state();
        for (var effect : step.effects())
            if (effect instanceof RecordsSpec.Effect.Written(var number, var record)) {
                place(record);
                if (!parts.isEmpty()) sent.add(new Sent(number, parts));
            }
    }

    private void place(Octets record) {
        int filled = current.stream().mapToInt(Octets::length).sum();
        if (isApart || filled + record.length() > mtu) flush();
        current.add(record);
    }

    private void flush() {
        if (!current.isEmpty()) full.add(Octets.concat(current.toArray(Octets[]::new)));
        current.clear();
    }
}
