package dtlskeying.impl.endpoint;

import dtlskeying.impl.KeyRing;
import dtlskeying.impl.chunk.ChunkKeyDerivation;
import dtlskeying.impl.chunk.ChunkKeying;
import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.chunk.KeyInstall;
import dtlskeying.impl.chunk.RestartKeys;
import dtlskeying.impl.chunk.UserMessages;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Part;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.util.ArrayList;
import java.util.List;

/**
 * The key management of one association, from when it is up until it is over or restarted: one DTLS
 * connection, what is derived from it, and the order in which the keys are set. {@link KeyInstall}
 * and {@link ChunkKeyDerivation} decide; here it is carried out.
 */
final class KeyManagement {
    private final ChunkSettings settings;
    private final Terms terms;
    private final ChunkKeying keying;
    private final KeyRing ring = new KeyRing();
    private final List<Act> acts = new ArrayList<>();
    private ChunkKeyDerivation derivation = new ChunkKeyDerivation.Unagreed();
    private KeyInstall install = new KeyInstall.Unassociated();
    private final KeyRenewal renewal;
    private List<Octets> held = new ArrayList<>();
    private Association dtls;
    private boolean isSettled;
    private long now;

    /** What is to be done outside. */
    sealed interface Act {
        /** A record goes to the peer, in a message of its own. */
        record Send(Octets record) implements Act {}

        /** SCTP aborts. */
        record Abort() implements Act {}

        /** The user hears of it. */
        record Tell(ChunkEvent event) implements Act {}
    }

    /**
     * @param entropy for this connection alone
     */
    KeyManagement(ChunkSettings settings, Terms terms, ChunkKeying keying, Entropy entropy) {
        this.settings = settings;
        this.terms = terms;
        this.keying = keying;
        this.dtls = connection(entropy);
        this.renewal = new KeyRenewal(keying, this::renewed);
    }

    /** DTLS 1.3 and nothing before it, with the suites that the operator has. */
    @Cites({"dtls-chunk/1/a", "dtls-chunk/4/c"})
    private Association connection(Entropy entropy) {
        var dtlsSettings = settings.fitting(keying.cipherSuites()).dtls();
        if (terms.role() == Role.CLIENT) return Association.client(dtlsSettings, entropy);
        var unused = RetryCookies.of(entropy.secret("retry cookies", 32));
        return Association.server(dtlsSettings, entropy, unused, Octets.EMPTY);
    }

    /** What is to be done outside, in this order. */
    List<Act> acts() {
        var due = List.copyOf(acts);
        acts.clear();
        return due;
    }

    /** Whether protection is required by now. */
    boolean isProtected() {
        return install instanceof KeyInstall.Protected;
    }

    /** The association is up. */
    void begin(long now) {
        derivation =
                derivation
                        .on(
                                new ChunkKeyDerivationSpec.Input.Agreed(
                                        terms.client(), terms.server(), terms.restart()))
                        .state();
        order(new KeyInstallSpec.Input.Associated(terms.role()), false);
        if (terms.role() == Role.CLIENT) step(new Input.Begin(now), false);
    }

    /**
     * A record has come.
     *
     * @param isProtected whether in a DTLS chunk, under a primary key
     */
    void record(Octets record, boolean isProtected, long now) {
        step(new Input.Datagram(record, now), isProtected);
    }

    /** New keys are wanted; refused without extended key update, or while it is under way. */
    void renew(long now) {
        this.now = now;
        renewal.wanted();
    }

    /** Whether that is under way. */
    boolean isRenewing() {
        return dtls.isRenewing();
    }

    /** All that was sent has been acknowledged. */
    void senderDry() {
        order(new KeyInstallSpec.Input.SenderDry(), false);
    }

    /** A packet was opened under a primary key. */
    void primaryHeard() {
        if (!isProtected()) order(new KeyInstallSpec.Input.ProtectedArrived(), false);
        if (isProtected() && !isSettled) settle();
    }

    /** Both ends send under their primary keys: those for a restart may follow. */
    private void settle() {
        isSettled = true;
        if (terms.restart()) setRestartKeys(Epoch.FIRST_OF_TRAFFIC);
        ring.clear();
        tell(new ChunkEvent.Settled());
    }

    /** Whether both ends are known to send under their primary keys. */
    boolean isSettled() {
        return isSettled;
    }

