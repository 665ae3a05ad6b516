package dtlskeying.impl.endpoint;

import dtlskeying.impl.chunk.Reauthentication;
import dtlskeying.impl.chunk.Reauthentication.Asking;
import dtlskeying.impl.chunk.Reauthentication.Keyed;
import dtlskeying.impl.chunk.ReauthenticationFrame.Kind;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.chunk.ReauthenticationParts;
import dtlskeying.impl.chunk.ReauthenticationParts.Outcome;
import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.message.AuthenticatorRequest;
import dtlskeying.impl.endpoint.Authenticators.Judgement;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

/**
 * Asking again who the peer is, on one association (§6): {@link Reauthentication} with the frames
 * that come and go, and the secrets of the epochs that they are bound to.
 *
 * <p>The secret of the epoch before the newest stays, as the peer may still ask in it; an older one
 * stays as long as a request of ours is of it, and never more than {@link #MOST_EPOCHS} in all.
 */
final class Reauthenticator {
    private static final int USUAL_EPOCHS = 2;
    private static final int MOST_EPOCHS = 4;

    private final Authenticators authenticators;
    private final Outbox outbox;
    private final Outside outside;
    private Reauthentication state = Reauthentication.start();
    private ReauthenticationParts parts = ReauthenticationParts.start();

    /** Whom the handshake has authenticated; nobody before it has. */
    private CertificateChain identity = CertificateChain.NONE;

    /** What the last message of the peer is about. */
    private Epoch about = Epoch.FIRST_OF_TRAFFIC;

    /** The peer's last request, with its header. */
    private Octets request = Octets.EMPTY;

    /** What the peer's last authenticator was found to be. */
    private Judgement judgement = Judgement.INVALID;

    /** Null until this end has asked. */
    private AuthenticatorRequest asked;

    /** Null until this end has asked, answered, or shown something unasked. */
    private ReauthenticationMessage question;

    private ReauthenticationMessage answer;
    private ReauthenticationMessage shown;

    /** The connection that carries it. */
    interface Outside {
        /** The frames of a message go to the peer. */
        void say(ReauthenticationMessage message);

        /** The connection is closed. */
        void close();
    }

    /**
     * @param authenticators of this association
     */
    Reauthenticator(Authenticators authenticators, Outbox outbox, Outside outside) {
        this.authenticators = authenticators;
        this.outbox = outbox;
        this.outside = outside;
    }

    /**
     * Protection is enforced, in the first epoch.
     *
     * @param peer whom the handshake has authenticated
     */
    void enforced(Policy policy, CertificateChain peer, CipherSuite suite, Secret exporter) {
        identity = peer;
        authenticators.add(Epoch.FIRST_OF_TRAFFIC, suite, exporter);
        take(new Input.Enforced(authenticators.role(), Epoch.FIRST_OF_TRAFFIC, policy));
    }

    /** The exporter secret of the next epoch is there. */
    void ready(Epoch epoch, CipherSuite suite, Secret exporter) {
        authenticators.add(epoch, suite, exporter);
        take(new Input.EpochReady(epoch));
    }

    /** Both ends have that epoch. */
    void updated(Epoch epoch) {
        take(new Input.KeysUpdated(epoch));
    }

    /** The user wants the peer to prove itself. */
    void wanted() {
        take(new Input.Wanted());
    }

    /** The user wants to show who it is. */
    void showWanted() {
        take(new Input.ShowWanted());
    }

    /** So many seconds have passed. */
    void passed(int seconds) {
        take(new Input.Passed(seconds));
    }

    /** The association is over. */
    void ended() {
        take(new Input.Ended());
    }

    /** Whether this end waits for a proof, or for what the peer thinks of its own. */
    boolean isWaiting() {
        return state instanceof Asking
                || state instanceof Keyed keyed && keyed.standing().shown().isAwaited();
    }

    /** Application data has come that may be a frame. */
    @Cites({"dtls-chunk/6/a", "dtls-chunk/6/b"})
    void heard(Octets frame) {
        switch (parts.on(frame)) {
            case Outcome.Kept(var next) -> parts = next;
            case Outcome.Whole(var message) -> {
                parts = ReauthenticationParts.start();
                heard(message);
            }
            case Outcome.Unknown(var other) -> {
                about = other.epoch();
                take(new Input.UnknownKindArrived(Integer.toUnsignedLong(other.exchange())));
            }
            case Outcome.Foreign _ -> take(new Input.UnknownVersionArrived());
            case Outcome.Refused _ -> noFrame();
        }
    }

