package dtlskeying.model.chunk;

import static dtlskeying.model.chunk.KeyOrder.Deed.ENFORCE;
import static dtlskeying.model.chunk.KeyOrder.Deed.RECEIVE;
import static dtlskeying.model.chunk.KeyOrder.Deed.SEND;
import static dtlskeying.model.chunk.KeyOrder.Moment.CLIENT_FLIGHT_IS_OUT;
import static dtlskeying.model.chunk.KeyOrder.Moment.CLIENT_HAS_ACK;
import static dtlskeying.model.chunk.KeyOrder.Moment.CLIENT_HAS_SERVER_FLIGHT;
import static dtlskeying.model.chunk.KeyOrder.Moment.CLIENT_HEARS_PROTECTED;
import static dtlskeying.model.chunk.KeyOrder.Moment.HANDSHAKE_BEGINS;
import static dtlskeying.model.chunk.KeyOrder.Moment.SERVER_HAS_FINISHED;
import static dtlskeying.model.chunk.KeyOrder.Moment.SERVER_HAS_HELLO;
import static dtlskeying.model.chunk.KeyOrder.Moment.SERVER_HEARS_PROTECTED;
import static dtlskeying.model.chunk.KeyOrder.Moment.SERVER_IS_DRY;

import dtlskeying.spec.Role;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * An order in which both ends may set their first keys: what a reader may take the figure of §4 for
 * (decision 8), and the orders of other drafts. Who sets what, and when.
 *
 * @param deeds what is done at which moment, in order
 */
public record KeyOrder(Map<Moment, List<Deed>> deeds) {
    /** What an end does with a key. */
    public enum Deed {
        /** SET RECV: protected packets can be opened. */
        RECEIVE,
        /** SET SEND: packets leave protected from here on, those that are sent again too. */
        SEND,
        /** ENFORCE: unprotected packets are dropped from here on. */
        ENFORCE
    }

    /** When it does so. */
    public enum Moment {
        /** The server waits for the client's hello. */
        HANDSHAKE_BEGINS(Role.SERVER),
        /** Before the server's flight leaves. */
        SERVER_HAS_HELLO(Role.SERVER),
        /** Before the client's last flight leaves. */
        CLIENT_HAS_SERVER_FLIGHT(Role.CLIENT),
        /** Right after it has left. */
        CLIENT_FLIGHT_IS_OUT(Role.CLIENT),
        /** Before the server's ACK leaves. */
        SERVER_HAS_FINISHED(Role.SERVER),
        /** The ACK is there. */
        CLIENT_HAS_ACK(Role.CLIENT),
        /** A packet was opened. */
        CLIENT_HEARS_PROTECTED(Role.CLIENT),
        /** A packet was opened. */
        SERVER_HEARS_PROTECTED(Role.SERVER),
        /** All that the server has sent, the ACK too, is acknowledged by SCTP. */
        SERVER_IS_DRY(Role.SERVER);

        private final Role role;

        Moment(Role role) {
            this.role = role;
        }

        /** Whose moment it is. */
        public Role role() {
            return role;
        }
    }

    /** Decision 8: the figure with its columns, as they were recovered. */
    public static final KeyOrder RECOVERED =
            new KeyOrder(
                    Map.of(
                            CLIENT_HAS_SERVER_FLIGHT,
                            List.of(RECEIVE),
                            SERVER_HAS_FINISHED,
                            List.of(RECEIVE, SEND),
                            CLIENT_HAS_ACK,
                            List.of(ENFORCE, SEND),
                            SERVER_HEARS_PROTECTED,
                            List.of(ENFORCE),
                            SERVER_IS_DRY,
                            List.of(ENFORCE)));

    /** The client protects its last flight, for which the server has no key yet. */
    public static final KeyOrder PROTECTED_FLIGHT =
            RECOVERED.with(CLIENT_HAS_SERVER_FLIGHT, RECEIVE, SEND).with(CLIENT_HAS_ACK, ENFORCE);

    /** The same once the first copy of the flight has left. */
    public static final KeyOrder PROTECTED_AFTER_FLIGHT =
            RECOVERED.with(CLIENT_FLIGHT_IS_OUT, SEND).with(CLIENT_HAS_ACK, ENFORCE);

    /** The server enforces with its ACK, and the client protects on any protected packet. */
    public static final KeyOrder SERVER_ENFORCES_ON_FINISHED =
            RECOVERED
                    .with(SERVER_HAS_FINISHED, RECEIVE, SEND, ENFORCE)
                    .with(CLIENT_HEARS_PROTECTED, SEND)
                    .with(CLIENT_HAS_ACK, ENFORCE)
                    .with(SERVER_HEARS_PROTECTED)
                    .with(SERVER_IS_DRY);

    /** The server can receive from the hello on, and the client's last flight is protected. */
    public static final KeyOrder SERVER_RECEIVES_ON_HELLO =
            PROTECTED_FLIGHT.with(SERVER_HAS_HELLO, RECEIVE).with(SERVER_HAS_FINISHED, SEND);

    /** The server protects its first flight. */
    public static final KeyOrder SERVER_SENDS_ON_HELLO =
            RECOVERED.with(SERVER_HAS_HELLO, SEND).with(SERVER_HAS_FINISHED, RECEIVE);

    /** The server enforces before the client can protect anything. */
    public static final KeyOrder SERVER_ENFORCES_ON_HELLO =
            RECOVERED.with(SERVER_HAS_HELLO, RECEIVE, ENFORCE).with(SERVER_HAS_FINISHED, SEND);

    /** The client enforces with its flight, before the server can protect anything. */
    public static final KeyOrder CLIENT_ENFORCES_WITH_ITS_FLIGHT =
            RECOVERED.with(CLIENT_HAS_SERVER_FLIGHT, RECEIVE, ENFORCE).with(CLIENT_HAS_ACK, SEND);

    /** The server enforces from the beginning. */
    public static final KeyOrder SERVER_ENFORCES_AT_ONCE =
            SERVER_ENFORCES_ON_HELLO.with(SERVER_HAS_HELLO).with(HANDSHAKE_BEGINS, ENFORCE);

    public KeyOrder {
        deeds = Map.copyOf(deeds);
    }

    /** What is done at that moment. */
    public List<Deed> at(Moment moment) {
        return deeds.getOrDefault(moment, List.of());
    }

    private KeyOrder with(Moment moment, Deed... changed) {
        var all = new EnumMap<Moment, List<Deed>>(deeds);
        all.put(moment, List.of(changed));
        return new KeyOrder(all);
    }
}
