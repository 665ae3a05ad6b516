package dtlskeying.impl.dtls13;

import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.Alert.ILLEGAL_PARAMETER;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.GROUP_IS_THE_HANDSHAKES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.SHARE_IS_VALID_IN_ITS_GROUP;

import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.crypto.KeyShareGroup.Answer;
import dtlskeying.impl.crypto.NamedGroup.Agreement;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.Traffic.Draft;
import dtlskeying.impl.dtls13.Traffic.Renewing;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.Finish;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.Request;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.Response;
import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.Unknown;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls13.AcknowledgementSpec;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

/**
 * Extended key updates of an association: the bytes and the secrets around {@link
 * ExtendedKeyUpdate}, which says what is due.
 */
final class Renewals {
    private static final Unsound MALFORMED = new Unsound(DECODE_ERROR, MESSAGES_ARE_WELL_FORMED);
    private static final Unsound WRONG_GROUP =
            new Unsound(ILLEGAL_PARAMETER, GROUP_IS_THE_HANDSHAKES);
    private static final Unsound INVALID_SHARE =
            new Unsound(ILLEGAL_PARAMETER, SHARE_IS_VALID_IN_ITS_GROUP);

    private final Work work;
    private final Outbound outbound;

    Renewals(Work work, Outbound outbound) {
        this.work = work;
        this.outbound = outbound;
    }

    /** The user, or a key that wears out, wants new keys. */
    void renew() {
        if (work.side.phase() != Side.Phase.ESTABLISHED)
            work.discard(KEYS_OF_TRAFFIC_ARE_UPDATED_AFTER_THE_HANDSHAKE);
        else if (!(work.traffic instanceof Renewing state)) take(new Input.Update(Octets.EMPTY));
        else {
            work.traffic = state.drawing();
            var offer = group().offer(state.entropy().child("update " + state.drawn()));
            Octets body = new Request(entry(offer.share())).encode();
            take(new Input.Update(offer.share()), new Draft.Asked(offer, message(body)));
        }
    }

    /** The user says whether requests of the peer have to wait. */
    void defer(boolean busy) {
        if (!(work.traffic instanceof Renewing state)) return;
        work.traffic = state.with(busy);
        if (!busy) take(new Input.Ready());
    }

    /** A message of the type that is agreed on came, in its turn; its body may be anything. */
    void heard(Octets body, Epoch epoch) {
        switch (dtlskeying.impl.dtls13.message.ExtendedKeyUpdate.decode(body)) {
            case Decoded.Malformed<dtlskeying.impl.dtls13.message.ExtendedKeyUpdate> _ ->
                    take(new Input.FinishHeard(epoch, MALFORMED));
            case Decoded.Value<dtlskeying.impl.dtls13.message.ExtendedKeyUpdate>(var message) -> {
                switch (message) {
                    case Request(var share) -> request(body, share, epoch);
                    case Response(var share) -> response(body, share, epoch);
                    case Finish() -> take(new Input.FinishHeard(epoch, Verdict.SOUND));
                    case Unknown _ -> take(new Input.UnknownHeard(epoch));
                }
            }
        }
    }

    private void request(Octets body, KeyShareEntry share, Epoch epoch) {
        if (!(work.traffic instanceof Renewing state)) {
            take(new Input.RequestHeard(epoch, share.keyExchange(), true, Verdict.SOUND));
            return;
        }
        boolean ready = !state.busy();
        if (share.group() != group().code()) {
            take(new Input.RequestHeard(epoch, share.keyExchange(), ready, WRONG_GROUP));
            return;
        }
        work.traffic = state.drawing();
        var answer =
                group().answer(
                                share.keyExchange(),
                                state.entropy().child("update " + state.drawn()));
        switch (answer) {
            case Answer.InvalidShare _ ->
                    take(new Input.RequestHeard(epoch, share.keyExchange(), ready, INVALID_SHARE));
            case Answer.Given(var ours, var shared) -> {
                Octets response = new Response(entry(ours)).encode();
                var heard =
                        new Input.RequestHeard(epoch, share.keyExchange(), ready, Verdict.SOUND);
                take(heard, new Draft.Answered(message(body), response, shared));
            }
        }
    }

    /** A response that nothing was asked for is refused for its turn, whatever its share. */
    private void response(Octets body, KeyShareEntry share, Epoch epoch) {
        boolean isAsked =
                work.traffic instanceof Renewing state && state.draft() instanceof Draft.Asked;
        if (!isAsked) {
            take(new Input.ResponseHeard(epoch, Verdict.SOUND));
            return;
        }
        var asked = (Draft.Asked) ((Renewing) work.traffic).draft();
        if (share.group() != group().code()) {
            take(new Input.ResponseHeard(epoch, WRONG_GROUP));
            return;
        }
        switch (asked.offer().complete(share.keyExchange())) {
            case Agreement.InvalidShare _ -> take(new Input.ResponseHeard(epoch, INVALID_SHARE));
            case Agreement.Agreed(var shared) ->
                    take(
                            new Input.ResponseHeard(epoch, Verdict.SOUND),
                            new Draft.Answered(asked.request(), body, shared));
        }
    }