    /**
     * So many seconds have passed.
     *
     * @param bytes how many bytes were protected meanwhile, both directions together
     * @param now milliseconds
     */
    void passed(int seconds, long bytes, long now) {
        this.now = now;
        if (isProtected()) renewal.passed(seconds, bytes);
        else order(new KeyInstallSpec.Input.Passed(seconds), false);
    }

    /** What is to be said about keys that wear out. */
    List<ChunkEvent> worn() {
        return isProtected() ? renewal.worn(dtls.cipherSuite().records()) : List.of();
    }

    /** The association is over. */
    void ended() {
        derivation = derivation.on(new ChunkKeyDerivationSpec.Input.Ended()).state();
        var input = new KeyInstallSpec.Input.Ended();
        var step = install.on(input);
        install = step.state();
        tell(new ChunkEvent.Ordered(input, step.effects()));
        renewal.ended();
        ring.clear();
    }

    /** What the handshake completes waits until the keys for it are set. */
    private void step(Input input, boolean isProtected) {
        var step = dtls.on(input);
        dtls = step.state();
        tell(new ChunkEvent.Stepped(input, step.effects()));
        boolean completes = step.effects().stream().anyMatch(Effect.Completed.class::isInstance);
        for (Effect effect : step.effects())
            if (effect instanceof Effect.Send(var record)) send(record, completes);
        if (completes && dtls.isEstablished()) completed();
        for (Effect effect : step.effects()) follow(effect, isProtected);
        renewal.heard(step.effects());
    }

    private void send(Octets record, boolean isHeld) {
        if (isHeld) held.add(record);
        else acts.add(new Act.Send(record));
    }

    private void completed() {
        Epoch first = Epoch.FIRST_OF_TRAFFIC;
        derive(first, dtls.exporterSecret(first.number()).orElseThrow());
        order(new KeyInstallSpec.Input.PeerFinished(), false);
    }

    private void follow(Effect effect, boolean isProtected) {
        switch (effect) {
            case Effect.Confirmed _ ->
                    order(new KeyInstallSpec.Input.AckArrived(isProtected), isProtected);
            case Effect.DataReceived(var content) -> data(content);
            case Effect.Failed _ -> over();
            case Effect.Closed _ -> over();
            case Effect.Send _,
                    Effect.FlightSent _,
                    Effect.Acknowledged _,
                    Effect.MessageHeard _,
                    Effect.Completed _,
                    Effect.EpochReady _,
                    Effect.KeysUpdated _,
                    Effect.AlertSent _,
                    Effect.AlertReceived _,
                    Effect.Discarded _ -> {}
        }
    }

    private void data(Octets content) {
        if (UserMessages.inRecord(content) instanceof UserMessages.Arrival.Refused(var clause))
            tell(new ChunkEvent.Dropped(clause));
    }

    /** What the connection wants to say goes out when this is done, under the keys set here. */
    private void renewed(KeyUpdateSpec.Input input, List<KeyUpdateSpec.Effect> effects) {
        tell(new ChunkEvent.Renewed(input, effects));
        for (var effect : effects) carryOut(effect);
    }

    private void carryOut(KeyUpdateSpec.Effect effect) {
        switch (effect) {
            case KeyUpdateSpec.Effect.Asked() -> step(new Input.RenewKeys(now), false);
            case KeyUpdateSpec.Effect.Derived(var epoch, var exporter) ->
                    derive(epoch, dtls.exporterSecret(exporter.number()).orElseThrow());
            case KeyUpdateSpec.Effect.ReceiveKeySet(var epoch) ->
                    order(new KeyInstallSpec.Input.SetReceive(KeyUse.PRIMARY, epoch), false);
            case KeyUpdateSpec.Effect.SendKeySet(var epoch) -> sendUnder(epoch);
            case KeyUpdateSpec.Effect.Aborted(var clause) -> giveUp(clause);
            case KeyUpdateSpec.Effect.Discarded(var clause) -> tell(new ChunkEvent.Dropped(clause));
            case KeyUpdateSpec.Effect.Refused _,
                    KeyUpdateSpec.Effect.FinishSent _,
                    KeyUpdateSpec.Effect.AckSent _ -> {}
        }
    }

    private void giveUp(Clause clause) {
        release();
        tell(new ChunkEvent.GaveUp(clause));
        acts.add(new Act.Abort());
    }

    private void sendUnder(Epoch epoch) {
        order(new KeyInstallSpec.Input.SetSend(KeyUse.PRIMARY, epoch), false);
        renewal.sendingUnder(epoch);
        if (terms.restart()) setRestartKeys(epoch);
        ring.clear();
    }

