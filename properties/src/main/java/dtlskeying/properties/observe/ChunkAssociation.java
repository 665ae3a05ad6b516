package dtlskeying.properties.observe;

import dtlskeying.model.chunk.EnforcementModel;
import dtlskeying.properties.decode.Conversation;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.chunk.EnforcementSpec.Effect;
import dtlskeying.spec.chunk.EnforcementSpec.Input;
import dtlskeying.spec.chunk.PacketShape;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * §4 of the DTLS chunk as a capture shows it: what is agreed on, and that who has protected a
 * packet protects every one that follows.
 *
 * <p>When keys are set is not on the wire: it may be at any time. A packet without protection that
 * was captured after a protected one may have been overtaken by it, unless it has data that is
 * newer than that of several packets which were protected at their first sending: those count. Who
 * accepts an association without protection begins anew.
 */
final class ChunkAssociation {
    private static final int INIT = 1;
    private static final int INIT_ACK = 2;
    private static final int COOKIE_ACK = 11;

    /** The ranks of packets: who has protected one protects all that follow. */
    private static final int PLAIN = 0;

    private static final int PROTECTED = 1;

    private final Conversation conversation;
    private final InetSocketAddress sender;
    private final List<Step> shown = new ArrayList<>();
    private final SendingOrder order = new SendingOrder();
    private boolean hasProtected;

    private record Step(boolean isProtected, boolean isInit) {}

    private ChunkAssociation(Conversation conversation, InetSocketAddress sender) {
        this.conversation = conversation;
        this.sender = sender;
    }

    static Observation of(Conversation conversation) {
        if (conversation.all(Unit.Sctp.class).isEmpty()) return Observation.NOTHING;
        return ChunkNegotiation.of(conversation)
                .and(new ChunkAssociation(conversation, conversation.client()).protection())
                .and(new ChunkAssociation(conversation, conversation.server()).protection());
    }

    private Observation protection() {
        var steps =
                new Steps<>(
                        conversation.role(sender).text() + " " + Conversation.text(sender),
                        "chunk/Enforcement",
                        Input.class,
                        Effect.class);
        for (Unit.Sctp packet : conversation.all(Unit.Sctp.class))
            if (packet.place().from().equals(sender)) add(steps, packet);
        return steps.judgedBy(
                new EnforcementModel(),
                ChunkAssociation::sight,
                List.of(new Input.ReceiveKeySet(), new Input.SendKeySet()),
                List.of(EnforcementModel.Facts.START));
    }

    private void add(Steps<Input, Effect> steps, Unit.Sctp packet) {
        boolean isProtected = packet.opening() instanceof Opening.Opened;
        if (packet.opening() instanceof Opening.Closed) return;
        if (!isProtected && (has(packet, INIT) || has(packet, COOKIE_ACK))) {
            begin();
            steps.add(packet.place(), new Input.Ended(), List.of());
        }
        boolean isInit = !isProtected && (has(packet, INIT) || has(packet, INIT_ACK));
        if (!isProtected && !isInit && hasProtected && !order.isLate(packet, PLAIN)) return;
        hasProtected |= isProtected;
        order.see(packet, isProtected ? PROTECTED : PLAIN);
        var step = new Step(isProtected, isInit);
        if (!shown.isEmpty() && shown.getLast().equals(step)) return;
        shown.add(step);
        steps.add(
                packet.place(),
                new Input.ToSend(isInit ? shape(packet) : PacketShape.UNPROTECTED),
                List.of(isProtected ? new Effect.SentProtected() : new Effect.SentPlain()));
    }

    private static PacketShape shape(Unit.Sctp packet) {
        return has(packet, INIT) ? PacketShape.INIT : PacketShape.INIT_ACK;
    }

    private static boolean has(Unit.Sctp packet, int type) {
        return packet.readable().stream().anyMatch(it -> it.type() == type);
    }

    private void begin() {
        shown.clear();
        order.begin();
        hasProtected = false;
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.SentPlain _, Effect.SentProtected _ -> Optional.of(effect);
            case Effect.ToSctp _,
                    Effect.ToOpen _,
                    Effect.Enforced _,
                    Effect.Discarded _,
                    Effect.Refused _ ->
                    Optional.empty();
        };
    }
}
