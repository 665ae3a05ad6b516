package dtlskeying.impl.dtls12;

import static dtlskeying.spec.dtls12.AssociationSpec.Claim.ALERTS_ARE_TWO_BYTES;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.FINISHED_IS_PROTECTED;
import static dtlskeying.spec.dtls12.AssociationSpec.Claim.ONLY_FINISHED_IS_UNDER_NEW_KEYS;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CHANGE_CIPHER_SPEC_IS_ONE_BYTE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.srtp.PacketDemuxSpec.Claim.DATA_IS_PROTECTED_BY_SRTP_ALONE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Flights;
import dtlskeying.impl.dtls.FragmentCodec;
import dtlskeying.impl.dtls.Fragments;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls12.Association.Parts;
import dtlskeying.impl.dtls12.Side.Phase;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsPlaintext;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightsSpec;
import dtlskeying.spec.dtls.Fragment;
import dtlskeying.spec.dtls.FragmentLimits;
import dtlskeying.spec.dtls.FragmentsSpec;
import dtlskeying.spec.dtls.HandshakeMessage;
import dtlskeying.spec.dtls12.AssociationSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;
import dtlskeying.spec.dtls12.RecordsSpec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The way of one input through the parts of an association. It is the only thing here that changes
 * while it works, and it does not outlive its input.
 */
final class Turn {
    private static final Octets CHANGE = Octets.of((byte) 1);

    private final Settings settings;
    private final long now;
    private final List<Effect> effects = new ArrayList<>();
    private final Deque<DtlsPlaintext> arrived = new ArrayDeque<>();
    private final Deque<HandshakeMessage> waiting;

    private Side side;
    private Records records;
    private Fragments fragments;
    private Flights flights;
    private Epoch base;
    private int nextMessageSeq;
    private boolean changeHeard;
    private EarlierHandshakes earlier;

    Turn(Parts parts, long now) {
        this.settings = parts.settings();
        this.now = now;
        this.side = parts.side();
        this.records = parts.records();
        this.fragments = parts.fragments();
        this.flights = parts.flights();
        this.base = parts.base();
        this.nextMessageSeq = parts.nextMessageSeq();
        this.changeHeard = parts.changeHeard();
        this.waiting = new ArrayDeque<>(parts.waiting());
        this.earlier = parts.earlier();
    }

    Parts parts() {
        return new Parts(
                settings,
                side,
                records,
                fragments,
                flights,
                base,
                nextMessageSeq,
                changeHeard,
                List.copyOf(waiting),
                earlier);
    }

    List<Effect> effects() {
        return effects;
    }

    void begin() {
        follow(side.begin());
    }

    void close() {
        follow(side.close());
    }

    void tick() {
        follow(flights.on(new FlightsSpec.Input.Tick(now)), true);
    }

    void datagram(Octets bytes) {
        if (side instanceof ServerSide server && side.phase() == Phase.IDLE) {
            knock(server, bytes);
            return;
        }
        if (side.phase() == Phase.OVER) {
            discard(NOTHING_AFTER_CLOSE);
            return;
        }
        accept(records.receive(bytes));
        while (!arrived.isEmpty()) record(arrived.removeFirst());
    }

    /** A server at its door looks at each datagram alone, and forgets it. */
    private void knock(ServerSide server, Octets bytes) {
        switch (server.door().knock(bytes)) {
            case Door.Knock.Ignored(var clause) -> discard(clause);
            case Door.Knock.Unverified(var request) -> {
                follow(server.hearWithoutCookie());
                effects.add(new Effect.Send(request));
            }
            case Door.Knock.Verified(var sequence, var hello) -> {
                records = Records.startAt(sequence);
                nextMessageSeq = hello.messageSeq();
                fragments = Fragments.from(hello.messageSeq() + 1, FragmentLimits.DEFAULT);
                hear(hello);
            }
        }
    }

