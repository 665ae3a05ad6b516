package dtlskeying.model.dtls13;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Content;
import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Packet;
import dtlskeying.model.dtls13.MainSecret.Share;
import dtlskeying.model.explore.Remembering;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What an end does with its user's wishes and with records.
 *
 * <p>A message that answers one of its own says that this one is there, as an ACK does, with all
 * that was sent before it.
 *
 * @param ends what the relation permits
 * @param rules what else it goes by
 * @param mayBeBusy whether a request may come when it is busy
 */
public record ExtendedKeyUpdateSteps(
        Remembering<ExtendedKeyUpdateFacts, Input, Effect> ends,
        ExtendedKeyUpdateRules rules,
        boolean mayBeBusy) {
    /** What ends do that follow the relation. */
    static ExtendedKeyUpdateSteps of(
            Relation<ExtendedKeyUpdateFacts, Input, Effect> relation,
            ExtendedKeyUpdateRules rules,
            boolean mayBeBusy) {
        return new ExtendedKeyUpdateSteps(new Remembering<>(relation), rules, mayBeBusy);
    }

    /**
     * What an end has become.
     *
     * @param sent what it has sent
     * @param isEarly whether an ACK among it names a later epoch than its own
     */
    record Did(ExtendedKeyUpdateEnd end, List<Packet> sent, boolean isEarly) {}

    /** The user wants new keys; nothing, if they are refused. */
    List<Did> wants(ExtendedKeyUpdateEnd end) {
        Share share = rules.draw(end.party(), end.drawn());
        return told(end.wishing(), new Input.Update(share.octets()), Share.NONE, 0).stream()
                .filter(did -> !did.sent().isEmpty())
                .toList();
    }

    /** It is no longer busy. */
    List<Did> isReady(ExtendedKeyUpdateEnd end) {
        return told(end, new Input.Ready(), Share.NONE, 0);
    }

    /** All that may come of a record that opens. */
    List<Did> takes(ExtendedKeyUpdateEnd end, Packet packet) {
        boolean isNew =
                packet.epoch() == end.facts().newest()
                        && end.facts().oldest() < end.facts().newest();
        if (!isNew) return reads(end, packet);
        var all = new ArrayList<Did>();
        for (Did did : told(end, new Input.NewKeysHeard(), Share.NONE, 0))
            all.addAll(reads(did.end(), packet));
        return all;
    }

    private List<Did> reads(ExtendedKeyUpdateEnd end, Packet packet) {
        return switch (packet.content()) {
            case DATA -> List.of(new Did(end, List.of(), false));
            case ACK -> acknowledged(end, packet);
            case REQUEST, RESPONSE, FINISH -> {
                if (packet.number() > end.heard()) yield List.of();
                yield packet.number() < end.heard() ? again(end, packet) : hears(end, packet);
            }
        };
    }

    /** What is held is not acknowledged: the ACK would name an epoch after its own. */
    private List<Did> again(ExtendedKeyUpdateEnd end, Packet packet) {
        boolean isHeld = packet.epoch() > end.facts().write();
        if (!rules.repeats() || isHeld) return List.of(new Did(end, List.of(), false));
        return List.of(new Did(end, List.of(end.record(Content.ACK, packet.number())), false));
    }

    private List<Did> acknowledged(ExtendedKeyUpdateEnd end, Packet ack) {
        var all = new ArrayList<Did>();
        for (Packet message : end.outstanding())
            if (rules.covers(ack, message)) {
                Kind kind = Kind.valueOf(message.content().name());
                all.addAll(
                        told(
                                end.acknowledged(message),
                                new Input.Acknowledged(kind),
                                Share.NONE,
                                ack.epoch()));
            }
        if (all.isEmpty()) all.add(new Did(end, List.of(), false));
        return all;
    }

    private List<Did> hears(ExtendedKeyUpdateEnd end, Packet packet) {
        Epoch epoch = new Epoch(packet.epoch());
        Share share = packet.share();
        return switch (packet.content()) {
            case REQUEST -> {
                var all = new ArrayList<Did>();
                ExtendedKeyUpdateEnd later = end.hearing(share);
                for (boolean ready : mayBeBusy ? new boolean[] {true, false} : new boolean[] {true})
                    all.addAll(
                            told(
                                    later,
                                    request(epoch, share.octets(), ready),
                                    share,
                                    packet.epoch()));
                yield all;
            }
            case RESPONSE ->
                    told(
                            end.hearing(Share.NONE).awaiting(Set.of()),
                            new Input.ResponseHeard(epoch, Verdict.SOUND),
                            share,
                            packet.epoch());
            case FINISH ->
                    told(
                            end.hearing(Share.NONE).awaiting(Set.of()),
                            new Input.FinishHeard(epoch, Verdict.SOUND),
                            share,
                            packet.epoch());
            case ACK, DATA -> throw new AssertionError(packet);
        };
    }

    private static Input request(Epoch epoch, Octets share, boolean ready) {
        return new Input.RequestHeard(epoch, share, ready, Verdict.SOUND);
    }

    /** What the relation permits, done; departures from recommendations are left out. */
    private List<Did> told(ExtendedKeyUpdateEnd end, Input input, Share share, long epoch) {
        var all = new ArrayList<Did>();
        for (var outcome : ends.recommended(end.facts(), input)) {
            Did did = done(end, outcome, share, epoch);
            if (!all.contains(did)) all.add(did);
        }
        return all;
    }

    /**
     * @param share what the message that is being read carries
     * @param epoch the one that it came in
     */
    private Did done(
            ExtendedKeyUpdateEnd before,
            Outcome<ExtendedKeyUpdateFacts, Effect> outcome,
            Share share,
            long epoch) {
        ExtendedKeyUpdateEnd end = before;
        var sent = new ArrayList<Packet>();
        boolean isEarly = false;
        for (Effect effect : outcome.effects()) {
            ExtendedKeyUpdateEnd next = one(end, effect, share);
            if (next.sent() > end.sent()) sent.add(last(next));
            if (effect instanceof Effect.AckSent(var in)) {
                sent.add(next.record(Content.ACK, next.heard() - 1));
                isEarly |= in.number() < epoch;
            }
            end = rules.tells(effect) ? next.telling(epochOf(effect)) : next;
        }
        return new Did(end.with(outcome.after()).tidy(rules.deletes()), sent, isEarly);
    }

    private static Packet last(ExtendedKeyUpdateEnd end) {
        return end.outstanding().stream()
                .filter(message -> message.number() == end.sent() - 1)
                .findAny()
                .orElseThrow();
    }

    private static long epochOf(Effect effect) {
        return switch (effect) {
            case Effect.ReadAdded(var epoch) -> epoch.number();
            case Effect.WriteChanged(var epoch) -> epoch.number();
            default -> throw new AssertionError(effect);
        };
    }

    private ExtendedKeyUpdateEnd one(ExtendedKeyUpdateEnd end, Effect effect, Share share) {
        return switch (effect) {
            case Effect.RequestSent _ -> {
                Share mine = rules.draw(end.party(), end.drawn());
                yield end.drawing().owning(mine).saying(end.message(Content.REQUEST, mine));
            }
            case Effect.ResponseSent() -> responded(end);
            case Effect.FinishSent() -> end.saying(end.message(Content.FINISH, Share.NONE));
            case Effect.ReadAdded(var epoch) -> derived(end, epoch.number(), share);
            case Effect.WriteChanged(var epoch) -> end.with(end.facts().changedTo(epoch.number()));
            case Effect.Abandoned _ -> rules.keepsAbandoned() ? end : end.awaiting(Set.of());
            case Effect.AckSent _, Effect.ReadDropped _, Effect.Deferred _ -> end;
            case Effect.Prevailed _ -> end;
            case Effect.Held _, Effect.Ignored _, Effect.Refused _, Effect.Aborted _ -> end;
        };
    }

    /** A responder derives what comes after, and does not use it before the finish. */
    private ExtendedKeyUpdateEnd responded(ExtendedKeyUpdateEnd end) {
        Share mine = rules.draw(end.party(), end.drawn());
        long newest = end.facts().newest();
        MainSecret next = rules.next(end.secrets().get(newest), end.theirs(), mine);
        return end.drawing().saying(end.message(Content.RESPONSE, mine)).deriving(newest + 1, next);
    }

    private ExtendedKeyUpdateEnd derived(ExtendedKeyUpdateEnd end, long epoch, Share share) {
        if (end.secrets().containsKey(epoch)) return end;
        MainSecret before = end.secrets().get(epoch - 1);
        return end.deriving(epoch, rules.next(before, end.mine(), share));
    }
}
