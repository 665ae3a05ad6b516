package dtlskeying.impl.dtls12;

import static dtlskeying.spec.dtls.FragmentsSpec.Claim.LIMITED_QUEUE_DISCARDS_THE_REST;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.ALERTS_ARE_TWO_BYTES;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.FINISHED_IS_PROTECTED;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.ONLY_FINISHED_IS_UNDER_NEW_KEYS;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CHANGE_CIPHER_SPEC_IS_ONE_BYTE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.Side.Phase;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.DtlsPlaintext;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.FragmentsSpec;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.srtp.AlertReplaySpec;

import java.util.List;

/** What a datagram does to an association, from its records to whole messages in their order. */
final class Inbound {
    private static final int WARNING = 1;
    private static final int FATAL = 2;

    private final Work work;
    private final Outbound outbound;
    private final Rehandshake rehandshake;

    Inbound(Work work, Outbound outbound) {
        this.work = work;
        this.outbound = outbound;
        this.rehandshake = new Rehandshake(work, outbound);
    }

    void datagram(Octets bytes) {
        if (work.side instanceof ServerSide server
                && server.phase() == Phase.IDLE
                && server.door() instanceof Door.Guarded door) {
            knock(server, door, bytes);
        } else if (work.side.phase() == Phase.OVER) {
            work.discard(NOTHING_AFTER_CLOSE);
        } else {
            work.follow(work.records.receive(bytes));
            while (!work.arrived.isEmpty()) record(work.arrived.removeFirst());
            if (work.side.phase() == Phase.ESTABLISHED) work.releaseHeld();
        }
    }

    /** A server that guards its door looks at each datagram alone, and forgets it. */
    private void knock(ServerSide stranger, Door.Guarded door, Octets bytes) {
        ServerSide server = stranger.at(work.now);
        switch (door.knock(bytes, server.exchange()::takesUp)) {
            case Door.Knock.Ignored(var clause) -> work.discard(clause);
            case Door.Knock.Unverified(var request) -> {
                outbound.follow(stranger.hearWithoutCookie());
                work.effects.add(new Effect.Send(request));
            }
            case Door.Knock.Verified(var sequence, var hello) -> {
                work.records = Records.startAt(sequence);
                work.nextMessageSeq = hello.messageSeq();
                work.fragments = Fragments.from(hello.messageSeq() + 1, FragmentLimits.DEFAULT);
                hear(hello);
            }
        }
    }

    private void record(DtlsPlaintext record) {
        if (work.side.phase() == Phase.OVER) {
            work.discard(NOTHING_AFTER_CLOSE);
            return;
        }
        switch (record.type()) {
            case HANDSHAKE -> handshake(record);
            case CHANGE_CIPHER_SPEC -> changeCipherSpec(record);
            case ALERT -> alert(record);
            case APPLICATION_DATA -> work.discard(DATA_IS_PROTECTED_BY_SRTP_ALONE);
            case ACK -> work.discard(MESSAGES_COME_IN_ORDER);
        }
    }

    private void handshake(DtlsPlaintext record) {
        switch (FragmentCodec.decode(record.fragment())) {
            case Decoded.Malformed<List<Fragment>> _ -> work.discard(UNREADABLE_MESSAGE_IS_REFUSED);
            case Decoded.Value<List<Fragment>>(var parts) ->
                    parts.forEach(part -> fragment(record.epoch(), part));
        }
    }

    private void fragment(Epoch epoch, Fragment part) {
        boolean isFinished = part.type() == HandshakeType.FINISHED.code();
        boolean isUnderOldKeys = epoch.equals(work.base);
        boolean isHello = part.type() == HandshakeType.CLIENT_HELLO.code();
        if (work.side.phase() == Phase.OVER) work.discard(NOTHING_AFTER_CLOSE);
        else if (work.side.phase() == Phase.ESTABLISHED) afterwards(part);
        else if (work.side.phase() == Phase.IDLE && !isHello) work.discard(MESSAGES_COME_IN_ORDER);
        else if (isFinished && isUnderOldKeys) work.discard(FINISHED_IS_PROTECTED);
        else if (!isFinished && !isUnderOldKeys) work.discard(ONLY_FINISHED_IS_UNDER_NEW_KEYS);
        else reassemble(part);
    }

