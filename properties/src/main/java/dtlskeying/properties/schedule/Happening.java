package dtlskeying.properties.schedule;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.util.List;
import java.util.stream.Stream;

/** What comes of an event. */
public sealed interface Happening {
    /** At which end. */
    Role at();

    /** Where a datagram comes from. */
    enum Origin {
        /** The peer sent it, and the network brought it. */
        NETWORK,
        /** The attacker brought it. */
        ATTACKER
    }

    /**
     * A datagram arrives.
     *
     * @param datagram its name, or the name of what it was made of
     * @param before the end before
     * @param after the end after
     * @param consequences what came of it, in order
     */
    record Arrived(
            Role at,
            DatagramName datagram,
            Origin origin,
            Octets bytes,
            Party before,
            Party after,
            List<Happening> consequences)
            implements Happening {
        public Arrived {
            consequences = List.copyOf(consequences);
        }

        @Override
        public String toString() {
            return "at the %s arrives %s%s%s"
                    .formatted(
                            at.text(),
                            origin == Origin.ATTACKER ? "what was made of " : "",
                            datagram,
                            before.equals(after) ? ": nothing changes" : "");
        }
    }

    /** A datagram of DTLS leaves. */
    record Sent(Role at, DatagramName datagram, Octets bytes) implements Happening {
        @Override
        public String toString() {
            return "the %s sends %s, %d bytes".formatted(at.text(), datagram, bytes.length());
        }
    }

    /** A packet of media leaves, protected under that index. */
    record SentMedia(
            Role at, DatagramName datagram, PacketKind kind, long index, Octets plain, Octets bytes)
            implements Happening {
        @Override
        public String toString() {
            return "the %s sends %s under index %d".formatted(at.text(), datagram, index);
        }
    }

    /** DTLS does something other than send a datagram. */
    record Did(Role at, long time, AssociationSpec.Effect effect) implements Happening {
        @Override
        public String toString() {
            return "the %s: %s".formatted(at.text(), words());
        }

        /** Certificates are left out. */
        private String words() {
            return effect instanceof AssociationSpec.Effect.Completed(_, _, var data, _)
                    ? "Completed[" + data + "]"
                    : effect.toString();
        }
    }

    /** The demultiplexer decides. */
    record Routed(Role at, PacketDemuxSpec.Effect effect) implements Happening {
        @Override
        public String toString() {
            return "the %s: %s".formatted(at.text(), effect);
        }
    }

    /** SRTP gets to work on a packet, with keys or without. */
    record Processed(Role at, PacketKind kind, boolean hasKeys) implements Happening {
        @Override
        public String toString() {
            return "the %s's SRTP processes an %s packet%s"
                    .formatted(at.text(), kind, hasKeys ? "" : ", but there are no keys");
        }
    }

    /** A packet of media opens. */
    record Opened(Role at, PacketKind kind, Ssrc source, long index, Octets bytes, Octets plain)
            implements Happening {
        @Override
        public String toString() {
            return "the %s opens %s %s under index %d".formatted(at.text(), source, kind, index);
        }
    }

    /** A packet of media is dropped on arrival. */
    record Dropped(Role at, PacketKind kind, Clause clause) implements Happening {
        @Override
        public String toString() {
            return "the %s drops an %s packet (%s)".formatted(at.text(), kind, clause);
        }
    }

    /** A packet of media does not leave. */
    record Refused(Role at, PacketKind kind, Clause clause) implements Happening {
        @Override
        public String toString() {
            return "the %s does not send an %s packet (%s)".formatted(at.text(), kind, clause);
        }
    }

    /** This, and all that came of it. */
    default Stream<Happening> all() {
        return this instanceof Arrived arrived
                ? Stream.concat(Stream.of(this), arrived.consequences().stream())
                : Stream.of(this);
    }
}
