package dtlskeying.properties.observe;

import dtlskeying.impl.chunk.InitPackets;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.model.chunk.NegotiationModel;
import dtlskeying.model.chunk.NegotiationModel.Facts;
import dtlskeying.properties.decode.Conversation;
import dtlskeying.properties.decode.Place;
import dtlskeying.properties.decode.Unit;
import dtlskeying.properties.decode.Unit.Chunk;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * §3 and §4 as a capture shows them: what INIT and INIT ACK offer, and which end is then the client
 * of the key management.
 *
 * <p>A responder may answer each repetition of an INIT with another offer, and which of them its
 * peer took is not on the wire: then there is nothing to judge.
 */
final class ChunkNegotiation {
    private static final String CHAPTER = "chunk/Negotiation";
    private static final int INIT = 1;
    private static final int INIT_ACK = 2;
    private static final int COMMON_HEADER = 12;

    private final Conversation conversation;
    private Offer asked;
    private Offer answered;
    private boolean isAmbiguous;
    private int associations;
    private Observation all = Observation.NOTHING;

    /** What one end offers, and where. */
    private record Offer(Place place, Found found) {}

    private ChunkNegotiation(Conversation conversation) {
        this.conversation = conversation;
    }

    static Observation of(Conversation conversation) {
        var seen = new ChunkNegotiation(conversation);
        for (Unit unit : conversation.units()) {
            if (unit instanceof Unit.Sctp packet)
                packet.readable().forEach(chunk -> seen.take(packet.place(), chunk));
            if (unit instanceof Unit.Message message) seen.take(message);
        }
        return seen.all;
    }

    private void take(Place place, Chunk chunk) {
        if (chunk.type() != INIT && chunk.type() != INIT_ACK) return;
        var alone = Octets.concat(Octets.of(new byte[COMMON_HEADER]), chunk.encode());
        if (!InitPackets.isInit(alone)) return;
        var offer = new Offer(place, InitPackets.read(alone).found());
        if (chunk.type() == INIT) {
            if (asked != null && asked.found().equals(offer.found())) return;
            asked = offer;
            answered = null;
            isAmbiguous = false;
        } else {
            isAmbiguous |= answered != null && !answered.found().equals(offer.found());
            answered = offer;
        }
    }

    private void take(Unit.Message message) {
        boolean begins =
                message.message().type() == HandshakeType.CLIENT_HELLO.code()
                        && message.association() > associations;
        if (!begins) return;
        associations = message.association();
        if (asked == null || answered == null) {
            unseen("the capture does not show what INIT and INIT ACK offered");
        } else if (isAmbiguous) {
            unseen("which of several INIT ACKs the association rests on is not on the wire");
        } else if (asked.found() instanceof Found.Offered(var one)
                && answered.found() instanceof Found.Offered(var other)) {
            boolean asksAsClient = message.place().from().equals(asked.place().from());
            judge(one, other, asksAsClient ? Role.CLIENT : Role.SERVER, message.place());
        }
    }

    private void unseen(String reason) {
        all = all.and(Observation.unseen("both ends", CHAPTER, reason));
    }

    private void judge(KeyManagementOffer one, KeyManagementOffer other, Role role, Place hello) {
        var initiator = steps(asked.place());
        initiator.add(asked.place(), new Input.Associate(one), List.of(new Effect.InitSent(one)));
        initiator.add(hello, new Input.InitAckArrived(answered.found()), agreed(one, other, role));
        var responder = steps(answered.place());
        responder.add(
                answered.place(),
                new Input.InitArrived(asked.found(), other),
                List.of(new Effect.InitAckSent(other, asked.found())));
        responder.add(
                hello,
                new Input.CookieArrived(other, asked.found()),
                agreed(other, one, role.peer()));
        all = all.and(judged(initiator)).and(judged(responder));
    }

    private Steps<Input, Effect> steps(Place place) {
        String which = associations > 1 ? ", association " + associations : "";
        String end = conversation.role(place.from()).text();
        return new Steps<>(
                end + " " + Conversation.text(place.from()) + which,
                CHAPTER,
                Input.class,
                Effect.class);
    }

    private static Observation judged(Steps<Input, Effect> steps) {
        var facts = new ArrayList<Facts>();
        for (Mode mode : Mode.values()) facts.add(Facts.start(mode));
        return steps.judgedBy(new NegotiationModel(), ChunkNegotiation::sight, List.of(), facts);
    }

    /** Of an agreement the roles are seen, by who says hello; the method may have no trace. */
    private static List<Effect> agreed(KeyManagementOffer own, KeyManagementOffer its, Role role) {
        var client = role == Role.CLIENT ? own : its;
        var server = role == Role.CLIENT ? its : own;
        return List.of(new Effect.Agreed(role, 0, client, server, false));
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Agreed(var role, _, var client, var server, _) ->
                    Optional.of(new Effect.Agreed(role, 0, client, server, false));
            case Effect.InitSent _, Effect.InitAckSent _, Effect.Aborted _ -> Optional.of(effect);
            case Effect.WentUnprotected _, Effect.Discarded _, Effect.Refused _ -> Optional.empty();
        };
    }
}
