package dtlskeying.model.dtls13;

import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known at the receiver of records.
 *
 * @param readable the epochs whose keys are at hand
 * @param ended those among them whose key has failed too often
 * @param taken every number that was ever accepted
 * @param limits what was agreed about each readable epoch but 0
 * @param failures how many records of each epoch have failed
 * @param due the epochs for which new keys were asked for
 * @param waiting records of an epoch to come, in the order in which they came
 */
public record ReadFacts(
        Set<Long> readable,
        Set<Long> ended,
        Set<RecordNumber> taken,
        Map<Long, Limits> limits,
        Map<Long, Long> failures,
        Set<Long> due,
        List<SealedRecord> waiting) {
    public ReadFacts {
        readable = Set.copyOf(readable);
        ended = Set.copyOf(ended);
        taken = Set.copyOf(taken);
        limits = Map.copyOf(limits);
        failures = Map.copyOf(failures);
        due = Set.copyOf(due);
        waiting = List.copyOf(waiting);
    }

    /**
     * What was agreed about an epoch.
     *
     * @param longest bytes of content, type and padding
     * @param failures how many records may fail
     */
    public record Limits(int longest, long failures) {}

    /** A receiver before the handshake: it reads epoch 0. */
    public static ReadFacts start() {
        return new ReadFacts(
                Set.of(0L), Set.of(), Set.of(), Map.of(), Map.of(), Set.of(), List.of());
    }

    /** A receiver that reads one protected epoch alone, and has accepted nothing in it. */
    public static ReadFacts reading(long epoch, int longest, long failures) {
        return new ReadFacts(
                Set.of(epoch),
                Set.of(),
                Set.of(),
                Map.of(epoch, new Limits(longest, failures)),
                Map.of(),
                Set.of(),
                List.of());
    }

    long newest() {
        return new TreeSet<>(readable).last();
    }

    boolean isReadable(Epoch epoch) {
        return readable.contains(epoch.number());
    }

    boolean hasEnded(Epoch epoch) {
        return ended.contains(epoch.number());
    }

    /** The protected epochs that a record with these bits can be of, the latest first. */
    List<Long> withBits(int bits) {
        return new TreeSet<>(readable)
                .descendingSet().stream().filter(epoch -> epoch > 0 && epoch % 4 == bits).toList();
    }

    boolean isTaken(RecordNumber number) {
        return taken.contains(number);
    }

    /** The highest number that was accepted in the epoch, if there is one. */
    OptionalLong highest(Epoch epoch) {
        return taken.stream()
                .filter(number -> number.epoch().equals(epoch))
                .mapToLong(RecordNumber::sequence)
                .max();
    }

    boolean isBehind(RecordNumber number, int reach) {
        OptionalLong highest = highest(number.epoch());
        return highest.isPresent() && highest.getAsLong() - number.sequence() >= reach;
    }

    long failuresOf(Epoch epoch) {
        return failures.getOrDefault(epoch.number(), 0L);
    }

    boolean isDue(Epoch epoch) {
        return due.contains(epoch.number());
    }

    ReadFacts taking(RecordNumber number) {
        var more = new HashSet<>(taken);
        more.add(number);
        return new ReadFacts(readable, ended, more, limits, failures, due, waiting);
    }

    ReadFacts holding(SealedRecord record) {
        var more = new ArrayList<>(waiting);
        more.add(record);
        return new ReadFacts(readable, ended, taken, limits, failures, due, more);
    }

    ReadFacts failing(Epoch epoch, boolean asks) {
        var more = new HashMap<>(failures);
        more.merge(epoch.number(), 1L, Long::sum);
        var asked = new HashSet<>(due);
        if (asks) asked.add(epoch.number());
        return new ReadFacts(readable, ended, taken, limits, more, asked, waiting);
    }

    ReadFacts ending(Epoch epoch) {
        var more = new HashSet<>(ended);
        more.add(epoch.number());
        return new ReadFacts(readable, more, taken, limits, failures, due, waiting);
    }

    ReadFacts without(Set<Long> gone) {
        var rest = new HashSet<>(readable);
        rest.removeAll(gone);
        return new ReadFacts(rest, ended, taken, limits, failures, due, waiting);
    }

    ReadFacts with(Epoch epoch, Limits agreed, List<SealedRecord> stillWaiting) {
        var more = new HashSet<>(readable);
        more.add(epoch.number());
        var all = new HashMap<>(limits);
        all.put(epoch.number(), agreed);
        return new ReadFacts(more, ended, taken, all, failures, due, stillWaiting);
    }
}
