package dtlskeying.properties.observe;

import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.properties.decode.Place;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one side says in a handshake of DTLS 1.2, by name. A ChangeCipherSpec stands ahead of a
 * Finished that is in an epoch of its own. Tickets and certificate states, which the models do not
 * have, are left out where the server's hello announces them.
 *
 * @param turns in their order
 * @param foreign what else is there that has no name; empty if there is nothing
 */
record Turns(List<Turn> turns, String foreign) {
    private static final int SESSION_TICKET = 4;
    private static final int CERTIFICATE_STATUS = 22;

    /** RFC 5077 §3.2, RFC 6066 §8: the extensions that announce these messages. */
    private static final int TICKET_EXTENSION = 35;

    private static final int STATUS_EXTENSION = 5;

    Turns {
        turns = List.copyOf(turns);
    }

    /** One message. */
    record Turn(Message name, Unit.Message message) {
        Place place() {
            return message.place();
        }

        /** Its handshake type; of a ChangeCipherSpec, that of the Finished behind it. */
        int type() {
            return message.message().type();
        }

        /** Whether a Certificate has no certificate. */
        boolean isEmptyList() {
            return message.message().body().length() <= 3;
        }
    }

    static Turns of(Exchange exchange, Role role) {
        var turns = new ArrayList<Turn>();
        String foreign = "";
        var announced = announced(exchange);
        for (Unit.Message each : exchange.of(role).messages()) {
            int type = each.message().type();
            if (announced.contains(type)) continue;
            var name = HandshakeType.find(type).map(it -> Message.valueOf(it.name()));
            if (name.isEmpty()) {
                foreign = "a handshake message of type %d, which no model has".formatted(type);
                break;
            }
            if (name.get() == Message.FINISHED && each.epoch() == each.handshake())
                turns.add(new Turn(Message.CHANGE_CIPHER_SPEC, each));
            turns.add(new Turn(name.get(), each));
        }
        return new Turns(turns, foreign);
    }

    private static Set<Integer> announced(Exchange exchange) {
        var announced = new java.util.HashSet<Integer>();
        exchange.answer()
                .ifPresent(hello -> {
                    if (hello.extensions().has(TICKET_EXTENSION)) announced.add(SESSION_TICKET);
                    if (hello.extensions().has(STATUS_EXTENSION)) announced.add(CERTIFICATE_STATUS);
                });
        return announced;
    }

    /** Those of that name. */
    List<Turn> all(Message name) {
        return turns.stream().filter(it -> it.name() == name).toList();
    }

    /** Those of any other. */
    List<Turn> without(Message name) {
        return turns.stream().filter(it -> it.name() != name).toList();
    }

    /** What follows the first of that name. */
    Optional<Turn> after(Message name) {
        for (int i = 0; i + 1 < turns.size(); i++)
            if (turns.get(i).name() == name) return Optional.of(turns.get(i + 1));
        return Optional.empty();
    }

    /** Those up to the first of that name; none if it is not there. */
    static List<Turn> upTo(List<Turn> turns, Message name) {
        for (int i = 0; i < turns.size(); i++)
            if (turns.get(i).name() == name) return turns.subList(0, i + 1);
        return List.of();
    }

    static Effect flight(List<Turn> turns) {
        return new Effect.Sent(turns.stream().map(Turn::name).toList());
    }
}
