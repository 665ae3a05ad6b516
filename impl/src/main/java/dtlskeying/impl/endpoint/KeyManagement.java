package dtlskeying.impl.endpoint;

import dtlskeying.impl.chunk.ChunkKeying;
import dtlskeying.impl.chunk.InitExchange.Terms;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.chunk.UserMessages;
import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyUpdateSpec;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.util.List;

/**
 * The key management of one association, from when it is up until it is over or restarted: one DTLS
 * connection, and what its steps mean for the order of the keys, their life, and whether the peer
 * is still who it was.
 */
final class KeyManagement {
    private final ChunkSettings settings;
    private final Terms terms;
    private final ChunkKeying keying;
    private final Outbox outbox = new Outbox();
    private final KeyOrder order;
    private final KeyRenewal renewal;
    private final Reauthenticator reauthenticator;
    private Association dtls;
    private boolean isSettled;
    private boolean isOver;
    private long now;

    /**
     * @param entropy for this connection alone
     */
    KeyManagement(ChunkSettings settings, Terms terms, ChunkKeying keying, Entropy entropy) {
        this.settings = settings;
        this.terms = terms;
        this.keying = keying;
        this.dtls = connection(entropy);
        this.order = new KeyOrder(terms, keying, outbox, this::enforced);
        this.renewal = new KeyRenewal(keying, this::renewed);
        var authenticators =
                new Authenticators(terms.role(), settings.dtls(), entropy.child("authenticators"));
        this.reauthenticator = new Reauthenticator(authenticators, outbox, new OverDtls());
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
    List<Outbox.Act> acts() {
        return outbox.take();
    }

    /** Whether protection is required by now. */
    boolean isProtected() {
        return order.isProtected();
    }

    /** The association is up. */
    void begin(long now) {
        order.take(new KeyInstallSpec.Input.Associated(terms.role()));
        if (terms.role() == Role.CLIENT) step(new Input.Begin(now), false);
    }

    /**
     * A record has come.
     *
     * @param isProtected whether in a DTLS chunk, under a primary key
     */
    void record(Octets record, boolean isProtected, long now) {
        this.now = now;
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

    /** The peer has to prove who it is; refused while it has been asked already. */
    void reauthenticate(long now) {
        this.now = now;
        reauthenticator.wanted();
    }

    /** This end shows who it is, unasked; refused at a client of the key management. */
    void showIdentity(long now) {
        this.now = now;
        reauthenticator.showWanted();
    }

    /** Whether a proof is waited for, or what the peer thinks of ours. */
    boolean isReauthenticating() {
        return reauthenticator.isWaiting();
    }

    /** All that was sent has been acknowledged. */
    void senderDry() {
        order.take(new KeyInstallSpec.Input.SenderDry());
    }

    /** A packet was opened under a primary key. */
    void primaryHeard() {
        if (!isProtected()) order.take(new KeyInstallSpec.Input.ProtectedArrived());
        if (isProtected() && !isSettled) settle();
    }

    /** Both ends send under their primary keys: those for a restart may follow. */
    private void settle() {
        isSettled = true;
        order.settle();
        outbox.tell(new ChunkEvent.Settled());
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
        if (isProtected()) {
            renewal.worn().ifPresent(outbox::tell);
            renewal.passed(seconds, bytes);
            reauthenticator.passed(seconds);
        } else order.take(new KeyInstallSpec.Input.Passed(seconds));
    }

    /** The association is over. */
    void ended() {
        order.ended();
        renewal.ended();
        reauthenticator.ended();
        isOver = true;
        dtls.overwrite();
    }

    /**
     * What the handshake completes waits until the keys for it are set. Without an association
     * there is nobody to talk to, and nothing to talk under.
     */
    private void step(Input input, boolean isProtected) {
        if (isOver) return;
        var step = dtls.on(input);
        dtls.overwriteAllBut(step.state());
        dtls = step.state();
        outbox.tell(new ChunkEvent.Stepped(input, step.effects()));
        boolean completes = step.effects().stream().anyMatch(Effect.Completed.class::isInstance);
        for (Effect effect : step.effects())
            if (effect instanceof Effect.Send(var record)) {
                if (completes) outbox.hold(record);
                else outbox.send(record);
            }
        if (completes && dtls.isEstablished()) completed();
        for (Effect effect : step.effects()) follow(effect, isProtected);
        renewal.heard(step.effects());
    }

    private void completed() {
        Epoch first = Epoch.FIRST_OF_TRAFFIC;
        derive(first, dtls.exporterSecret(first.number()).orElseThrow());
        order.take(new KeyInstallSpec.Input.PeerFinished());
    }

    private void follow(Effect effect, boolean isProtected) {
        switch (effect) {
            case Effect.Confirmed _ -> {
                order.take(new KeyInstallSpec.Input.AckArrived(isProtected));
                if (isProtected) primaryHeard();
            }
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
        switch (UserMessages.inRecord(content)) {
            case UserMessages.Content.OfReauthentication(var frame) -> reauthenticator.heard(frame);
            case UserMessages.Content.Refused _ -> reauthenticator.noFrame();
        }
    }

    /** What the connection wants to say goes out when this is done, under the keys set here. */
    private void renewed(KeyUpdateSpec.Input input, List<KeyUpdateSpec.Effect> effects) {
        outbox.tell(new ChunkEvent.Renewed(input, effects));
        for (var effect : effects) carryOut(effect);
    }

    private void carryOut(KeyUpdateSpec.Effect effect) {
        switch (effect) {
            case KeyUpdateSpec.Effect.Asked() -> step(new Input.RenewKeys(now), false);
            case KeyUpdateSpec.Effect.Derived(var epoch, var exporter) -> {
                Secret secret = dtls.exporterSecret(exporter.number()).orElseThrow();
                derive(epoch, secret);
                reauthenticator.ready(epoch, dtls.cipherSuite(), secret);
            }
            case KeyUpdateSpec.Effect.ReceiveKeySet(var epoch) -> order.receiveUnder(epoch);
            case KeyUpdateSpec.Effect.SendKeySet(var epoch) -> sendUnder(epoch);
            case KeyUpdateSpec.Effect.Aborted(var clause) -> outbox.giveUp(clause);
            case KeyUpdateSpec.Effect.Discarded(var clause) ->
                    outbox.tell(new ChunkEvent.Dropped(clause));
            case KeyUpdateSpec.Effect.Refused _,
                    KeyUpdateSpec.Effect.FinishSent _,
                    KeyUpdateSpec.Effect.AckSent _ -> {}
        }
    }

    private void sendUnder(Epoch epoch) {
        order.sendUnder(epoch);
        renewal.sendingUnder(epoch);
        reauthenticator.updated(epoch);
    }

    /** SCTP shuts down under the keys that there are, with or without the connection (§5.3). */
    private void over() {
        if (isProtected()) renewal.failed();
        else order.take(new KeyInstallSpec.Input.Ended());
    }

    private void derive(Epoch epoch, Secret secret) {
        order.derive(epoch, dtls.cipherSuite(), secret);
        outbox.tell(new ChunkEvent.Keyed(epoch, dtls, secret));
    }

    private void enforced() {
        var suite = dtls.cipherSuite();
        renewal.enforced(dtls.hasRenewals(), settings.isRenewing(), settings.limits(suite));
        reauthenticator.enforced(
                settings.reauthentication(),
                new CertificateChain(dtls.peerCertificates()),
                suite,
                dtls.exporterSecret(Epoch.FIRST_OF_TRAFFIC.number()).orElseThrow());
    }

    /** Re-authentication travels in the application data of the connection. */
    private final class OverDtls implements Reauthenticator.Outside {
        @Override
        @Cites({"dtls-chunk/6/c", "dtls-chunk/3/d"})
        public void say(ReauthenticationMessage message) {
            for (Octets frame : message.frames(dtls.recordSizes().write() - 1))
                step(new Input.Data(frame, now), false);
        }

        @Override
        public void close() {
            step(new Input.Close(now), false);
        }
    }
}