    /** Application data has come that is nothing of this. */
    void noFrame() {
        take(new Input.NoFrameArrived());
    }

    private void heard(ReauthenticationMessage message) {
        long exchange = Integer.toUnsignedLong(message.exchange());
        about = message.epoch();
        switch (message.kind()) {
            case REQUEST -> {
                request = message.body();
                var form = authenticators.form(request, about);
                take(new Input.RequestArrived(exchange, about, form));
            }
            case AUTHENTICATOR -> {
                judgement = judged(exchange, message.body());
                take(new Input.AuthenticatorArrived(exchange, about, judgement.finding()));
            }
            case RESULT ->
                    message.verdict()
                            .ifPresentOrElse(
                                    verdict -> take(new Input.ResultArrived(exchange, verdict)),
                                    this::noFrame);
            case ERROR ->
                    message.problem()
                            .ifPresentOrElse(
                                    problem -> take(new Input.ErrorArrived(exchange, problem)),
                                    this::noFrame);
        }
    }

    private Judgement judged(long exchange, Octets authenticator) {
        if (state instanceof Asking(_, var ours) && ours.exchange() == exchange)
            return ours.epoch().equals(about)
                    ? authenticators.judge(asked, about, authenticator, identity)
                    : Judgement.INVALID;
        return authenticators.role() == Role.CLIENT
                ? authenticators.judgeUnasked(about, authenticator, identity)
                : Judgement.INVALID;
    }

    private void take(Input input) {
        var step = state.on(input);
        state = step.state();
        outbox.tell(new ChunkEvent.Reauthenticated(input, step.effects()));
        for (var effect : step.effects()) carryOut(effect);
        if (state instanceof Keyed keyed) prune(keyed);
        else authenticators.clear();
    }

    private void prune(Keyed keyed) {
        boolean isKept =
                keyed instanceof Asking(_, var ours)
                        && ours.epoch().equals(authenticators.oldest())
                        && authenticators.count() <= MOST_EPOCHS;
        boolean isOld = authenticators.oldest().compareTo(keyed.standing().epochs().shared()) < 0;
        if (authenticators.count() <= USUAL_EPOCHS || isKept || !isOld) return;
        Epoch oldest = authenticators.oldest();
        authenticators.dropOldest();
        take(new Input.EpochGone(oldest));
    }

    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.RequestSent(var exchange, var epoch) -> {
                asked = authenticators.request(exchange, epoch);
                question = message(Kind.REQUEST, exchange, epoch, asked.encode());
                outside.say(question);
            }
            case Effect.RequestRepeated _ -> outside.say(question);
            case Effect.AuthenticatorSent(var exchange, var epoch) -> {
                Octets proof = authenticators.answer(request, epoch, exchange);
                answer = message(Kind.AUTHENTICATOR, exchange, epoch, proof);
                outside.say(answer);
            }
            case Effect.ProofShown(var exchange, var epoch) -> {
                Octets proof = authenticators.show(exchange, epoch);
                shown = message(Kind.AUTHENTICATOR, exchange, epoch, proof);
                outside.say(shown);
            }
            case Effect.AuthenticatorRepeated(var exchange) ->
                    outside.say(isAbout(answer, exchange) ? answer : shown);
            case Effect.ResultSent(var exchange, var verdict) ->
                    outside.say(
                            ReauthenticationMessage.result(
                                    (int) exchange, epochOf(exchange), verdict));
            case Effect.ErrorSent(var exchange, var problem, _) ->
                    outside.say(ReauthenticationMessage.error((int) exchange, about, problem));
            case Effect.Reported(var verdict) -> {
                if (verdict == Verdict.AUTHENTICATED) authenticators.accepted(judgement.context());
            }
            case Effect.Aborted(var clause) -> outbox.giveUp(clause);
            case Effect.Closed(var clause) -> {
                outside.close();
                outbox.giveUp(clause);
            }
            case Effect.Discarded(var clause) -> outbox.tell(new ChunkEvent.Dropped(clause));
            case Effect.Judged _, Effect.Refused _ -> {}
        }
    }

    /** That of our request, or else what the peer's message is about. */
    private Epoch epochOf(long exchange) {
        return isAbout(question, exchange) ? question.epoch() : about;
    }

    private static boolean isAbout(ReauthenticationMessage message, long exchange) {
        return message != null && message.exchange() == (int) exchange;
    }

    private static ReauthenticationMessage message(
            Kind kind, long exchange, Epoch epoch, Octets body) {
        return new ReauthenticationMessage(kind, (int) exchange, epoch, body);
    }
}
