package dtlskeying.properties.probe;

import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.Fragment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an onlooker without keys makes of the datagrams of one end: its plain messages put together,
 * its plain alerts, and how many records of each kind there were.
 */
final class Hearing {
    private final List<Octets> datagrams = new ArrayList<>();
    private final List<DtlsCiphertext> records = new ArrayList<>();
    private final Map<Integer, Gathering> gatherings = new HashMap<>();
    private final Map<Integer, Octets> whole = new HashMap<>();
    private final Map<Integer, Octets> first = new HashMap<>();

    /** Takes one more datagram. */
    void hear(Octets datagram) {
        datagrams.add(datagram);
        for (DtlsCiphertext record : Records12.of(datagram)) {
            records.add(record);
            Records12.parts(record).forEach(this::hear);
        }
    }

    private void hear(Fragment part) {
        if (!Gathering.isBearable(part)) return;
        int key = part.messageSeq() << 8 | part.type();
        var gathering = gatherings.computeIfAbsent(key, _ -> Gathering.of(part));
        gathering.take(part);
        if (!gathering.isWhole()) return;
        Octets body = gathering.message().body();
        whole.put(part.type(), body);
        first.putIfAbsent(part.type(), body);
    }

    /** The latest whole plain message of that type. */
    Optional<Octets> message(int type) {
        return Optional.ofNullable(whole.get(type));
    }

    /** The first whole plain message of that type. */
    Optional<Octets> firstMessage(int type) {
        return Optional.ofNullable(first.get(type));
    }

    /** All datagrams, in order. */
    List<Octets> datagrams() {
        return datagrams;
    }

    /** All records that have the older header, in order. */
    List<DtlsCiphertext> records() {
        return records;
    }

    /** How many records of that type came in that epoch. */
    long count(ContentType type, long epoch) {
        return records.stream()
                .filter(record -> record.type() == type.code() && record.epoch().number() == epoch)
                .count();
    }

    /** Whether a part of a plain message of that type came that has a later message_seq. */
    boolean isSaidAfter(int messageType, int messageSeq) {
        return records.stream()
                .flatMap(record -> Records12.parts(record).stream())
                .anyMatch(part -> part.type() == messageType && part.messageSeq() > messageSeq);
    }

    /** Whether a record with the header of DTLS 1.3 came: its sender has keys. */
    boolean hasSealed() {
        return datagrams.stream()
                .map(Records12::rest)
                .anyMatch(rest -> !rest.isEmpty() && Records12.isUnified(rest.at(0)));
    }

    /** How many plain records hold a part of a message of that type. */
    long count(int messageType) {
        return records.stream()
                .filter(record ->
                        Records12.parts(record).stream()
                                .anyMatch(part -> part.type() == messageType))
                .count();
    }

    /** The description of the last plain alert that is fatal, if any. */
    OptionalInt fatalAlert() {
        return records.stream()
                .filter(record -> record.type() == ContentType.ALERT.code())
                .filter(Records12::isPlain)
                .filter(record -> record.fragment().length() == 2 && record.fragment().at(0) == 2)
                .mapToInt(record -> record.fragment().at(1))
                .reduce((_, last) -> last);
    }
}
