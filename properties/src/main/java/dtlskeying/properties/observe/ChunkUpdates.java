package dtlskeying.properties.observe;

import static dtlskeying.impl.dtls13.ExtendedUpdates.DEFAULT_MESSAGE_TYPE;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.EXTENDED_KEY_UPDATE;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.NO_PLAIN_KEY_UPDATE;

import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.model.chunk.KeyUpdateModel;
import dtlskeying.model.chunk.KeyUpdateModel.Facts;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Place;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;
import dtlskeying.spec.chunk.KeyUse;

import java.util.List;
import java.util.Optional;

/**
 * §5 of the DTLS chunk as a capture shows it: under the keys of which epoch each end seals its
 * packets, and by which update it came to them.
 *
 * <p>What is missing of an update is made up for, unless the messages of the end are numbered
 * without a gap. A packet of an earlier epoch may have been overtaken, unless its data is newer
 * than that of several packets of later ones. How much a key has protected, and when an end finds
 * that it is enough, is not on the wire.
 */
final class ChunkUpdates {
    private static final String CHAPTER = "chunk/KeyUpdate";
    private static final long FIRST = Epoch.FIRST_OF_TRAFFIC.number();

    private final Exchange first;
    private final Role sender;
    private final SaidLater said;
    private final Steps<Input, Effect> steps;
    private final SendingOrder order = new SendingOrder();
    private long newest = FIRST - 1;

    private ChunkUpdates(Exchange first, Role sender) {
        this.first = first;
        this.sender = sender;
        this.said = SaidLater.of(first, sender);
        this.steps = new Steps<>(first.endpoint(sender), CHAPTER, Input.class, Effect.class);
    }

    /** Both ends of an association that protects SCTP. */
    static Observation of(Exchange first) {
        return new ChunkUpdates(first, Role.CLIENT)
                .observed()
                .and(new ChunkUpdates(first, Role.SERVER).observed());
    }

    private Observation observed() {
        for (Unit each : first.conversation().units()) {
            if (each instanceof Unit.Sctp packet
                    && packet.opening() instanceof Opening.Opened(_, var epoch, _, _)
                    && packet.seal().association() == first.association()
                    && packet.seal().writer() == sender
                    && packet.seal().use() == KeyUse.PRIMARY) seal(packet, epoch);
            if (each instanceof Unit.Message message && isPlainUpdate(message))
                steps.unlawful(
                        message.place(),
                        new Input.PlainWanted(),
                        "a KeyUpdate",
                        NO_PLAIN_KEY_UPDATE);
        }
        return steps.judgedBy(
                new KeyUpdateModel(), ChunkUpdates::sight, List.of(), List.of(Facts.START));
    }

    private boolean isPlainUpdate(Unit.Message message) {
        return newest >= FIRST
                && message.association() == first.association()
                && message.sender() == sender
                && message.message().type() == HandshakeType.KEY_UPDATE.code();
    }

    private void seal(Unit.Sctp packet, long epoch) {
        var place = packet.place();
        if (newest < FIRST) {
            newest = FIRST;
            steps.add(place, new Input.Enforced(true, true, Limits.DEFAULT), List.of());
        }
        while (newest < epoch) change(place, new Epoch(++newest));
        if (order.isLate(packet, epoch))
            steps.add(
                    place,
                    new Input.AckArrived(new Epoch(epoch)),
                    List.of(new Effect.SendKeySet(new Epoch(epoch))));
        order.see(packet, epoch);
    }

    private void change(Place place, Epoch epoch) {
        long before = epoch.number() - 1;
        if (has(before, ExtendedKeyUpdate.Finish.class)) {
            steps.add(place, new Input.Wanted(), List.of(new Effect.Asked()));
            steps.add(place, new Input.ResponseArrived(epoch), List.of(new Effect.FinishSent()));
            steps.add(place, new Input.AckArrived(epoch), List.of(new Effect.SendKeySet(epoch)));
        } else if (isProvenSilent(before)) {
            steps.unlawful(
                    place,
                    new Input.AckArrived(epoch),
                    "packets in epoch " + epoch + ", without an extended key update before them",
                    EXTENDED_KEY_UPDATE);
        } else
            steps.add(place, new Input.FinishArrived(epoch), List.of(new Effect.SendKeySet(epoch)));
    }

    private boolean isProvenSilent(long epoch) {
        return said.isEndSeen(epoch)
                && !has(epoch, ExtendedKeyUpdate.Response.class)
                && HandshakeType.find(said.lastType(epoch)).isPresent();
    }

    private boolean has(long epoch, Class<? extends ExtendedKeyUpdate> kind) {
        return said.in(epoch, DEFAULT_MESSAGE_TYPE).stream()
                .map(it -> Exchange.decoded(ExtendedKeyUpdate.decode(it.message().body())))
                .anyMatch(it -> it.filter(kind::isInstance).isPresent());
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Asked _, Effect.FinishSent _, Effect.SendKeySet _ -> Optional.of(effect);
            case Effect.Derived _,
                    Effect.ReceiveKeySet _,
                    Effect.AckSent _,
                    Effect.Aborted _,
                    Effect.Discarded _,
                    Effect.Refused _ ->
                    Optional.empty();
        };
    }
}
