package dtlskeying.model.dtls12;

import dtlskeying.spec.Role;

import java.util.Comparator;

/** What is on the wire between the two ends. */
public sealed interface WirePacket {
    /** An order without a meaning, the same in every run. */
    Comparator<WirePacket> ORDER =
            Comparator.comparing(WirePacket::rank).thenComparing(WirePacket::toString);

    /** Where packets of its kind stand in the order. */
    int rank();

    /** Which end it is from, or claims to be from. */
    Role sender();

    /** A flight of the handshake. */
    record Flight(Message message) implements WirePacket {
        @Override
        public Role sender() {
            return switch (message) {
                case Message.ClientHello _, Message.ClientFinished _ -> Role.CLIENT;
                case Message.ServerHello _, Message.ServerFinished _ -> Role.SERVER;
            };
        }

        @Override
        public int rank() {
            return switch (message) {
                case Message.ClientHello _ -> 0;
                case Message.ServerHello _ -> 1;
                case Message.ClientFinished _ -> 2;
                case Message.ServerFinished _ -> 3;
            };
        }

        @Override
        public String toString() {
            return message.toString();
        }
    }

    /** An SRTP packet of that end under those keys. */
    record Srtp(Role sender, SrtpKey key) implements WirePacket {
        @Override
        public int rank() {
            return sender == Role.CLIENT ? 4 : 5;
        }
    }
}