    private void reassemble(Fragment part) {
        if (followsFinished(part)) {
            work.discard(LIMITED_QUEUE_DISCARDS_THE_REST);
            return;
        }
        rehandshake.missRequest(part);
        var step = work.fragments.on(new FragmentsSpec.Input.Arrived(part));
        work.fragments = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case FragmentsSpec.Effect.Delivered(var message) -> work.waiting.addLast(message);
                case FragmentsSpec.Effect.Held _ -> {}
                case FragmentsSpec.Effect.Repeated _ -> outbound.peerRepeats();
                case FragmentsSpec.Effect.Discarded(_, var clause) -> work.discard(clause);
                case FragmentsSpec.Effect.Refused(_, var clause) -> work.discard(clause);
            }
        }
        deliver();
    }

    /**
     * Finished ends a flight: while it waits for its change of keys, nothing queues up behind it.
     */
    private boolean followsFinished(Fragment part) {
        return !work.waiting.isEmpty() && part.messageSeq() > work.waiting.getLast().messageSeq();
    }

    /**
     * A complete handshake is asked for again only by the Finished that ended it, which is
     * authentic; a wish for another handshake is a message of its own.
     */
    private void afterwards(Fragment part) {
        if (part.type() == HandshakeType.FINISHED.code()) {
            outbound.peerRepeats();
        } else if (rehandshake.isAskedForBy(part)) {
            reassemble(part);
        } else {
            work.discard(MESSAGES_COME_IN_ORDER);
        }
    }

    private void changeCipherSpec(DtlsPlaintext record) {
        boolean isTimely =
                switch (work.side.phase()) {
                    case UNDER_WAY, AWAITING_CHANGE -> record.epoch().equals(work.base);
                    case IDLE, ESTABLISHED, OVER -> false;
                };
        if (!record.fragment().equals(Outbound.CHANGE_CIPHER_SPEC)) {
            work.discard(CHANGE_CIPHER_SPEC_IS_ONE_BYTE);
        } else if (!isTimely) {
            work.discard(MESSAGES_COME_IN_ORDER);
        } else {
            work.changeHeard = true;
            deliver();
        }
    }

    /** ChangeCipherSpec has no number: it is put in its place, right ahead of Finished. */
    private void deliver() {
        while (!work.waiting.isEmpty() && work.side.phase() != Phase.OVER) {
            boolean isFinished = work.waiting.getFirst().type() == HandshakeType.FINISHED.code();
            if (isFinished && work.side.phase() == Phase.AWAITING_CHANGE) {
                if (!work.changeHeard) return;
                work.effects.add(new Effect.MessageHeard(MessageName.CHANGE_CIPHER_SPEC));
                outbound.follow(work.side.changeCipherSpec());
            }
            hear(work.waiting.removeFirst());
        }
    }

    private void hear(HandshakeMessage message) {
        HandshakeType.find(message.type())
                .map(type -> MessageName.valueOf(type.name()))
                .ifPresent(known -> work.effects.add(new Effect.MessageHeard(known)));
        if (work.side instanceof ServerSide server && server.phase() == Phase.IDLE)
            work.side = server.at(work.now);
        if (work.side.phase() == Phase.ESTABLISHED) rehandshake.hear(message);
        else outbound.follow(work.side.hear(message));
    }

    private void alert(DtlsPlaintext record) {
        Octets content = record.fragment();
        boolean isAlert =
                content.length() == 2 && (content.at(0) == WARNING || content.at(0) == FATAL);
        if (!isAlert) {
            work.discard(ALERTS_ARE_TWO_BYTES);
            return;
        }
        boolean fatal = content.at(0) == FATAL;
        int description = content.at(1);
        if (isReplayed(record, fatal, description)) return;
        work.effects.add(new Effect.AlertReceived(fatal, description));
        boolean declines = !fatal && description == Alert.NO_RENEGOTIATION.code();
        if (declines && work.isUnanswered()) work.withdraw();
        outbound.follow(
                description == Alert.CLOSE_NOTIFY.code()
                        ? work.side.closeNotify()
                        : work.side.alert(fatal, description));
    }

    /** §7.3.1: each alert takes effect once; nobody listens before a handshake has begun. */
    private boolean isReplayed(DtlsPlaintext record, boolean fatal, int description) {
        if (!Alert.isKnown(description) || work.side.phase() == Phase.IDLE) return false;
        var alert = Alert.ofCode(description);
        boolean ends = fatal || alert == Alert.CLOSE_NOTIFY;
        var step =
                work.alerts.on(
                        new AlertReplaySpec.Input.AlertArrived(
                                record.epoch(), record.sequence(), alert, ends));
        work.alerts = step.state();
        if (!(step.effects().getFirst() instanceof AlertReplaySpec.Effect.Discarded(var clause)))
            return false;
        work.discard(clause);
        return true;
    }
}
