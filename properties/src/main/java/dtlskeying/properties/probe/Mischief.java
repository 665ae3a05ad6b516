package dtlskeying.properties.probe;

import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsCiphertext;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What somebody without keys can put between the datagrams of a handshake of DTLS 1.2. */
final class Mischief {
    private static final int FIRST_KEYS = 1;

    private Mischief() {}

    /**
     * Right before our Finished, which is sealed, come these datagrams; then it comes as it is. The
     * peer has our ChangeCipherSpec by then, and could open it.
     *
     * @param bad what comes, made from the record of the Finished
     */
    static Function<Octets, List<Octets>> beforeFinished(
            Function<DtlsCiphertext, List<Octets>> bad) {
        var isDone = new boolean[1];
        return datagram -> {
            var records = Records12.of(datagram);
            var finished = records.stream().filter(Mischief::isFinished).findFirst();
            if (isDone[0] || finished.isEmpty()) return List.of(datagram);
            isDone[0] = true;
            var said = new ArrayList<Octets>();
            for (DtlsCiphertext record : records)
                if (!isFinished(record)) said.add(Records12.bytes(record));
            said.addAll(bad.apply(finished.get()));
            said.add(Records12.bytes(finished.get()));
            return said;
        };
    }

    private static boolean isFinished(DtlsCiphertext record) {
        return Records12.isHandshake(record) && record.epoch().number() == FIRST_KEYS;
    }

    /** Ahead of every datagram of ours comes another one. */
    static Function<Octets, List<Octets>> aheadOfAll(Octets bad) {
        return datagram -> List.of(bad, datagram);
    }

    /**
     * Ahead of every datagram of ours comes this plain record. All plain records are numbered anew:
     * one whose number is far ahead would push the good ones out of the window of a peer that is
     * right to believe it.
     */
    static Function<Octets, List<Octets>> recordAheadOfAll(DtlsCiphertext bad) {
        var next = new long[1];
        return datagram -> {
            var said = new ArrayList<Octets>();
            var records = Records12.of(datagram);
            records.stream()
                    .filter(Records12::isPlain)
                    .findFirst()
                    .ifPresent(first -> next[0] = Math.max(next[0], first.sequence()));
            said.add(Records12.bytes(Records12.withSequence(bad, next[0]++)));
            var good = new ArrayList<Octets>();
            for (DtlsCiphertext record : records)
                good.add(
                        Records12.bytes(
                                Records12.isPlain(record)
                                        ? Records12.withSequence(record, next[0]++)
                                        : record));
            good.add(Records12.rest(datagram));
            said.add(Octets.concat(good.toArray(Octets[]::new)));
            return said;
        };
    }

    /** Every datagram comes twice, byte for byte. */
    static Function<Octets, List<Octets>> twice() {
        return datagram -> List.of(datagram, datagram);
    }

    /** From our datagrams the Finished in that epoch is taken out, and kept for later. */
    static final class Withholding implements Function<Octets, List<Octets>> {
        private final long epoch;
        private Octets kept = Octets.EMPTY;

        Withholding(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public List<Octets> apply(Octets datagram) {
            var rest = new ArrayList<Octets>();
            for (DtlsCiphertext record : Records12.of(datagram))
                if (Records12.isHandshake(record) && record.epoch().number() == epoch)
                    kept = Records12.bytes(record);
                else rest.add(Records12.bytes(record));
            return rest.isEmpty() ? List.of() : List.of(Octets.concat(rest.toArray(Octets[]::new)));
        }

        /** The latest Finished that was due; empty if none was. */
        Octets kept() {
            return kept;
        }
    }
}
