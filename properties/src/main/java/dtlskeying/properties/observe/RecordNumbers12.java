package dtlskeying.properties.observe;

import dtlskeying.model.dtls12.WriteEpochsModel;
import dtlskeying.model.dtls12.WriteEpochsModel.Facts;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Input;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * RFC 6347 §4.1 as a capture shows it: how an end numbers the protected records that it sends.
 *
 * <p>Numbers may be missing, as records are. Whether an end keeps the keys of an epoch that is over
 * is left to it: its records are taken epoch by epoch. Which records it accepts is not on the wire.
 */
final class RecordNumbers12 {
    private static final String CHAPTER = "dtls12/Records";

    private final Steps<Input.Write, Effect> steps;
    private final Map<Long, TreeSet<Long>> numbers = new HashMap<>();

    private RecordNumbers12(Exchange first, Role sender) {
        this.steps = new Steps<>(first.endpoint(sender), CHAPTER, Input.Write.class, Effect.class);
        long newest = 0;
        for (SentRecord each : SentRecord.of(first, sender)) {
            while (newest < each.epoch())
                steps.add(each.place(), new Input.InstallWrite(new Epoch(++newest)), List.of());
            add(each);
        }
    }

    /** Both ends of an association. */
    static Observation of(Exchange first) {
        return new RecordNumbers12(first, Role.CLIENT)
                .judged()
                .and(new RecordNumbers12(first, Role.SERVER).judged());
    }

    private void add(SentRecord sent) {
        if (!ContentType.isKnown(sent.type())) return;
        numbers.computeIfAbsent(sent.epoch(), _ -> new TreeSet<>()).add(sent.sequence());
        var epoch = new Epoch(sent.epoch());
        steps.add(
                sent.place(),
                new Input.Number(epoch, ContentType.ofCode(sent.type()), sent.content().length()),
                List.of(new Effect.Numbered(epoch, sent.sequence())));
    }

    private Observation judged() {
        return steps.judgedBy(
                new WithLosses<>(new WriteEpochsModel(), this::afterLosses),
                RecordNumbers12::sight,
                List.of(),
                List.of(Facts.writing(0, 0)));
    }

    /** The next number that was seen is that of the next record that is not lost. */
    private Optional<Facts> afterLosses(Facts facts, Input.Write input) {
        if (!(input instanceof Input.Number(var epoch, _, _))) return Optional.empty();
        Long next = facts.sent().get(epoch.number());
        if (next == null) return Optional.empty();
        return Optional.ofNullable(numbers.get(epoch.number()).ceiling(next))
                .filter(seen -> seen > next)
                .map(seen -> with(facts, epoch.number(), seen));
    }

    private static Facts with(Facts facts, long epoch, long next) {
        var sent = new HashMap<>(facts.sent());
        sent.put(epoch, next);
        return new Facts(sent);
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Numbered _ -> Optional.of(effect);
            case Effect.Open _,
                    Effect.Accepted _,
                    Effect.Held _,
                    Effect.Discarded _,
                    Effect.Unreadable _,
                    Effect.ReadInstalled _,
                    Effect.ReadDestroyed _,
                    Effect.Written _,
                    Effect.WriteInstalled _,
                    Effect.WriteDestroyed _,
                    Effect.Refused _ ->
                    Optional.empty();
        };
    }
}
