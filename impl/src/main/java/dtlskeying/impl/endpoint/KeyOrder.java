package dtlskeying.impl.endpoint;

import dtlskeying.impl.chunk.ChunkKeying;
import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.chunk.KeyInstall;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import java.util.List;

/**
 * The order in which the keys of one association are set (§4): {@link KeyInstall} decides, and what
 * was derived goes to the operator.
 */
final class KeyOrder {
    private final Terms terms;
    private final ChunkKeying keying;
    private final Outbox outbox;
    private final Runnable enforced;
    private final DerivedKeys keys;
    private KeyInstall install = new KeyInstall.Unassociated();

    /** Null until the first keys are derived. */
    private CipherSuite suite;

    /**
     * @param enforced what follows when protection is required
     */
    KeyOrder(Terms terms, ChunkKeying keying, Outbox outbox, Runnable enforced) {
        this.terms = terms;
        this.keying = keying;
        this.outbox = outbox;
        this.enforced = enforced;
        this.keys = new DerivedKeys(terms);
    }

    /** Whether protection is required by now. */
    boolean isProtected() {
        return install instanceof KeyInstall.Protected;
    }

    /** Derives the keys of an epoch from its exporter secret. */
    void derive(Epoch epoch, CipherSuite negotiated, Secret exporter) {
        suite = negotiated;
        keys.derive(epoch, suite, exporter);
    }

    /** Both ends send under their primary keys: those for a restart may follow. */
    void settle() {
        setRestartKeys(Epoch.FIRST_OF_TRAFFIC);
        keys.clear();
    }

    /** SET RECV of an update. */
    void receiveUnder(Epoch epoch) {
        take(new Input.SetReceive(KeyUse.PRIMARY, epoch));
    }

    /** SET SEND of an update, and the keys of its epoch for a restart. */
    void sendUnder(Epoch epoch) {
        take(new Input.SetSend(KeyUse.PRIMARY, epoch));
        setRestartKeys(epoch);
        keys.clear();
    }

    private void setRestartKeys(Epoch epoch) {
        if (!terms.restart()) return;
        var kept = keys.forRestart(epoch, suite);
        take(new Input.SetReceive(KeyUse.RESTART, epoch));
        take(new Input.SetSend(KeyUse.RESTART, epoch));
        outbox.tell(new ChunkEvent.RestartReady(kept));
    }

    /** The association is over: there is nothing left to be done about it. */
    void ended() {
        keys.ended();
        step(new Input.Ended());
    }

    /** Takes an input, and does what comes of it. */
    void take(Input input) {
        for (var effect : step(input)) carryOut(effect);
    }

    private List<Effect> step(Input input) {
        var step = install.on(input);
        install = step.state();
        outbox.tell(new ChunkEvent.Ordered(input, step.effects()));
        return step.effects();
    }

    @Cites({"dtls-chunk/4/e", "dtls-chunk/4/f"})
    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.ReceiveKeySet(var use, var epoch) ->
                    done(keying.establishReceive(use, epoch, suite, keys.theirs(use, epoch)));
            case Effect.SendKeySet(var use, var epoch) ->
                    done(keying.establishSend(use, epoch, suite, keys.ours(use, epoch)));
            case Effect.FlightSent() -> outbox.release();
            case Effect.AckSent() -> outbox.release();
            case Effect.Enforced() -> {
                done(keying.requireProtection());
                outbox.tell(new ChunkEvent.Protected());
                enforced.run();
            }
            case Effect.Aborted(var clause) -> outbox.giveUp(clause);
            case Effect.Discarded(var clause) -> outbox.tell(new ChunkEvent.Dropped(clause));
            case Effect.Refused(var clause) ->
                    throw new AssertionError("out of order: " + clause.id());
        }
    }

    private static void done(ChunkKeying.Outcome outcome) {
        if (outcome instanceof ChunkKeying.Outcome.Refused(var clause))
            throw new AssertionError("the operator refuses: " + clause.id());
    }
}