    /** SCTP shuts down under the keys that there are, with or without the connection (§5.3). */
    private void over() {
        if (isProtected()) renewal.failed();
        else order(new KeyInstallSpec.Input.Ended(), false);
    }

    private void derive(Epoch epoch, Secret secret) {
        var step = derivation.on(new ChunkKeyDerivationSpec.Input.SecretReady(epoch));
        derivation = step.state();
        var keys = new ChunkKeys(dtls.cipherSuite(), secret, terms.client(), terms.server());
        for (var effect : step.effects())
            if (effect instanceof ChunkKeyDerivationSpec.Effect.Derived(var key, _))
                ring.install(name(key), keys.of(key));
        tell(new ChunkEvent.Keyed(epoch, dtls, secret));
    }

    private static KeyId name(ChunkKey key) {
        String use = key.use() + "/" + key.epoch() + "/" + key.part();
        return new KeyId(1, key.writer(), use);
    }

    private void order(KeyInstallSpec.Input input, boolean isHeard) {
        var step = install.on(input);
        install = step.state();
        tell(new ChunkEvent.Ordered(input, step.effects()));
        for (var effect : step.effects()) carryOut(effect);
        if (isHeard) primaryHeard();
    }

    @Cites({"dtls-chunk/4/e", "dtls-chunk/4/f"})
    private void carryOut(KeyInstallSpec.Effect effect) {
        switch (effect) {
            case KeyInstallSpec.Effect.ReceiveKeySet(var use, var epoch) ->
                    done(
                            keying.establishReceive(
                                    use, epoch, dtls.cipherSuite(), theirs(use, epoch)));
            case KeyInstallSpec.Effect.SendKeySet(var use, var epoch) ->
                    done(keying.establishSend(use, epoch, dtls.cipherSuite(), ours(use, epoch)));
            case KeyInstallSpec.Effect.FlightSent() -> release();
            case KeyInstallSpec.Effect.AckSent() -> release();
            case KeyInstallSpec.Effect.Enforced() -> {
                done(keying.requireProtection());
                tell(new ChunkEvent.Protected());
                renewal.enforced(
                        dtls.hasRenewals(),
                        settings.isRenewing(),
                        settings.limits(dtls.cipherSuite()));
            }
            case KeyInstallSpec.Effect.Aborted(var clause) -> giveUp(clause);
            case KeyInstallSpec.Effect.Discarded(var clause) ->
                    tell(new ChunkEvent.Dropped(clause));
            case KeyInstallSpec.Effect.Refused(var clause) ->
                    throw new AssertionError("out of order: " + clause.id());
        }
    }

    private static void done(ChunkKeying.Outcome outcome) {
        if (outcome instanceof ChunkKeying.Outcome.Refused(var clause))
            throw new AssertionError("the operator refuses: " + clause.id());
    }

    private void release() {
        held.forEach(record -> acts.add(new Act.Send(record)));
        held = new ArrayList<>();
    }

    private void setRestartKeys(Epoch epoch) {
        var keys =
                new RestartKeys(
                        epoch,
                        dtls.cipherSuite(),
                        ours(KeyUse.RESTART, epoch),
                        theirs(KeyUse.RESTART, epoch));
        order(new KeyInstallSpec.Input.SetReceive(KeyUse.RESTART, epoch), false);
        order(new KeyInstallSpec.Input.SetSend(KeyUse.RESTART, epoch), false);
        tell(new ChunkEvent.RestartReady(keys));
    }

    private TrafficKeys ours(KeyUse use, Epoch epoch) {
        return keys(terms.role(), use, epoch);
    }

    private TrafficKeys theirs(KeyUse use, Epoch epoch) {
        return keys(terms.role().peer(), use, epoch);
    }

    private TrafficKeys keys(Role writer, KeyUse use, Epoch epoch) {
        return new TrafficKeys(
                key(new ChunkKey(epoch, writer, use, Part.KEY)),
                key(new ChunkKey(epoch, writer, use, Part.IV)),
                key(new ChunkKey(epoch, writer, use, Part.NUMBER_KEY)));
    }

    private Secret key(ChunkKey key) {
        return ring.find(name(key)).orElseThrow();
    }

    private void tell(ChunkEvent event) {
        acts.add(new Act.Tell(event));
    }
}
