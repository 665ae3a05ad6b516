package dtlskeying.impl.endpoint;

import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.chunk.RestartKeys;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.sctp.SctpEvent.Reason;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.ErrorCause;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec;
import dtlskeying.spec.chunk.ReauthenticationSpec;
import dtlskeying.spec.dtls.AssociationSpec;

import java.util.List;

/** What a {@link ChunkEndpoint} has done, or what has happened to it. */
public sealed interface ChunkEvent {
    /** This packet goes to the peer. */
    record Packet(Octets bytes) implements ChunkEvent {}

    /** INIT and INIT ACK have settled how the keys are managed. */
    record Agreed(Terms terms) implements ChunkEvent {}

    /** There will be no protection, by this clause: this end is loose. */
    record Unprotected(Clause clause) implements ChunkEvent {}

    /** There is no association, and the peer was told why. */
    record Declined(ErrorCause cause, Clause clause) implements ChunkEvent {}

    /**
     * SCTP has its association.
     *
     * @param again whether the peer has restarted it
     */
    record Associated(boolean again) implements ChunkEvent {}

    /** The DTLS connection has taken an input. */
    record Stepped(AssociationSpec.Input input, List<AssociationSpec.Effect> effects)
            implements ChunkEvent {
        public Stepped {
            effects = List.copyOf(effects);
        }
    }

    /** The order of the keys has come so far. */
    record Ordered(KeyInstallSpec.Input input, List<KeyInstallSpec.Effect> effects)
            implements ChunkEvent {
        public Ordered {
            effects = List.copyOf(effects);
        }
    }

    /** The life of the keys has come so far. */
    record Renewed(KeyUpdateSpec.Input input, List<KeyUpdateSpec.Effect> effects)
            implements ChunkEvent {
        public Renewed {
            effects = List.copyOf(effects);
        }
    }

    /** Re-authentication has come so far. */
    record Reauthenticated(
            ReauthenticationSpec.Input input, List<ReauthenticationSpec.Effect> effects)
            implements ChunkEvent {
        public Reauthenticated {
            effects = List.copyOf(effects);
        }
    }

    /** The keys of an epoch have been derived, from this secret of this connection. */
    record Keyed(Epoch epoch, Association association, Secret exporter) implements ChunkEvent {}

    /** Protection is required from here on: the ULP may send. */
    record Protected() implements ChunkEvent {}

    /** Both ends send under their primary keys. */
    record Settled() implements ChunkEvent {}

    /** A send key has sealed half as many packets as it may. */
    record KeyWears(Epoch epoch, long sealed) implements ChunkEvent {}

    /** The association can be restarted with these keys: they are to be kept elsewhere. */
    record RestartReady(RestartKeys keys) implements ChunkEvent {}

    /** A message of the ULP has come. */
    record Received(UserMessage message) implements ChunkEvent {}

    /** All that was sent has been acknowledged. */
    record SenderDry() implements ChunkEvent {}

    /** Something that has come was dropped. */
    record Dropped(Clause clause) implements ChunkEvent {}

    /** The key management gives the association up. */
    record GaveUp(Clause clause) implements ChunkEvent {}

    /** The association is over. */
    record Down(Reason reason) implements ChunkEvent {}
}
