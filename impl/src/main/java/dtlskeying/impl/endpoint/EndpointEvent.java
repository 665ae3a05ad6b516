package dtlskeying.impl.endpoint;

import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.PacketKind;

import java.util.List;

/** What an {@link SrtpEndpoint} has done, in order. */
public sealed interface EndpointEvent {
    /** What is for the peer, in order. */
    default List<Octets> datagrams() {
        return switch (this) {
            case Protected(_, var datagram) -> List.of(datagram);
            case Stepped(_, var effects) ->
                    effects.stream()
                            .filter(Effect.Send.class::isInstance)
                            .map(effect -> ((Effect.Send) effect).datagram())
                            .toList();
            case Keyed _,
                    SetEnded _,
                    RekeyAsked _,
                    Refused _,
                    Opened _,
                    Held _,
                    Dropped _,
                    Foreign _ ->
                    List.of();
        };
    }

    /** The association took an input; its {@code Send} effects are datagrams for the peer. */
    record Stepped(Input input, List<Effect> effects) implements EndpointEvent {
        public Stepped {
            effects = List.copyOf(effects);
        }
    }

    /**
     * A handshake is complete, and media is sent under its keys from here on.
     *
     * @param association as it was right after it
     */
    record Keyed(DtlsAssociation association, Effect.Completed handshake, SrtpSession.Keyed keyed)
            implements EndpointEvent {}

    /** The time of a key set is over. */
    record SetEnded(KeySetsSpec.Effect effect) implements EndpointEvent {}

    /** The keys are near their end: another handshake is started, if none is under way. */
    record RekeyAsked() implements EndpointEvent {}

    /** A packet of ours is protected; this datagram is for the peer. */
    record Protected(PacketKind kind, Octets datagram) implements EndpointEvent {}

    /** A packet of ours is not sent. */
    record Refused(PacketKind kind, Clause clause) implements EndpointEvent {}

    /**
     * A packet of the peer is authentic and new.
     *
     * @param handshake whose keys it was under
     */
    record Opened(PacketKind kind, int handshake, Octets packet) implements EndpointEvent {}

    /** A packet that arrived is kept until the keys are there that it may be under. */
    record Held(Octets datagram) implements EndpointEvent {}

    /** What arrived is dropped, in silence. */
    record Dropped(Octets datagram, Clause clause) implements EndpointEvent {}

    /** What arrived is neither DTLS nor media, and somebody else's. */
    record Foreign(Octets datagram) implements EndpointEvent {}
}
