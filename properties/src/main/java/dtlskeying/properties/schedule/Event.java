package dtlskeying.properties.schedule;

import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;

/** One thing that happens to two ends and the network between them. Times are milliseconds. */
public sealed interface Event {
    /** One copy of a datagram that is under way arrives now, ahead of all others. */
    record Deliver(DatagramName datagram) implements Event {
        @Override
        public String toString() {
            return datagram + " arrives now";
        }
    }

    /** One copy of a datagram that is under way never arrives. */
    record Lose(DatagramName datagram) implements Event {
        @Override
        public String toString() {
            return datagram + " is lost";
        }
    }

    /** A datagram that is under way will arrive once more. */
    record Duplicate(DatagramName datagram) implements Event {
        @Override
        public String toString() {
            return datagram + " is duplicated";
        }
    }

    /** One copy of a datagram that is under way arrives so much later. */
    record Delay(DatagramName datagram, long time) implements Event {
        public Delay {
            requireTime(time);
        }

        @Override
        public String toString() {
            return datagram + " is delayed by " + time + " ms";
        }
    }

    /** Time passes; what is due arrives, and timers expire. */
    record Tick(long time) implements Event {
        public Tick {
            requireTime(time);
        }

        @Override
        public String toString() {
            return time + " ms pass";
        }
    }

    /**
     * The attacker makes a datagram of one that was ever sent, under way or not, and hands it to
     * whom that one was for, now.
     */
    record Forge(Forgery forgery, DatagramName datagram) implements Event {
        @Override
        public String toString() {
            return "the attacker " + forgery.words(datagram);
        }
    }

    /**
     * The user of one end sends a packet.
     *
     * @param number names the packet; an RTP packet's sequence number is its low 16 bits. RTCP
     *     packets have no number of their own: a name that was used does nothing
     */
    record SendMedia(Role side, PacketKind kind, int number) implements Event {
        public SendMedia {
            if (number < 0) throw new IllegalArgumentException("packets are counted from 0");
        }

        /** The name of the packet. */
        public DatagramName datagram() {
            return DatagramName.media(side, kind, number);
        }

        @Override
        public String toString() {
            return "the %s's user sends %s packet %d".formatted(side.text(), kind, number);
        }
    }

    /**
     * The user of one end wants another handshake inside the association.
     *
     * @param mki what a client offers; a server's user has no use for it
     */
    record Rehandshake(Role side, Mki mki) implements Event {
        @Override
        public String toString() {
            return "the %s's user wants another handshake%s"
                    .formatted(side.text(), mki.isNone() ? "" : ", MKI " + mki.value().toHex());
        }
    }

    /** The user of one end closes. */
    record Close(Role side) implements Event {
        @Override
        public String toString() {
            return "the " + side.text() + "'s user closes";
        }
    }

    private static void requireTime(long time) {
        if (time < 0) throw new IllegalArgumentException("time does not run backwards");
    }
}
