package dtlskeying.impl.dtls12;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.dtls.message.HandshakeHeader;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls12.RecordsSpec;

import java.util.ArrayList;
import java.util.List;

/** Puts the records of a flight into as few datagrams as the path takes (RFC 6347 §4.2.3). */
@Cites("rfc6347/4.1.1.1/a")
final class Packing {
    private final int mtu;
    private final List<Octets> full = new ArrayList<>();
    private final List<Octets> current = new ArrayList<>();
    private Records records;

    Packing(Records records, int mtu) {
        this.records = records;
        this.mtu = mtu;
    }

    Records records() {
        return records;
    }

    List<Octets> datagrams() {
        flush();
        return full;
    }

    void add(FlightItem item) {
        switch (item) {
            case FlightItem.ChangeCipherSpec(var epoch) ->
                    add(epoch, ContentType.CHANGE_CIPHER_SPEC, Octets.of((byte) 1));
            case FlightItem.Handshake(var epoch, var part) -> {
                int largest = mtu - records.overhead(epoch) - HandshakeHeader.SIZE;
                for (var piece : Fragments.split(part, largest))
                    add(epoch, ContentType.HANDSHAKE, FragmentCodec.encode(piece));
            }
        }
    }

    void add(Epoch epoch, ContentType type, Octets content) {
        var step = records.send(epoch, type, content);
        records = step.state();
        for (var effect : step.effects())
            if (effect instanceof RecordsSpec.Effect.Written(var record)) place(record);
    }

    private void place(Octets record) {
        int filled = current.stream().mapToInt(Octets::length).sum();
        if (filled + record.length() > mtu) flush();
        current.add(record);
    }

    private void flush() {
        if (!current.isEmpty()) full.add(Octets.concat(current.toArray(Octets[]::new)));
        current.clear();
    }
}
