package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.NO_SECOND_HANDSHAKE;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.PARTS_THAT_DISAGREE_END_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.UPDATES_FOLLOW_FINISHED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ONLY_HELLOS_ARE_UNPROTECTED;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.REQUEST_IS_ZERO_OR_ONE;

import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.Side.Phase;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentsSpec;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.KeyUpdateHeard;
import dtlskeying.spec.dtls13.KeyUpdateSpec;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The parts of messages in one record: put together, acknowledged, and heard when they are whole.
 * The record is noted for its ACK before its messages are heard, as what they lead to may be that
 * ACK.
 */
final class Reassembly {
    /** What became of the parts of a record, from the best to what decides. */
    private enum Fate {
        KEPT,
        KEPT_OUT_OF_ORDER,
        REPEATED,
        DROPPED
    }

    private final Work work;
    private final Outbound outbound;
    private final RecordNumber number;
    private final Deque<HandshakeMessage> whole = new ArrayDeque<>();

    Reassembly(Work work, Outbound outbound, RecordNumber number) {
        this.work = work;
        this.outbound = outbound;
        this.number = number;
    }

    void take(List<Fragment> parts) {
        var fate = Fate.REPEATED;
        boolean isNew = false;
        for (Fragment part : parts) {
            Fate each = fate(part);
            if (work.side.phase() == Phase.OVER) return;
            isNew |= each == Fate.KEPT || each == Fate.KEPT_OUT_OF_ORDER;
            if (fate == Fate.REPEATED || each == Fate.DROPPED) fate = each;
        }
        note(fate);
        if (fate == Fate.REPEATED && !isNew) outbound.peerRepeats();
        while (!whole.isEmpty() && work.side.phase() != Phase.OVER) hear(whole.removeFirst());
    }

    private void note(Fate fate) {
        outbound.hear(
                switch (fate) {
                    case KEPT -> new Input.Kept(number, true, work.now);
                    case KEPT_OUT_OF_ORDER -> new Input.Kept(number, false, work.now);
                    case REPEATED -> new Input.Repeated(number, work.now);
                    case DROPPED -> new Input.Dropped(number, work.now);
                });
    }

    private Fate fate(Fragment part) {
        if (isBeforeFinished(part)) {
            outbound.breakOff(UNEXPECTED_MESSAGE, UPDATES_FOLLOW_FINISHED);
            return Fate.DROPPED;
        }
        if (isMisplaced(part)) {
            work.discard(ONLY_HELLOS_ARE_UNPROTECTED);
            return Fate.DROPPED;
        }
        if (isAheadOfItsTime(part)) {
            work.discard(KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE);
            return Fate.DROPPED;
        }
        boolean isOld = number.epoch().compareTo(work.records.readEpoch()) < 0;
        if (isNews(part) && isOld && work.traffic instanceof Traffic.Flowing)
            outbound.keys().take(new KeyUpdateSpec.Input.HeardInOldEpoch());
        return work.side.phase() == Phase.OVER ? Fate.DROPPED : reassemble(part);
    }

    /**
     * Hellos travel in epoch 0, and once there are keys no new one does: else anybody could write
     * into the messages that follow. The rest of the handshake is in epoch 2, and what comes later
     * in the epochs of traffic.
     */
    private boolean isMisplaced(Fragment part) {
        boolean isHello =
                part.type() == HandshakeType.CLIENT_HELLO.code()
                        || part.type() == HandshakeType.SERVER_HELLO.code();
        boolean isLater =
                part.type() == HandshakeType.NEW_SESSION_TICKET.code()
                        || part.type() == HandshakeType.KEY_UPDATE.code();
        if (number.epoch().equals(Epoch.UNPROTECTED))
            return !isHello || work.hasReadKeys() && isNews(part);
        boolean isHandshake = number.epoch().equals(RecordsSpec.HANDSHAKE);
        return isHandshake && work.isComplete() && isNews(part) || isHandshake && isLater;
    }

    /** Epoch 2 is over with the Finished. */
    private boolean isBeforeFinished(Fragment part) {
        return work.isRenewal(part.type()) && number.epoch().equals(RecordsSpec.HANDSHAKE);
    }

    /** Our last flight may be lost: the peer's update comes again when ours is acknowledged. */
    private boolean isAheadOfItsTime(Fragment part) {
        boolean isUpdate =
                part.type() == HandshakeType.KEY_UPDATE.code() || work.isRenewal(part.type());
        return isUpdate && work.side.phase() == Phase.COMPLETE;
    }

