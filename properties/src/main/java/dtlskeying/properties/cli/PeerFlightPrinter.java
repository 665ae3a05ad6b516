package dtlskeying.properties.cli;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.MessageName;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints the exchange with a peer, of which only our own end is seen: the peer's flight is what has
 * arrived when ours answers it.
 */
final class PeerFlightPrinter {
    /** A server that asks for a cookie has looked at the hello and not taken it in. */
    private static final Effect COOKIE_REQUEST =
            new Effect.FlightSent(List.of(MessageName.HELLO_VERIFY_REQUEST), false);

    private final FlightPrinter flights;
    private final Role role;
    private final List<String> heard = new ArrayList<>();
    private long since;
    private int datagrams;
    private int bytes;
    private final MediaTally media;

    PeerFlightPrinter(FlightPrinter flights, Role role) {
        this.flights = flights;
        this.role = role;
        this.media = new MediaTally(flights);
    }

    /** A datagram of DTLS came. */
    void received(Octets datagram, long ms) {
        if (datagrams == 0) since = ms;
        datagrams++;
        bytes += datagram.length();
    }

    /** An SRTP packet went out or came in. */
    void media(Role sender, Octets packet, long ms) {
        media.sent(sender, packet, ms);
    }

    /** Our end took a step. */
    void stepped(List<Effect> effects, long ms) {
        boolean turn = false;
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.MessageHeard(var message) -> heard.add(message.text());
                case Effect.AlertReceived(_, var description) -> {
                    heard.add("Alert " + alert(description));
                    turn = true;
                }
                case Effect.Confirmed _ -> {
                    heard.add("ACK");
                    turn = true;
                }
                case Effect.FlightSent _,
                        Effect.Acknowledged _,
                        Effect.AlertSent _,
                        Effect.Completed _,
                        Effect.Failed _,
                        Effect.Closed _ ->
                        turn = true;
                case Effect.Send _,
                        Effect.KeysUpdated _,
                        Effect.EpochReady _,
                        Effect.DataReceived _,
                        Effect.Discarded _ -> {}
            }
        }
        boolean unseen = heard.isEmpty() && effects.contains(COOKIE_REQUEST);
        if (unseen) heard.add(MessageName.CLIENT_HELLO.text());
        if (turn) flush();
        flights.sent(ms, role, effects, 0);
    }

    /** Prints what has arrived and was not answered. */
    void flush() {
        media.flush();
        if (datagrams > 0) {
            String words = heard.isEmpty() ? "(nothing new)" : String.join(", ", heard);
            flights.flight(since, role.peer(), datagrams, bytes, words);
        }
        heard.clear();
        datagrams = 0;
        bytes = 0;
    }

    private static String alert(int description) {
        return Alert.isKnown(description)
                ? Alert.ofCode(description).text()
                : Integer.toString(description);
    }
}
