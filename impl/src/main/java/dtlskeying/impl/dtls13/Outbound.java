package dtlskeying.impl.dtls13;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Flights;
import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightsSpec;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.dtls13.AcknowledgementSpec;
import dtlskeying.spec.dtls13.HandshakeSpec;
import dtlskeying.spec.dtls13.HandshakeSpec.Message;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec;

import java.util.List;
import java.util.stream.Stream;

/** What a side of the handshake decides, carried out: flights, ACKs, alerts, and keys. */
final class Outbound {
    private final Work work;
    private final Keys keys;

    Outbound(Work work) {
        this.work = work;
        this.keys = new Keys(work, this);
    }

    /** Goes on with the side as it is after a step. */
    void follow(Step<Side, HandshakeSpec.Effect> step) {
        work.side = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case HandshakeSpec.Effect.Sent(var messages) -> send(messages);
                case HandshakeSpec.Effect.SentOnce(var message) -> sendOnce(message);
                case HandshakeSpec.Effect.Declined(var alert, var clause) -> decline(alert, clause);
                case HandshakeSpec.Effect.Completed _ -> complete();
                case HandshakeSpec.Effect.Confirmed _ -> confirm();
                case HandshakeSpec.Effect.Aborted(var alert, var clause) -> abort(alert, clause);
                case HandshakeSpec.Effect.Ended(var clause) -> end(new Effect.Failed(clause));
                case HandshakeSpec.Effect.Closing(var clause) -> {
                    send(Alert.CLOSE_NOTIFY, clause);
                    end(new Effect.Closed(clause));
                }
                case HandshakeSpec.Effect.Discarded(var clause) -> work.discard(clause);
            }
        }
        keys.installHandshake();
    }

    /** What is below the messages ends the connection. */
    void breakOff(Alert alert, Clause clause) {
        work.side = work.side.broken();
        abort(alert, clause);
    }

    private void abort(Alert alert, Clause clause) {
        send(alert, clause);
        end(new Effect.Failed(clause));
    }

    void tick() {
        if (isReliable()) return;
        follow(work.flights.on(new FlightsSpec.Input.Tick(work.now)), true);
        hear(new AcknowledgementSpec.Input.Tick(work.now));
    }

    private boolean isReliable() {
        return work.settings.carrier() == Carrier.MESSAGES;
    }

    /** The peer sends again what it sent before: it may lack our flight. */
    void peerRepeats() {
        follow(work.flights.on(new FlightsSpec.Input.PeerRepeated(work.now)), true);
    }

    /** An ACK covers these parts of what we have sent. */
    void confirmed(List<FlightsSpec.Extent> parts) {
        boolean wasOutstanding = work.flights instanceof Flights.Waiting;
        follow(work.flights.on(new FlightsSpec.Input.Acknowledged(parts, work.now)), true);
        boolean isDone = wasOutstanding && work.flights instanceof Flights.Preparing;
        if (!isDone) return;
        settleSent();
        if (work.side.phase() == Side.Phase.ESTABLISHED) keys.updateAcknowledged();
        else follow(work.side.acknowledged());
    }

    /**
     * A peer whose ACKs leave out a part for ever, however often it comes, but have the Finished:
     * under the keys of traffic, that is as good as an ACK of it all ({@link
     * dtlskeying.spec.Reading#ACK_OF_FINISHED_CONFIRMS}).
     */
    void acknowledgedNothingNew(Epoch epoch) {
        boolean isFinal =
                work.side.phase() == Side.Phase.COMPLETE
                        && Epochs.isTraffic(epoch)
                        && work.flights instanceof Flights.Waiting waiting
                        && waiting.timer().retransmissions() > 0
                        && waiting.flight().stream().noneMatch(this::isFinished);
        if (!isFinal) return;
        answered();
        follow(work.side.acknowledged());
    }

    private boolean isFinished(FlightItem item) {
        return name(item) == MessageName.FINISHED;
    }

    /** Goes on with what is to be acknowledged. */
    void hear(AcknowledgementSpec.Input.Hear input) {
        var step = work.acknowledgement.on(input);
        work.acknowledgement = step.state();
        for (var effect : step.effects())
            if (effect instanceof AcknowledgementSpec.Effect.Acknowledge(var records))
                acknowledge(records);
    }

    /**
     * After an extended key update, what came in the next epoch waits: an ACK has no lower epoch
     * than what it names. It comes again, and is then acknowledged.
     */
    private void acknowledge(List<RecordNumber> all) {
        Epoch newest = work.records.writeEpoch();
        boolean isEither = work.traffic instanceof Traffic.Renewing;
        var records =
                all.stream().filter(it -> !isEither || it.epoch().compareTo(newest) <= 0).toList();
        if (records.isEmpty()) return;
        work.effects.add(new Effect.Acknowledged(records.size()));
        var packing = new Packing(work.records, work.settings);
        packing.add(work.records.writeEpoch(), ContentType.ACK, new Ack(records).encode());
        send(packing);
    }

    /** Keys for the handshake, traffic and updates. */
    Keys keys() {
        return keys;
    }

    /** An end is final: nothing is sent again, nothing is waited for. */
    private void end(Effect last) {
        work.flights = Flights.idle(work.settings.times());
        work.acknowledgement = Acknowledgement.start(work.settings.times());
        work.found.clear();
        work.effects.add(last);
    }

    private void send(List<Message> messages) {
        hear(new AcknowledgementSpec.Input.Complete(true, work.now));
        answered();
        launch(messages.stream().map(this::item).toList());
    }

    private boolean isServer() {
        return work.side.role() == Role.SERVER;
    }

    /** Sends one message after the handshake, until it is acknowledged. */
    void send(HandshakeType type, Octets body) {
        var whole = new HandshakeMessage(type.code(), work.nextMessageSeq++, body);
        launch(List.of(FlightItem.of(work.records.writeEpoch(), whole)));
    }

    /** Sends a request or a finish: what was sent before has been answered. */
    void ask(Octets body) {
        hear(new AcknowledgementSpec.Input.Complete(true, work.now));
        answered();
        launch(List.of(renewal(body)));
    }

    /**
     * Sends a response. A request of our own that has lost goes out with it until it is
     * acknowledged: the response comes after it in the order of message_seq.
     */
    void answer(Octets body) {
        hear(new AcknowledgementSpec.Input.Complete(true, work.now));
        List<FlightItem> abandoned =
                work.flights instanceof Flights.Waiting waiting ? waiting.flight() : List.of();
        follow(work.flights.on(new FlightsSpec.Input.Answered(work.now)), false);
        launch(Stream.concat(abandoned.stream(), Stream.of(renewal(body))).toList());
    }

    private FlightItem renewal(Octets body) {
        int type = work.settings.updates().messageType();
        var whole = new HandshakeMessage(type, work.nextMessageSeq++, body);
        return FlightItem.of(work.records.writeEpoch(), whole);
    }

    private void launch(List<FlightItem> flight) {
        follow(work.flights.on(new FlightsSpec.Input.Send(flight, work.now)), false);
    }

    /** Our flight before is answered: the peer's is here as a whole. */
    void answered() {
        follow(work.flights.on(new FlightsSpec.Input.Answered(work.now)), false);
        settleSent();
    }

    private void settleSent() {
        work.sent = work.sent.on(new AcknowledgementSpec.Input.Settled()).state();
    }

    /** The keys of epoch 2 are there as soon as the ServerHello is worded. */
    private FlightItem item(Message message) {
        var written = work.side.write(message);
        Epoch epoch = work.records.writeEpoch();
        work.side = written.after();
        keys.installHandshake();
        var whole = new HandshakeMessage(written.type(), work.nextMessageSeq++, written.body());
        return FlightItem.of(epoch, whole);
    }

    /** At the door the bytes are there already; inside, the request is a record like others. */
    private void sendOnce(Message message) {
        work.effects.add(new Effect.FlightSent(List.of(message.inEitherVersion()), false));
        if (work.side.phase() == Side.Phase.IDLE) return;
        var written = work.side.write(message);
        work.side = written.after();
        var whole = new HandshakeMessage(written.type(), work.nextMessageSeq++, written.body());
        var packing = new Packing(work.records, work.settings);
        packing.add(FlightItem.of(Epoch.UNPROTECTED, whole));
        send(packing);
    }

    private void decline(Alert alert, Clause clause) {
        if (work.side.phase() == Side.Phase.IDLE)
            work.effects.add(new Effect.AlertSent(alert, clause));
        else send(alert, clause);
    }

    private void follow(Step<Flights, FlightsSpec.Effect> step, boolean again) {
        work.flights = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case FlightsSpec.Effect.Transmit(var items) -> transmit(items, again);
                case FlightsSpec.Effect.GaveUp(var clause) -> giveUp(clause);
                case FlightsSpec.Effect.Released _ ->
                        throw new AssertionError("every flight of DTLS 1.3 is acknowledged");
                case FlightsSpec.Effect.Ignored(var clause) -> work.discard(clause);
                case FlightsSpec.Effect.Refused(var clause) ->
                        throw new AssertionError("a flight is refused: " + clause.id());
            }
        }
    }

    /** An exchange of keys that the peer leaves in its middle leaves no connection. */
    private void giveUp(Clause clause) {
        if (work.traffic instanceof Traffic.Renewing) {
            work.side = work.side.broken();
            end(new Effect.Failed(clause));
        } else follow(work.side.giveUp());
    }

    private void transmit(List<FlightItem> items, boolean again) {
        if (again && isReliable()) return;
        var burst = new Burst(work.settings, work.flights, work.sent);
        var packing =
                new Packing(work.records, burst.mtu(), work.recordSize(), work.settings.carrier());
        var now = burst.of(items.stream().flatMap(item -> packing.parts(item).stream()).toList());
        now.forEach(packing::add);
        var names = now.stream().map(this::name).distinct().toList();
        work.effects.add(new Effect.FlightSent(names, again));
        send(packing);
        packing.sent().forEach(sent -> work.sent = work.sent.on(sent).state());
    }

    private MessageName name(FlightItem item) {
        return switch (item) {
            case FlightItem.ChangeCipherSpec _ ->
                    throw new AssertionError("DTLS 1.3 has no ChangeCipherSpec");
            case FlightItem.Handshake(_, var part) when work.isRenewal(part.type()) ->
                    MessageName.EXTENDED_KEY_UPDATE;
            case FlightItem.Handshake(_, var part) ->
                    MessageName.valueOf(HandshakeType.find(part.type()).orElseThrow().name());
        };
    }

    private void send(Alert alert, Clause clause) {
        work.effects.add(new Effect.AlertSent(alert, clause));
        var packing = new Packing(work.records, work.settings);
        packing.add(work.records.writeEpoch(), ContentType.ALERT, Alerts.content(alert));
        send(packing);
    }

    /** Sends data in a record and a datagram of its own, or says why not. */
    void data(Octets content) {
        var step =
                work.records.send(work.records.writeEpoch(), ContentType.APPLICATION_DATA, content);
        work.follow(step);
        for (var effect : step.effects())
            if (effect instanceof RecordsSpec.Effect.Written(_, var record))
                work.effects.add(new Effect.Send(record));
    }

    private void send(Packing packing) {
        work.records = packing.records();
        packing.datagrams().forEach(datagram -> work.effects.add(new Effect.Send(datagram)));
    }

    /** A server has its answer, and acknowledges it under the keys of traffic. */
    private void complete() {
        keys.installTraffic();
        if (isServer()) {
            answered();
            hear(new AcknowledgementSpec.Input.Complete(false, work.now));
            hear(new AcknowledgementSpec.Input.Finished(work.now));
        }
        Session session = work.side.session().orElseThrow();
        work.effects.add(
                new Effect.Completed(
                        1,
                        session.terms().suite().code(),
                        session.extras().data(),
                        session.peer().certificates()));
    }

    private void confirm() {
        hear(new AcknowledgementSpec.Input.Finished(work.now));
        work.effects.add(new Effect.Confirmed());
    }
}