    private void accept(Step<Records, RecordsSpec.Effect> step) {
        records = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case RecordsSpec.Effect.Accepted(var record) -> arrived.addLast(record);
                case RecordsSpec.Effect.Discarded(_, _, var clause) -> discard(clause);
                case RecordsSpec.Effect.Unreadable(_, var clause) -> discard(clause);
                case RecordsSpec.Effect.Refused(var clause) ->
                        throw new AssertionError("the record layer refuses: " + clause.id());
                case RecordsSpec.Effect _ -> {}
            }
        }
    }

    private void record(DtlsPlaintext record) {
        if (side.phase() == Phase.OVER) {
            discard(NOTHING_AFTER_CLOSE);
            return;
        }
        switch (record.type()) {
            case HANDSHAKE -> handshake(record);
            case CHANGE_CIPHER_SPEC -> changeCipherSpec(record);
            case ALERT -> alert(record.fragment());
            case APPLICATION_DATA -> discard(DATA_IS_PROTECTED_BY_SRTP_ALONE);
            case ACK -> discard(MESSAGES_COME_IN_ORDER);
        }
    }

    private void handshake(DtlsPlaintext record) {
        switch (FragmentCodec.decode(record.fragment())) {
            case Decoded.Malformed<List<Fragment>> _ -> discard(UNREADABLE_MESSAGE_IS_REFUSED);
            case Decoded.Value<List<Fragment>>(var parts) ->
                    parts.forEach(part -> fragment(record.epoch(), part));
        }
    }

    private void fragment(Epoch epoch, Fragment part) {
        boolean isFinished = part.type() == HandshakeType.FINISHED.code();
        if (side.phase() == Phase.OVER) discard(NOTHING_AFTER_CLOSE);
        else if (side.phase() == Phase.ESTABLISHED) afterwards(part);
        else if (isFinished && epoch.equals(base)) discard(FINISHED_IS_PROTECTED);
        else if (!isFinished && !epoch.equals(base)) discard(ONLY_FINISHED_IS_UNDER_NEW_KEYS);
        else reassemble(part);
    }

    private void reassemble(Fragment part) {
        var step = fragments.on(new FragmentsSpec.Input.Arrived(part));
        fragments = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case FragmentsSpec.Effect.Delivered(var message) -> waiting.addLast(message);
                case FragmentsSpec.Effect.Held _ -> {}
                case FragmentsSpec.Effect.Repeated _ -> repeated();
                case FragmentsSpec.Effect.Discarded(_, var clause) -> discard(clause);
                case FragmentsSpec.Effect.Refused(_, var clause) -> discard(clause);
            }
        }
        deliver();
    }

    /**
     * A complete handshake is asked again only by the Finished that it ended with, which is
     * authentic; a wish for another handshake is a message of its own.
     */
    private void afterwards(Fragment part) {
        if (part.type() == HandshakeType.FINISHED.code()) {
            repeated();
        } else if (part.isWhole() && asksForAnother(part.type())) {
            follow(side.hear(new HandshakeMessage(part.type(), part.messageSeq(), part.body())));
        } else {
            discard(MESSAGES_COME_IN_ORDER);
        }
    }

    private boolean asksForAnother(int type) {
        return type
                == switch (side.role()) {
                    case CLIENT -> HandshakeType.HELLO_REQUEST.code();
                    case SERVER -> HandshakeType.CLIENT_HELLO.code();
                };
    }

    private void repeated() {
        follow(flights.on(new FlightsSpec.Input.PeerRepeated(now)), true);
    }

    private void changeCipherSpec(DtlsPlaintext record) {
        if (!record.fragment().equals(CHANGE)) {
            discard(CHANGE_CIPHER_SPEC_IS_ONE_BYTE);
        } else if (side.phase() == Phase.ESTABLISHED || !record.epoch().equals(base)) {
            discard(MESSAGES_COME_IN_ORDER);
        } else {
            changeHeard = true;
            deliver();
        }
    }

    /** ChangeCipherSpec has no number: it is put in its place, right ahead of Finished. */
    private void deliver() {
        while (!waiting.isEmpty() && side.phase() != Phase.OVER) {
            boolean isFinished = waiting.getFirst().type() == HandshakeType.FINISHED.code();
            if (isFinished && side.phase() == Phase.AWAITING_CHANGE) {
                if (!changeHeard) return;
                effects.add(new Effect.MessageHeard(Message.CHANGE_CIPHER_SPEC));
                follow(side.changeCipherSpec());
            }
            hear(waiting.removeFirst());
        }
    }

    private void hear(HandshakeMessage message) {
        HandshakeType.find(message.type())
                .map(type -> Message.valueOf(type.name()))
                .ifPresent(known -> effects.add(new Effect.MessageHeard(known)));
        follow(side.hear(message));
        installRead();
    }

    private void alert(Octets content) {
        boolean sound = content.length() == 2 && (content.at(0) == 1 || content.at(0) == 2);
        if (!sound) {
            discard(ALERTS_ARE_TWO_BYTES);
            return;
        }
        boolean fatal = content.at(0) == 2;
        effects.add(new Effect.AlertReceived(fatal, content.at(1)));
        follow(
                content.at(1) == Alert.CLOSE_NOTIFY.code()
                        ? side.closeNotify()
                        : side.alert(fatal, content.at(1)));
    }

    private void follow(Step<Side, HandshakeSpec.Effect> step) {
        side = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case HandshakeSpec.Effect.Sent(var messages) -> send(messages);
                case HandshakeSpec.Effect.SentOnce(var message) ->
                        effects.add(new Effect.FlightSent(List.of(message), false));
                case HandshakeSpec.Effect.Completed _ -> complete();
                case HandshakeSpec.Effect.Aborted(var alert, var clause) -> {
                    sendAlert(2, alert, clause);
                    stop();
                    effects.add(new Effect.Failed(clause));
                }
                case HandshakeSpec.Effect.Ended(var clause) -> {
                    stop();
                    effects.add(new Effect.Failed(clause));
                }
                case HandshakeSpec.Effect.Closing(var clause) -> {
                    sendAlert(1, Alert.CLOSE_NOTIFY, clause);
                    stop();
                    effects.add(new Effect.Closed(clause));
                }
                case HandshakeSpec.Effect.Discarded(var clause) -> discard(clause);
            }
        }
    }

    private void stop() {
        flights = Flights.idle(settings.times());
        waiting.clear();
        arrived.clear();
    }

    private void send(List<Message> messages) {
        flights = flights.on(new FlightsSpec.Input.Answered(now)).state();
        List<FlightItem> items = new ArrayList<>();
        for (Message message : messages) {
            if (message == Message.CHANGE_CIPHER_SPEC) {
                items.add(new FlightItem.ChangeCipherSpec(base));
                installWrite();
            } else {
                items.add(FlightItem.of(records.writeEpoch(), word(message)));
            }
        }
        boolean isLast = side.phase() == Phase.ESTABLISHED;
        follow(
                flights.on(
                        isLast
                                ? new FlightsSpec.Input.SendLast(items, now)
                                : new FlightsSpec.Input.Send(items, now)),
                false);
        installRead();
    }

    private HandshakeMessage word(Message message) {
        var written = side.write(message, nextMessageSeq);
        side = written.after();
        return new HandshakeMessage(written.type(), nextMessageSeq++, written.body());
    }

    private void follow(Step<Flights, FlightsSpec.Effect> step, boolean again) {
        flights = step.state();
        for (var effect : step.effects()) {
            switch (effect) {
                case FlightsSpec.Effect.Transmit(var items) -> transmit(items, again);
                case FlightsSpec.Effect.GaveUp _ -> follow(side.giveUp());
                case FlightsSpec.Effect.Released _ -> forgetWrite();
                case FlightsSpec.Effect.Ignored(var clause) -> discard(clause);
                case FlightsSpec.Effect.Refused(var clause) ->
                        throw new AssertionError("a flight is refused: " + clause.id());
            }
        }
    }

    private void transmit(List<FlightItem> items, boolean again) {
        var packing = new Packing(records, settings.mtu());
        items.forEach(packing::add);
        records = packing.records();
        effects.add(new Effect.FlightSent(items.stream().map(Turn::name).toList(), again));
        packing.datagrams().forEach(datagram -> effects.add(new Effect.Send(datagram)));
    }

    private static Message name(FlightItem item) {
        return switch (item) {
            case FlightItem.ChangeCipherSpec _ -> Message.CHANGE_CIPHER_SPEC;
            case FlightItem.Handshake(_, var fragment) ->
                    Message.valueOf(HandshakeType.find(fragment.type()).orElseThrow().name());
        };
    }

    private void sendAlert(int level, Alert alert, Clause clause) {
        var packing = new Packing(records, settings.mtu());
        var content = Octets.of((byte) level, (byte) alert.code());
        packing.add(records.writeEpoch(), ContentType.ALERT, content);
        records = packing.records();
        effects.add(new Effect.AlertSent(alert, clause));
        packing.datagrams().forEach(datagram -> effects.add(new Effect.Send(datagram)));
    }

    /** As soon as there are keys, what the peer sends under them can be read. */
    private void installRead() {
        boolean due = side.phase() != Phase.ESTABLISHED && side.phase() != Phase.OVER;
        if (!due || records.readEpoch().follows(base)) return;
        side.session()
                .ifPresent(session ->
                        accept(
                                records.installRead(
                                        base.next(), session.protection(side.role().peer()))));
    }

    private void installWrite() {
        var session = side.session().orElseThrow();
        accept(records.installWrite(base.next(), session.protection(side.role())));
    }

    private void complete() {
        flights = flights.on(new FlightsSpec.Input.Answered(now)).state();
        accept(records.dropRead(base));
        Session session = side.session().orElseThrow();
        earlier = earlier.and(session);
        base = base.next();
        changeHeard = false;
        effects.add(
                new Effect.Completed(
                        earlier.count(),
                        session.terms().suite().code(),
                        session.terms().data(),
                        session.peer().certificates()));
        if (side.role() == Role.CLIENT) forgetWrite();
    }

    /** What was kept to send a flight again is kept no longer. */
    private void forgetWrite() {
        accept(records.dropWrite(new Epoch(base.number() - 1)));
    }

    private void discard(Clause clause) {
        effects.add(new Effect.Discarded(clause));
    }
}
