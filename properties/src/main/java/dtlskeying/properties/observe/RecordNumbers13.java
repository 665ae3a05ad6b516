package dtlskeying.properties.observe;

import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.model.dtls13.WriteEpochsModel;
import dtlskeying.model.dtls13.WriteEpochsModel.Count;
import dtlskeying.model.dtls13.WriteEpochsModel.Facts;
import dtlskeying.properties.decode.Place;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * RFC 9147 §4 as a capture shows it: how an end numbers the protected records that it sends, what
 * it sends in which epoch, and how long its records are.
 *
 * <p>Numbers may be missing, as records are. Whether an end keeps the keys of an epoch that is over
 * is left to it: its records are taken epoch by epoch. Which records it accepts is not on the wire.
 */
final class RecordNumbers13 {
    private static final String CHAPTER = "dtls13/Records";

    private final SaidSizes sizes;
    private final CipherSuite suite;
    private final Steps<Input.Write, Effect> steps;
    private final Map<Long, TreeSet<Long>> numbers = new HashMap<>();
    private long newest;

    private RecordNumbers13(Exchange first, CipherSuite suite, Role sender) {
        this.suite = suite;
        this.sizes = SaidSizes.of(first, sender);
        this.steps = new Steps<>(first.endpoint(sender), CHAPTER, Input.Write.class, Effect.class);
        for (SentRecord each : SentRecord.of(first, sender)) {
            while (newest < each.epoch()) installNext(each.place());
            add(each);
        }
    }

    /** Both ends of an association. */
    static Observation of(Exchange first) {
        var suite = first.answer().flatMap(hello -> CipherSuite.find(hello.cipherSuite()));
        if (suite.isEmpty()) return Observation.NOTHING;
        return new RecordNumbers13(first, suite.get(), Role.CLIENT)
                .judged()
                .and(new RecordNumbers13(first, suite.get(), Role.SERVER).judged());
    }

    /** Epoch 1 is that of early data, which no model has. */
    private void installNext(Place place) {
        newest = Math.max(RecordsSpec.HANDSHAKE.number(), newest + 1);
        var epoch = new Epoch(newest);
        int longest = sizes.longest(epoch);
        steps.add(place, new Input.InstallWrite(epoch, longest, suite.records(longest)), List.of());
    }

    private void add(SentRecord sent) {
        if (!ContentType.isKnown(sent.type())) return;
        numbers.computeIfAbsent(sent.epoch(), _ -> new TreeSet<>()).add(sent.sequence());
        var record = (Unit.UnifiedRecord) sent.record();
        int length = record.wire().length() - record.headerLength() - suite.aead().tagLength() - 1;
        var epoch = new Epoch(sent.epoch());
        steps.add(
                sent.place(),
                new Input.Number(epoch, ContentType.ofCode(sent.type()), length),
                List.of(new Effect.Numbered(RecordNumber.of(sent.epoch(), sent.sequence()))));
    }

    private Observation judged() {
        return steps.judgedBy(
                new WithLosses<>(new WriteEpochsModel(), this::afterLosses),
                RecordNumbers13::sight,
                List.of(),
                List.of(Facts.start()));
    }

    /** The next number that was seen is that of the next record that is not lost. */
    private Optional<Facts> afterLosses(Facts facts, Input.Write input) {
        if (!(input instanceof Input.Number(var epoch, _, _))) return Optional.empty();
        Count count = facts.sent().get(epoch.number());
        if (count == null) return Optional.empty();
        return Optional.ofNullable(numbers.get(epoch.number()).ceiling(count.next()))
                .filter(seen -> seen > count.next())
                .map(seen -> with(facts, epoch.number(), count, seen));
    }

    private static Facts with(Facts facts, long epoch, Count count, long next) {
        var sent = new HashMap<>(facts.sent());
        sent.put(epoch, new Count(next, count.longest(), count.records(), count.asked()));
        return new Facts(sent);
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Numbered _ -> Optional.of(effect);
            case Effect.Unmask _,
                    Effect.Open _,
                    Effect.Accepted _,
                    Effect.Held _,
                    Effect.Rejected _,
                    Effect.Discarded _,
                    Effect.Failed _,
                    Effect.Violated _,
                    Effect.Unreadable _,
                    Effect.ReadInstalled _,
                    Effect.ReadDestroyed _,
                    Effect.UpdateDue _,
                    Effect.Exhausted _,
                    Effect.Written _,
                    Effect.WriteInstalled _,
                    Effect.WriteDestroyed _,
                    Effect.Refused _ ->
                    Optional.empty();
        };
    }
}
