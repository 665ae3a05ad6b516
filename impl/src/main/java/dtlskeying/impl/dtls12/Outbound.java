package dtlskeying.impl.dtls12;

import static dtlskeying.spec.dtls12.AssociationSpec.Claim.UNANSWERED_REHANDSHAKE_NEED_NOT_END_ALL;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.RENEGOTIATION_CAN_BE_DECLINED;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Flights;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls12.Side.Phase;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightsSpec;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;

import java.util.List;

/** What a side of the handshake decides, carried out: flights, alerts, and the change of keys. */
final class Outbound {
    static final Octets CHANGE_CIPHER_SPEC = Octets.of((byte) 1);
    private static final int WARNING = 1;
    private static final int FATAL = 2;

    private final Work work;

    Outbound(Work work) {
        this.work = work;
    }

    /** Goes on with the side as it is after a step. */
    void follow(Step<Side, HandshakeSpec.Effect> step) {
        work.side = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case HandshakeSpec.Effect.Sent(var messages) -> send(messages);
                case HandshakeSpec.Effect.SentOnce(var message) ->
                        work.effects.add(
                                new Effect.FlightSent(List.of(message.inEitherVersion()), false));
                case HandshakeSpec.Effect.Completed _ -> complete();
                case HandshakeSpec.Effect.Aborted(var alert, var clause) -> {
                    send(FATAL, alert, clause);
                    end(new Effect.Failed(clause));
                }
                case HandshakeSpec.Effect.Ended(var clause) -> end(new Effect.Failed(clause));
                case HandshakeSpec.Effect.Closing(var clause) -> {
                    send(WARNING, Alert.CLOSE_NOTIFY, clause);
                    end(new Effect.Closed(clause));
                }
                case HandshakeSpec.Effect.Discarded(var clause) -> work.discard(clause);
            }
        }
        installRead();
    }

    /** Asks the client for another handshake, until it begins one or declines. */
    void request() {
        answered();
        int type = HandshakeType.HELLO_REQUEST.code();
        var whole = new HandshakeMessage(type, work.nextMessageSeq++, Octets.EMPTY);
        var flight = List.of(FlightItem.of(work.records.writeEpoch(), whole));
        follow(work.flights.on(new FlightsSpec.Input.Send(flight, work.now)), false);
    }

    /** Says that there will be no other handshake. */
    void decline() {
        send(WARNING, Alert.NO_RENEGOTIATION, RENEGOTIATION_CAN_BE_DECLINED);
    }

    void tick() {
        follow(work.flights.on(new FlightsSpec.Input.Tick(work.now)), true);
    }

    /** The peer sends again what it sent before: it may lack our flight. */
    void peerRepeats() {
        follow(work.flights.on(new FlightsSpec.Input.PeerRepeated(work.now)), true);
    }

    /** An end is final: nothing is sent again, nothing is waited for. */
    private void end(Effect last) {
        work.flights = Flights.idle(work.settings.times());
        work.waiting.clear();
        work.arrived.clear();
        work.effects.add(last);
    }

    private void send(List<Message> messages) {
        answered();
        List<FlightItem> flight = messages.stream().map(this::item).toList();
        boolean isLast = work.side.phase() == Phase.ESTABLISHED;
        follow(
                work.flights.on(
                        isLast
                                ? new FlightsSpec.Input.SendLast(flight, work.now)
                                : new FlightsSpec.Input.Send(flight, work.now)),
                false);
    }

    /** Our flight before is answered: the peer's is here as a whole. */
    private void answered() {
        follow(work.flights.on(new FlightsSpec.Input.Answered(work.now)), false);
    }

    private FlightItem item(Message message) {
        if (message == Message.CHANGE_CIPHER_SPEC) {
            installWrite();
            return new FlightItem.ChangeCipherSpec(work.base);
        }
        var written = work.side.write(message, work.nextMessageSeq);
        work.side = written.after();
        var whole = new HandshakeMessage(written.type(), work.nextMessageSeq++, written.body());
        return FlightItem.of(work.records.writeEpoch(), whole);
    }

    private void follow(Step<Flights, FlightsSpec.Effect> step, boolean again) {
        work.flights = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case FlightsSpec.Effect.Transmit(var items) -> transmit(items, again);
                case FlightsSpec.Effect.GaveUp(var clause) -> giveUp(clause);
                case FlightsSpec.Effect.Released _ -> forgetWrite();
                case FlightsSpec.Effect.Ignored(var clause) -> work.discard(clause);
                case FlightsSpec.Effect.Refused(var clause) ->
                        throw new AssertionError("a flight is refused: " + clause.id());
            }
        }
    }

    /** Who hears nothing in another handshake still has the one before. */
    private void giveUp(Clause clause) {
        if (work.isUnanswered() || work.isReversible()) {
            work.withdraw();
            work.discard(UNANSWERED_REHANDSHAKE_NEED_NOT_END_ALL);
        } else {
            follow(work.side.giveUp());
        }
    }

    private void transmit(List<FlightItem> items, boolean again) {
        var packing = new Packing(work.records, work.settings.mtu());
        items.forEach(packing::add);
        work.effects.add(new Effect.FlightSent(items.stream().map(Outbound::name).toList(), again));
        send(packing);
    }

    private static MessageName name(FlightItem item) {
        return switch (item) {
            case FlightItem.ChangeCipherSpec _ -> MessageName.CHANGE_CIPHER_SPEC;
            case FlightItem.Handshake(_, var part) ->
                    MessageName.valueOf(HandshakeType.find(part.type()).orElseThrow().name());
        };
    }

    private void send(int level, Alert alert, Clause clause) {
        var packing = new Packing(work.records, work.settings.mtu());
        var content = Octets.of((byte) level, (byte) alert.code());
        packing.add(work.records.writeEpoch(), ContentType.ALERT, content);
        work.effects.add(new Effect.AlertSent(alert, clause));
        send(packing);
    }

    private void send(Packing packing) {
        work.records = packing.records();
        packing.datagrams().forEach(datagram -> work.effects.add(new Effect.Send(datagram)));
    }

    private void complete() {
        answered();
        work.follow(work.records.dropRead(work.base));
        Session session = work.side.session().orElseThrow();
        work.earlier = work.earlier.and(session);
        work.base = work.base.next();
        work.startOver();
        work.effects.add(
                new Effect.Completed(
                        work.earlier.count(),
                        session.terms().suite().code(),
                        session.terms().data(),
                        session.peer().certificates()));
        if (!isLastWordKept()) forgetWrite();
    }

    /** Whoever has the last word keeps it, and the keys to say it again. */
    private boolean isLastWordKept() {
        return work.flights instanceof Flights.Finished;
    }

    /** As soon as there are keys, what the peer sends under them can be read. */
    private void installRead() {
        boolean isUnderWay =
                switch (work.side.phase()) {
                    case UNDER_WAY, AWAITING_CHANGE -> true;
                    case IDLE, ESTABLISHED, OVER -> false;
                };
        if (!isUnderWay || work.records.readEpoch().follows(work.base)) return;
        work.side.session().ifPresent(this::installRead);
    }

    private void installRead(Session session) {
        var protection = session.protection(work.side.role().peer());
        work.follow(work.records.installRead(work.base.next(), protection));
    }

    private void installWrite() {
        Session session = work.side.session().orElseThrow();
        var protection = session.protection(work.side.role());
        work.follow(work.records.installWrite(work.base.next(), protection));
    }

    /** The keys that were kept to send a flight again are kept no longer. */
    private void forgetWrite() {
        work.follow(work.records.dropWrite(new Epoch(work.base.number() - 1)));
    }
}