    private boolean isNews(Fragment part) {
        return work.fragments instanceof Fragments.Reassembling state
                && part.messageSeq() >= state.next();
    }

    private Fate reassemble(Fragment part) {
        boolean isNext =
                work.fragments instanceof Fragments.Reassembling state
                        && part.messageSeq() == state.next();
        var step = work.fragments.on(new FragmentsSpec.Input.Arrived(part));
        work.fragments = step.state();
        var fate = isNext ? Fate.KEPT : Fate.KEPT_OUT_OF_ORDER;
        for (var effect : step.effects()) {
            switch (effect) {
                case FragmentsSpec.Effect.Delivered(var message) -> whole.addLast(message);
                case FragmentsSpec.Effect.Held _ -> {}
                case FragmentsSpec.Effect.Repeated _ -> fate = Fate.REPEATED;
                case FragmentsSpec.Effect.Discarded(_, var clause) -> {
                    work.discard(clause);
                    fate = Fate.DROPPED;
                }
                case FragmentsSpec.Effect.Refused(_, var clause) -> {
                    refuse(clause);
                    fate = Fate.DROPPED;
                }
            }
        }
        return fate;
    }

    /** Under keys it is the peer that contradicts itself; without, it may be anybody. */
    private void refuse(Clause clause) {
        work.discard(clause);
        if (!number.epoch().equals(Epoch.UNPROTECTED))
            outbound.breakOff(ILLEGAL_PARAMETER, PARTS_THAT_DISAGREE_END_THE_CONNECTION);
    }

    @Cites("rfc8446/4.6.3/c")
    private void hear(HandshakeMessage message) {
        name(message).ifPresent(known -> work.effects.add(new Effect.MessageHeard(known)));
        boolean isUpdate = message.type() == HandshakeType.KEY_UPDATE.code();
        boolean isLater = work.isComplete();
        if (isRenegotiation(message)) outbound.breakOff(UNEXPECTED_MESSAGE, NO_SECOND_HANDSHAKE);
        else if (isUpdate && work.traffic instanceof Traffic.Renewing)
            outbound.keys().renewals().take(new KeyUpdateHeard(number.epoch()));
        else if (isUpdate && work.isComplete()) update(message);
        else if (work.isRenewal(message.type()) && work.isComplete())
            outbound.keys().renewals().heard(message.body(), number.epoch());
        else outbound.follow(work.side.hear(message));
        if (isLater && work.isComplete() && whole.isEmpty())
            outbound.hear(new Input.Complete(false, work.now));
    }

    /** In clear it may be anybody's; under the keys it is the peer that wants a handshake. */
    private boolean isRenegotiation(HandshakeMessage message) {
        return message.type() == HandshakeType.CLIENT_HELLO.code()
                && !number.epoch().equals(Epoch.UNPROTECTED);
    }

    private void update(HandshakeMessage message) {
        switch (dtlskeying.impl.dtls13.message.KeyUpdate.decode(message.body())) {
            case Decoded.Malformed<dtlskeying.impl.dtls13.message.KeyUpdate> _ ->
                    heard(false, new Verdict.Unsound(DECODE_ERROR, MESSAGES_ARE_WELL_FORMED));
            case Decoded.Value<dtlskeying.impl.dtls13.message.KeyUpdate>(var update)
                    when update.request() > 1 ->
                    heard(false, new Verdict.Unsound(ILLEGAL_PARAMETER, REQUEST_IS_ZERO_OR_ONE));
            case Decoded.Value<dtlskeying.impl.dtls13.message.KeyUpdate>(var update) ->
                    heard(update.request() == 1, Verdict.SOUND);
        }
    }

    private void heard(boolean requested, Verdict verdict) {
        outbound.keys().take(new KeyUpdateSpec.Input.Heard(requested, verdict));
    }

    private Optional<MessageName> name(HandshakeMessage message) {
        if (work.isRenewal(message.type())) return Optional.of(MessageName.EXTENDED_KEY_UPDATE);
        return HandshakeType.find(message.type())
                .map(type ->
                        type == HandshakeType.SERVER_HELLO && isRetry(message)
                                ? MessageName.HELLO_RETRY_REQUEST
                                : MessageName.valueOf(type.name()));
    }

    private static boolean isRetry(HandshakeMessage message) {
        return dtlskeying.impl.dtls13.message.HandshakeMessage.decode(
                        HandshakeType.SERVER_HELLO, message.body())
                instanceof
                Decoded.Value<dtlskeying.impl.dtls13.message.HandshakeMessage>(
                        dtlskeying.impl.dtls13.message.HelloRetryRequest _);
    }
}
