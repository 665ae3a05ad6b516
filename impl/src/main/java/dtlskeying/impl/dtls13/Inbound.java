package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.UNPROTECTED_ALERTS_COUNT_UNTIL_THERE_ARE_KEYS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ALERTS_ARE_TWO_BYTES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CHANGE_CIPHER_SPEC_IS_DROPPED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;

import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.Side.Phase;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.AcknowledgementSpec;
import dtlskeying.spec.dtls13.PlainRecord;

import java.util.List;

/** A datagram on its way up: records, then alerts, ACKs, data, and parts of messages. */
final class Inbound {
    private final Work work;
    private final Outbound outbound;

    Inbound(Work work, Outbound outbound) {
        this.work = work;
        this.outbound = outbound;
    }

    void datagram(Octets bytes) {
        if (work.side instanceof ServerSide server && server.phase() == Phase.IDLE)
            knock(server, bytes);
        else if (work.side.phase() == Phase.OVER) work.discard(NOTHING_AFTER_CLOSE);
        else receive(bytes);
    }

    private void receive(Octets bytes) {
        work.follow(work.records.receive(bytes));
        drain();
    }

    /** Looks into what the record layer has found, and into what that brings to light. */
    void drain() {
        while (!work.found.isEmpty() && work.side.phase() != Phase.OVER) {
            switch (work.found.removeFirst()) {
                case Work.Finding.Arrived(var record) -> record(record);
                case Work.Finding.Broken(var alert, var clause) -> outbound.breakOff(alert, clause);
                case Work.Finding.Worn() -> outbound.keys().worn();
            }
        }
    }

    /** A server at its door looks at each datagram alone, and forgets it. */
    private void knock(ServerSide server, Octets bytes) {
        switch (server.door().knock(bytes)) {
            case Door.Knock.Ignored(var clause) -> work.discard(clause);
            case Door.Knock.Unverified(var request) -> {
                outbound.follow(server.retry(Verdict.SOUND));
                work.effects.add(new Effect.Send(request));
            }
            case Door.Knock.Declined(var why, var alert) -> {
                outbound.follow(server.retry(why));
                work.effects.add(new Effect.Send(alert));
            }
            case Door.Knock.Admitted(var sequence, var messageSeq) -> {
                work.side = server.admitting();
                work.records = Records.startAt(sequence).saying(work.settings.large().lengths());
                work.nextMessageSeq = messageSeq;
                work.fragments = Fragments.from(messageSeq, FragmentLimits.DEFAULT);
                receive(bytes);
            }
        }
    }

    private void record(PlainRecord record) {
        noteNewKeys(record.number().epoch());
        switch (record.type()) {
            case HANDSHAKE -> handshake(record);
            case ALERT -> alert(record);
            case ACK -> ack(record);
            case APPLICATION_DATA -> data(record.content());
            case CHANGE_CIPHER_SPEC -> work.discard(CHANGE_CIPHER_SPEC_IS_DROPPED);
        }
    }

    private void noteNewKeys(Epoch epoch) {
        if (epoch.equals(work.records.readEpoch())) outbound.keys().newKeysHeard();
    }

    private void handshake(PlainRecord record) {
        switch (FragmentCodec.decode(record.content())) {
            case Decoded.Malformed<List<Fragment>> _ ->
                    object(record, DECODE_ERROR, MESSAGES_ARE_WELL_FORMED);
            case Decoded.Value<List<Fragment>>(var parts) ->
                    new Reassembly(work, outbound, record.number()).take(parts);
        }
    }

    /** What is wrong in a protected record is the peer's doing; in another it may be anybody's. */
    private void object(PlainRecord record, Alert alert, Clause clause) {
        if (record.number().epoch().equals(Epoch.UNPROTECTED)) work.discard(clause);
        else outbound.breakOff(alert, clause);
    }

    private void ack(PlainRecord record) {
        switch (Ack.decode(record.content())) {
            case Decoded.Malformed<Ack> _ -> object(record, DECODE_ERROR, MESSAGES_ARE_WELL_FORMED);
            case Decoded.Value<Ack>(var ack) -> acknowledged(record.number().epoch(), ack);
        }
    }

    private void acknowledged(Epoch epoch, Ack ack) {
        var step = work.sent.on(new AcknowledgementSpec.Input.AckArrived(epoch, ack.records()));
        work.sent = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case AcknowledgementSpec.Effect.Confirmed(var parts) -> outbound.confirmed(parts);
                case AcknowledgementSpec.Effect.Violated(var alert, var clause) ->
                        outbound.breakOff(alert, clause);
                case AcknowledgementSpec.Effect.Ignored(var clause) -> {
                    work.discard(clause);
                    outbound.acknowledgedNothingNew(epoch);
                }
                case AcknowledgementSpec.Effect.Acknowledge _ ->
                        throw new AssertionError("an ACK is not acknowledged");
            }
        }
    }

    private void data(Octets content) {
        if (work.isSrtp()) work.discard(DATA_IS_PROTECTED_BY_SRTP_ALONE);
        else work.effects.add(new Effect.DataReceived(content));
    }

    private void alert(PlainRecord record) {
        boolean isPlain = record.number().epoch().equals(Epoch.UNPROTECTED);
        if (isPlain && work.hasReadKeys())
            work.discard(UNPROTECTED_ALERTS_COUNT_UNTIL_THERE_ARE_KEYS);
        else if (record.content().length() != Alerts.LENGTH)
            object(record, DECODE_ERROR, ALERTS_ARE_TWO_BYTES);
        else alert(record.content().at(1));
    }

    /** The level means nothing any more (RFC 8446 §6). */
    @Cites("rfc8446/6/a")
    private void alert(int description) {
        boolean closes = description == Alert.CLOSE_NOTIFY.code();
        boolean cancels = description == Alert.USER_CANCELED.code();
        work.effects.add(new Effect.AlertReceived(!closes && !cancels, description));
        outbound.follow(
                closes
                        ? work.side.closeNotify()
                        : cancels ? work.side.userCanceled() : work.side.errorAlert(description));
    }
}
