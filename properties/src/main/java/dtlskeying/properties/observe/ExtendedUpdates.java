package dtlskeying.properties.observe;

import static dtlskeying.impl.dtls13.ExtendedUpdates.DEFAULT_MESSAGE_TYPE;
import static dtlskeying.properties.observe.SaidLater.FIRST;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.INITIATOR_SENDS_AT_THE_ACK;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.RESPONDER_CHANGES_AT_THE_FINISH;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.SUBTYPES_HAVE_THEIR_TURN;

import dtlskeying.impl.dtls13.message.ExtendedKeyUpdate;
import dtlskeying.model.dtls13.ExtendedKeyUpdateFacts;
import dtlskeying.model.dtls13.ExtendedKeyUpdateModel;
import dtlskeying.properties.decode.Place;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import java.util.List;
import java.util.Optional;

/**
 * draft-ietf-tls-extended-key-update §4 to §6 as a capture shows them, under the usual numbers of
 * flag and message: the requests, responses and finishes of one end, and under which keys it sends.
 *
 * <p>That an end goes on is taken to show that it has had what it needed from its peer; what is
 * missing of its own is made up for, unless its messages are numbered without a gap. Which keys an
 * end reads with, and what it puts off or keeps, is not on the wire.
 */
final class ExtendedUpdates {
    private static final String CHAPTER = "dtls13/ExtendedKeyUpdate";

    /** A share that is lower, or higher, than any other. */
    private static final Octets LOWEST = Octets.EMPTY;

    private static final Octets HIGHEST = Octets.hex("ff".repeat(64));

    private final SaidLater said;
    private final SaidLater heard;
    private final Steps<Input, Effect> steps;

    private ExtendedUpdates(Exchange first, Role sender) {
        this.said = SaidLater.of(first, sender);
        this.heard = SaidLater.of(first, sender.peer());
        this.steps = new Steps<>(first.endpoint(sender), CHAPTER, Input.class, Effect.class);
    }

    /** Both ends of an association that has agreed on it. */
    static Observation of(Exchange first) {
        if (!ExtendedUpdateFlag.isAgreed(first)) return Observation.NOTHING;
        return new ExtendedUpdates(first, Role.CLIENT)
                .observed()
                .and(new ExtendedUpdates(first, Role.SERVER).observed());
    }

    private Observation observed() {
        long last = said.epochs().isEmpty() ? FIRST - 1 : said.epochs().lastKey();
        for (long epoch = FIRST; epoch <= last; epoch++) {
            if (epoch > FIRST) change(said.epochs().ceilingEntry(epoch).getValue().place(), epoch);
            for (Unit.Message each : said.in(epoch, DEFAULT_MESSAGE_TYPE)) add(each);
        }
        return steps.judgedBy(
                new ExtendedKeyUpdateModel(Reading.defaults()),
                ExtendedUpdates::sight,
                List.of(),
                List.of(ExtendedKeyUpdateFacts.at(FIRST)));
    }

    private static Optional<ExtendedKeyUpdate> decoded(Unit.Message message) {
        return Exchange.decoded(ExtendedKeyUpdate.decode(message.message().body()));
    }

    private boolean hasSaid(long epoch, Class<? extends ExtendedKeyUpdate> kind) {
        return has(said, epoch, kind);
    }

    private static boolean has(
            SaidLater said, long epoch, Class<? extends ExtendedKeyUpdate> kind) {
        return said.in(epoch, DEFAULT_MESSAGE_TYPE).stream()
                .map(ExtendedUpdates::decoded)
                .anyMatch(it -> it.filter(kind::isInstance).isPresent());
    }

    private void add(Unit.Message message) {
        var place = message.place();
        long epoch = message.epoch();
        switch (decoded(message).orElse(new ExtendedKeyUpdate.Unknown(255, Octets.EMPTY))) {
            case ExtendedKeyUpdate.Request(var share) -> ask(place, share.keyExchange());
            case ExtendedKeyUpdate.Response _ -> answer(place, epoch);
            case ExtendedKeyUpdate.Finish() -> finish(message);
            case ExtendedKeyUpdate.Unknown _ ->
                    steps.unlawful(
                            place,
                            new Input.UnknownHeard(new Epoch(epoch)),
                            "a message of a kind that there is not",
                            SUBTYPES_HAVE_THEIR_TURN);
        }
    }

