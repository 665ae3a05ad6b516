package dtlskeying.impl.dtls13;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Flights;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The parts of an association while one input goes through them. This is the only thing here that
 * changes, and it does not outlive its input.
 */
final class Work {
    final Settings settings;
    final long now;
    final List<Effect> effects = new ArrayList<>();

    /** What the record layer has found and nobody has looked into. */
    final Deque<Finding> found = new ArrayDeque<>();

    Side side;
    Records records;
    Fragments fragments;
    Flights flights;
    SentRecords sent;
    Acknowledgement acknowledgement;
    int nextMessageSeq;
    Traffic traffic;

    Work(Parts parts, long now) {
        this.settings = parts.settings();
        this.now = now;
        this.side = parts.side();
        this.records = parts.records();
        this.fragments = parts.fragments();
        this.flights = parts.flights();
        this.sent = parts.sent();
        this.acknowledgement = parts.acknowledgement();
        this.nextMessageSeq = parts.nextMessageSeq();
        this.traffic = parts.traffic();
    }

    Parts parts() {
        return new Parts(
                settings,
                side,
                records,
                fragments,
                flights,
                sent,
                acknowledgement,
                nextMessageSeq,
                traffic);
    }

    /** What the record layer says that concerns the layers above. */
    sealed interface Finding {
        /** A record is new, and authentic unless its epoch is 0. */
        record Arrived(PlainRecord record) implements Finding {}

        /** The connection has to end. */
        record Broken(Alert alert, Clause clause) implements Finding {}

        /** The keys in one direction wear out. */
        record Worn() implements Finding {}
    }

    /** Goes on with the record layer as it is after a step. */
    void follow(Step<Records, RecordsSpec.Effect> step) {
        records = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case RecordsSpec.Effect.Accepted(var record) ->
                        found.addLast(new Finding.Arrived(record));
                case RecordsSpec.Effect.Violated(_, var alert, var clause) ->
                        found.addLast(new Finding.Broken(alert, clause));
                case RecordsSpec.Effect.Exhausted(_, var clause) ->
                        found.addLast(new Finding.Broken(Alert.BAD_RECORD_MAC, clause));
                case RecordsSpec.Effect.UpdateDue _ -> found.addLast(new Finding.Worn());
                case RecordsSpec.Effect.Discarded(_, var clause) -> discard(clause);
                case RecordsSpec.Effect.Rejected(_, var clause) -> discard(clause);
                case RecordsSpec.Effect.Failed(_, var clause) -> discard(clause);
                case RecordsSpec.Effect.Unreadable(_, var clause) -> discard(clause);
                case RecordsSpec.Effect.Refused(var clause) -> discard(clause);
                case RecordsSpec.Effect.Held _ -> {}
                case RecordsSpec.Effect.Unmask _ -> {}
                case RecordsSpec.Effect.Open _ -> {}
                case RecordsSpec.Effect.Numbered _ -> {}
                case RecordsSpec.Effect.Written _ -> {}
                case RecordsSpec.Effect.ReadInstalled _ -> {}
                case RecordsSpec.Effect.ReadDestroyed _ -> {}
                case RecordsSpec.Effect.WriteInstalled _ -> {}
                case RecordsSpec.Effect.WriteDestroyed _ -> {}
            }
        }
    }

    void discard(Clause clause) {
        effects.add(new Effect.Discarded(clause));
    }

    /** Whether protected records can be read. */
    boolean hasReadKeys() {
        return !records.readEpoch().equals(Epoch.UNPROTECTED);
    }

    /** Whether the handshake is complete and nothing has ended it. */
    boolean isComplete() {
        return side.phase() == Side.Phase.COMPLETE || side.phase() == Side.Phase.ESTABLISHED;
    }

    /** Whether both ends want extended key updates. */
    boolean isRenewable() {
        return settings.updates().wanted()
                && side.session()
                        .filter(session -> session.extras().flags().has(settings.updates().flag()))
                        .isPresent();
    }

    /** Whether a message of this type is one of an extended key update. */
    boolean isRenewal(int messageType) {
        return settings.updates().wanted() && messageType == settings.updates().messageType();
    }

    /** Whether the data of this association is not for its records. */
    boolean isSrtp() {
        return side.session()
                .filter(session -> session.extras().data() instanceof DataProtection.Srtp)
                .isPresent();
    }

    /** The most bytes of content, type and padding in a record to the peer, as far as is known. */
    int recordSize() {
        return side.session()
                .map(session -> session.extras().sizes().write())
                .orElse(RecordsSpec.LONGEST);
    }
}