    /** All of our flight has arrived: it ends with the last message that is due an ACK. */
    void acknowledged() {
        if (!(work.traffic
                instanceof Renewing(ExtendedKeyUpdate.Running running, _, _, _, _, _, _))) return;
        switch (running.exchange()) {
            case ExtendedKeyUpdate.Exchange.Finishing _ -> acknowledged(Kind.FINISH);
            case ExtendedKeyUpdate.Exchange.Holding _ -> acknowledged(Kind.FINISH);
            case ExtendedKeyUpdate.Exchange.Responding _ -> acknowledged(Kind.RESPONSE);
            case ExtendedKeyUpdate.Exchange.Requesting _ -> acknowledged(Kind.REQUEST);
            case ExtendedKeyUpdate.Exchange.Prevailing _ -> acknowledged(Kind.REQUEST);
            case ExtendedKeyUpdate.Exchange.Deferring _ -> acknowledged(Kind.REQUEST);
            case ExtendedKeyUpdate.Exchange.Quiet _ -> {}
        }
    }

    private void acknowledged(Kind kind) {
        take(new Input.Acknowledged(kind));
    }

    void take(Input input) {
        take(input, Draft.NONE);
    }

    /**
     * Goes on with the exchange.
     *
     * @param news what the input brings to it, if it is taken up
     */
    private void take(Input input, Draft news) {
        var machine =
                work.traffic instanceof Renewing state
                        ? state.updates()
                        : new ExtendedKeyUpdate.NotAgreed();
        var step = machine.on(input);
        if (work.traffic instanceof Renewing state) work.traffic = state.with(step.state());
        for (var effect : step.effects()) {
            switch (effect) {
                case ExtendedKeyUpdateSpec.Effect.RequestSent _ -> {
                    adopt(news);
                    if (news instanceof Draft.Asked asked) outbound.ask(body(asked.request()));
                }
                case ExtendedKeyUpdateSpec.Effect.ResponseSent() -> {
                    adopt(news);
                    outbound.answer(answered().response());
                }
                case ExtendedKeyUpdateSpec.Effect.FinishSent() ->
                        outbound.ask(new Finish().encode());
                case ExtendedKeyUpdateSpec.Effect.Deferred _ -> adopt(news);
                case ExtendedKeyUpdateSpec.Effect.Held _ -> adopt(news);
                case ExtendedKeyUpdateSpec.Effect.AckSent _ ->
                        outbound.hear(new AcknowledgementSpec.Input.Complete(false, work.now));
                case ExtendedKeyUpdateSpec.Effect.ReadAdded(var epoch) -> {
                    adopt(news);
                    addRead(epoch);
                }
                case ExtendedKeyUpdateSpec.Effect.WriteChanged(var epoch) -> changeWrite(epoch);
                case ExtendedKeyUpdateSpec.Effect.ReadDropped(var epoch, _) -> dropRead(epoch);
                case ExtendedKeyUpdateSpec.Effect.Abandoned _ -> {}
                case ExtendedKeyUpdateSpec.Effect.Prevailed(var clause) -> work.discard(clause);
                case ExtendedKeyUpdateSpec.Effect.Ignored(var clause) -> work.discard(clause);
                case ExtendedKeyUpdateSpec.Effect.Refused(var clause) -> work.discard(clause);
                case ExtendedKeyUpdateSpec.Effect.Aborted(var alert, var clause) ->
                        outbound.breakOff(alert, clause);
            }
        }
    }

    private void adopt(Draft news) {
        if (!(news instanceof Draft.None)) work.traffic = renewing().with(news);
    }

    /** What the handshake left is of no more use, and must not outlive the keys it gave. */
    @Cites({"extended-key-update/7/e", "extended-key-update/10.2/b"})
    private void addRead(Epoch epoch) {
        var answered = answered();
        var next =
                renewing()
                        .newest()
                        .next(answered.request(), message(answered.response()), answered.shared());
        work.traffic = renewing().derived(epoch, next);
        work.side = work.side.forgetting();
        outbound.keys().read(epoch, next.of(work.side.role().peer()));
        work.effects.add(new Effect.EpochReady(epoch.number()));
    }

    private void changeWrite(Epoch epoch) {
        Epoch before = work.records.writeEpoch();
        outbound.keys().write(epoch, renewing().newest().of(work.side.role()));
        work.follow(work.records.dropWrite(before));
        outbound.answered();
        work.traffic = renewing().pruned(epoch);
        work.effects.add(new Effect.KeysUpdated(epoch.number()));
    }

    @Cites("extended-key-update/10.2/c")
    private void dropRead(Epoch epoch) {
        work.follow(work.records.dropRead(epoch));
        work.traffic = renewing().pruned(work.records.writeEpoch());
    }

    private Renewing renewing() {
        if (work.traffic instanceof Renewing state) return state;
        throw new AssertionError("extended key updates are not agreed on");
    }

    private Draft.Answered answered() {
        if (renewing().draft() instanceof Draft.Answered answered) return answered;
        throw new AssertionError("a share is missing");
    }

    /** Shares are those of the handshake: whoever asks offers, whoever is asked answers. */
    @Cites("extended-key-update/8/a")
    private KeyShareGroup group() {
        return work.side.session().orElseThrow().terms().group();
    }

    private KeyShareEntry entry(Octets share) {
        return new KeyShareEntry(group().code(), share);
    }

    private Octets message(Octets body) {
        return ExtendedKeySchedule.message(work.settings.updates().messageType(), body);
    }

    private static Octets body(Octets message) {
        return message.slice(4, message.length());
    }
}
