package dtlskeying.impl.dtls13;

import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls13.AcknowledgementSpec;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.List;
import java.util.stream.Stream;

/**
 * The records that an ACK would name, in the order in which they came: no more than one ACK holds.
 *
 * @param named those that an ACK has named already
 * @param fresh those that none has
 */
public record Noted(List<RecordNumber> named, List<RecordNumber> fresh) {
    /** Nothing has come. */
    static final Noted NONE = new Noted(List.of(), List.of());

    public Noted {
        named = List.copyOf(named);
        fresh = List.copyOf(fresh);
    }

    /** One more record; where room is short the oldest goes, and first one that was named. */
    @Cites("rfc9147/7.1/e")
    Noted with(RecordNumber record) {
        if (all().contains(record)) return this;
        var more = Stream.concat(fresh.stream(), Stream.of(record)).toList();
        int excess = named.size() + more.size() - AcknowledgementSpec.MOST_IN_AN_ACK;
        if (excess <= 0) return new Noted(named, more);
        return named.isEmpty()
                ? new Noted(named, more.subList(excess, more.size()))
                : new Noted(named.subList(excess, named.size()), more);
    }

    /** After an ACK with all of them. */
    Noted acknowledged() {
        return new Noted(all(), List.of());
    }

    /** All of them. */
    List<RecordNumber> all() {
        return Stream.concat(named.stream(), fresh.stream()).toList();
    }

    /** All of them in increasing order, as an ACK lists them. */
    @Cites("rfc9147/7/b")
    List<RecordNumber> sorted() {
        return all().stream().sorted().toList();
    }

    boolean isEmpty() {
        return named.isEmpty() && fresh.isEmpty();
    }
}
