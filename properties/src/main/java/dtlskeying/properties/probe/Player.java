package dtlskeying.properties.probe;

import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Our end of one association: an engine that keeps the rules, and somebody at its side who can
 * change what it says on its way out, and say something of their own.
 */
final class Player implements Conversation, AutoCloseable {
    private final Wire wire;
    private final List<Effect> effects = new ArrayList<>();
    private final Hearing heard = new Hearing();
    private final Hearing sent = new Hearing();
    private final Steps steps = new Steps();
    private DtlsAssociation engine;
    private Function<Octets, List<Octets>> way = List::of;
    private Predicate<Octets> misses = _ -> false;
    private boolean isDeaf;

    Player(Wire wire, DtlsAssociation engine) {
        this.wire = wire;
        this.engine = engine;
    }

    /** From here on each datagram of the engine is replaced by these, in this order. */
    Player saying(Function<Octets, List<Octets>> other) {
        this.way = other;
        return this;
    }

    /** The engine does not get datagrams like this, as if they were lost; they are noted alone. */
    Player missing(Predicate<Octets> lost) {
        this.misses = lost;
        return this;
    }

    /** From here on the engine hears nothing: what comes is noted alone. */
    void plugEars() {
        isDeaf = true;
    }

    /** The user wants something of the engine. */
    void take(Input input) {
        var step = engine.on(input);
        engine = step.state();
        for (Effect effect : step.effects()) {
            effects.add(effect);
            if (effect instanceof Effect.Send(var datagram)) way.apply(datagram).forEach(this::say);
            if (effect instanceof Effect.AlertReceived(_, int description))
                steps.learned("that is " + Answers.alert(description));
        }
    }

    /** Sends a datagram of one's own. */
    @Override
    public void say(Octets datagram) {
        sent.hear(datagram);
        steps.said(datagram);
        wire.send(datagram);
    }

    /** Starts the handshake, if it is a client's to start. */
    Player begin() {
        take(new Input.Begin(wire.now()));
        return this;
    }

    /**
     * Lets time pass, and datagrams, until something is so, for so long at most.
     *
     * @param millis of waiting, not counted from the beginning but from now
     * @return whether it came to be so
     */
    boolean until(BooleanSupplier so, long millis) {
        long end = wire.now() + millis;
        while (!so.getAsBoolean()) {
            Stopped.check();
            if (wire.now() >= end) return false;
            long timer = isDeaf ? end : Math.min(end, engine.deadline());
            var datagram = wire.receive(Math.max(wire.now(), timer));
            if (datagram.isPresent()) arrived(datagram.get());
            else if (!isDeaf && engine.deadline() <= wire.now()) take(new Input.Tick(wire.now()));
        }
        return true;
    }

    /** Listens for so long, whatever comes. */
    void listen(long millis) {
        until(() -> false, millis);
    }

    private void arrived(Octets datagram) {
        heard.hear(datagram);
        steps.heard(datagram);
        if (!isDeaf && !misses.test(datagram)) take(new Input.Datagram(datagram, wire.now()));
    }

    @Override
    public DtlsAssociation engine() {
        return engine;
    }

    @Override
    public Hearing heard() {
        return heard;
    }

    @Override
    public Hearing sent() {
        return sent;
    }

    List<Effect> effects() {
        return effects;
    }

    /** What has passed, for people. */
    List<String> steps() {
        return steps.lines();
    }

    long now() {
        return wire.now();
    }

    /** Whether the handshake is complete at our end, and, in 1.3, known to be so at the peer's. */
    boolean isComplete() {
        return engine instanceof Association newer ? newer.isConfirmed() : engine.isEstablished();
    }

    /** Whether anything has come from the peer. */
    boolean hasHeard() {
        return !heard.datagrams().isEmpty();
    }

    /** The description of a fatal alert that has come, protected or not. */
    OptionalInt alert() {
        var counted =
                effects.stream()
                        .filter(Effect.AlertReceived.class::isInstance)
                        .map(Effect.AlertReceived.class::cast)
                        .filter(Effect.AlertReceived::fatal)
                        .mapToInt(Effect.AlertReceived::description)
                        .findFirst();
        return counted.isPresent() ? counted : heard.fatalAlert();
    }

    boolean isRefused() {
        return alert().isPresent();
    }

    /** Whether the network says that the peer is not there any more. */
    boolean isGone() {
        return wire.isGone();
    }

    /** Says good-bye, so that the peer is free for the next case. */
    @Override
    public void close() {
        way = List::of;
        if (!engine.isOver()) take(new Input.Close(wire.now()));
        wire.close();
    }
}
