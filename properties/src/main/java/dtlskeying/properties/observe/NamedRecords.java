package dtlskeying.properties.observe;

import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACK_EPOCH_IS_NOT_BELOW;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED;

import dtlskeying.impl.dtls13.Ack;
import dtlskeying.model.dtls13.HeardRecordsModel;
import dtlskeying.model.dtls13.HeardRecordsModel.Facts;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.AcknowledgementSpec;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * RFC 9147 §7 as a capture shows it: which records the ACKs of one end name.
 *
 * <p>That an ACK names a record is taken for a proof that it was kept, unless the record was seen
 * and has no handshake message in it, or its sender has numbered more records below it afterwards
 * than any replay window lets overtake each other. When an ACK is due, and what becomes of one that
 * has arrived, is not on the wire.
 */
final class NamedRecords {
    private static final String CHAPTER = "dtls13/Acknowledgement";

    /** More records than a receiver takes that have been overtaken (RFC 9147 §4.5.1). */
    private static final int WINDOW = 64;

    private final Steps<Input.Hear, Effect> steps;
    private final List<SentRecord> heard;
    private final Map<RecordNumber, Set<Integer>> types = new HashMap<>();

    private NamedRecords(Exchange first, Role sender) {
        this.steps = new Steps<>(first.endpoint(sender), CHAPTER, Input.Hear.class, Effect.class);
        this.heard = SentRecord.of(first, sender.peer());
        for (SentRecord each : heard)
            types.computeIfAbsent(
                            RecordNumber.of(each.epoch(), each.sequence()), _ -> new HashSet<>())
                    .add(each.type());
        SentRecord.of(first, sender).stream()
                .filter(each -> each.type() == ContentType.ACK.code())
                .sorted(Comparator.comparingLong(each -> each.place().packet()))
                .forEach(this::add);
    }

    /** Both ends of an association. */
    static Observation of(Exchange first) {
        return new NamedRecords(first, Role.CLIENT)
                .judged()
                .and(new NamedRecords(first, Role.SERVER).judged());
    }

    /** One that names nothing, or more than ours do, is left out. */
    private void add(SentRecord ack) {
        var named = Exchange.decoded(Ack.decode(ack.content())).map(Ack::records);
        if (named.isEmpty() || named.get().isEmpty()) return;
        if (named.get().size() > AcknowledgementSpec.MOST_IN_AN_ACK) return;
        steps.add(ack.place(), new Input.Agreed(0), List.of());
        for (RecordNumber each : named.get()) keep(ack, each);
        steps.add(
                ack.place(),
                new Input.Complete(false, 0),
                List.of(new Effect.Acknowledge(named.get())));
    }

    private void keep(SentRecord ack, RecordNumber named) {
        var input = new Input.Kept(named, true, 0);
        boolean isBelow =
                ack.epoch() < Epoch.FIRST_OF_TRAFFIC.number()
                        && named.epoch().number() > ack.epoch();
        if (isBelow)
            steps.unlawful(
                    ack.place(), input, "an ACK in epoch " + ack.epoch(), ACK_EPOCH_IS_NOT_BELOW);
        else if (isOfAnotherType(named))
            steps.unlawful(
                    ack.place(),
                    input,
                    "an ACK of " + named + ", which has no handshake message",
                    NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED);
        else if (isYetToCome(ack, named))
            steps.unlawful(
                    ack.place(),
                    input,
                    "an ACK of " + named + ", which was not sent by then",
                    DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED);
        else steps.add(ack.place(), input, List.of());
    }

    private boolean isYetToCome(SentRecord ack, RecordNumber named) {
        return heard.stream()
                        .filter(it -> it.epoch() == named.epoch().number())
                        .filter(it -> it.sequence() <= named.sequence())
                        .filter(it -> it.place().packet() > ack.place().packet())
                        .limit(WINDOW)
                        .count()
                == WINDOW;
    }

    private boolean isOfAnotherType(RecordNumber named) {
        return types.containsKey(named) && !types.get(named).contains(ContentType.HANDSHAKE.code());
    }

    private Observation judged() {
        return steps.judgedBy(
                new HeardRecordsModel(0), NamedRecords::sight, List.of(), List.of(Facts.start()));
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Acknowledge _ -> Optional.of(effect);
            case Effect.Confirmed _, Effect.Violated _, Effect.Ignored _ -> Optional.empty();
        };
    }
}