    private void ask(Place place, Octets share) {
        steps.add(place, new Input.Update(share), List.of(new Effect.RequestSent(share)));
    }

    /** A request of the peer that is missing would have gone before any of this end's own. */
    private void answer(Place place, long epoch) {
        Octets share = share(heard, epoch).orElse(HIGHEST);
        steps.add(
                place,
                new Input.RequestHeard(new Epoch(epoch), share, true, Verdict.SOUND),
                List.of(new Effect.ResponseSent()));
    }

    private void finish(Unit.Message message) {
        var place = message.place();
        long epoch = message.epoch();
        boolean isMissing =
                !hasSaid(epoch, ExtendedKeyUpdate.Request.class)
                        && !hasSaid(epoch, ExtendedKeyUpdate.Response.class)
                        && !said.isBeginSeen(message);
        if (isMissing) ask(place, LOWEST);
        steps.add(
                place,
                new Input.ResponseHeard(new Epoch(epoch), Verdict.SOUND),
                List.of(new Effect.FinishSent()));
    }

    private void change(Place place, long epoch) {
        long before = epoch - 1;
        var changed = List.<Effect>of(new Effect.WriteChanged(new Epoch(epoch)));
        boolean isMissing =
                !hasSaid(before, ExtendedKeyUpdate.Finish.class)
                        && !hasSaid(before, ExtendedKeyUpdate.Response.class);
        if (isMissing && said.isEndSeen(before)) {
            accuse(place, epoch);
            return;
        }
        boolean isFirst =
                hasSaid(before, ExtendedKeyUpdate.Finish.class) || isMissing && prevails(before);
        if (isMissing && isFirst)
            steps.add(
                    place,
                    new Input.ResponseHeard(new Epoch(before), Verdict.SOUND),
                    List.of(new Effect.FinishSent()));
        if (isMissing && !isFirst) answer(place, before);
        steps.add(
                place,
                isFirst
                        ? new Input.Acknowledged(Kind.FINISH)
                        : new Input.FinishHeard(new Epoch(before), Verdict.SOUND),
                changed);
    }

    /** Whether this end has asked in that epoch, and the peer not with a higher share. */
    private boolean prevails(long epoch) {
        var own = share(said, epoch);
        return own.isPresent()
                && share(heard, epoch).filter(it -> it.compareTo(own.get()) > 0).isEmpty();
    }

    private static Optional<Octets> share(SaidLater of, long epoch) {
        return of.in(epoch, DEFAULT_MESSAGE_TYPE).stream()
                .map(ExtendedUpdates::decoded)
                .flatMap(Optional::stream)
                .filter(ExtendedKeyUpdate.Request.class::isInstance)
                .map(it -> ((ExtendedKeyUpdate.Request) it).share().keyExchange())
                .findFirst();
    }

    private void accuse(Place place, long epoch) {
        boolean hasAsked = hasSaid(epoch - 1, ExtendedKeyUpdate.Request.class);
        steps.unlawful(
                place,
                new Input.Acknowledged(Kind.REQUEST),
                "records in epoch %d, without %s before them"
                        .formatted(epoch, hasAsked ? "a finish" : "an update"),
                hasAsked ? INITIATOR_SENDS_AT_THE_ACK : RESPONDER_CHANGES_AT_THE_FINISH);
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.RequestSent _,
                    Effect.ResponseSent _,
                    Effect.FinishSent _,
                    Effect.WriteChanged _ ->
                    Optional.of(effect);
            case Effect.AckSent _,
                    Effect.ReadAdded _,
                    Effect.ReadDropped _,
                    Effect.Abandoned _,
                    Effect.Prevailed _,
                    Effect.Deferred _,
                    Effect.Held _,
                    Effect.Ignored _,
                    Effect.Refused _,
                    Effect.Aborted _ ->
                    Optional.empty();
        };
    }
}
