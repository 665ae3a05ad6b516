package dtlskeying.properties.observe;

import static dtlskeying.properties.observe.SaidLater.FIRST;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.KEY_UPDATE_IS_REPLACED;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.KEYS_CHANGE_WHEN_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.NOTHING_FOLLOWS_IN_THE_OLD_EPOCH;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.REQUEST_IS_ZERO_OR_ONE;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.UPDATES_FOLLOW_FINISHED;

import dtlskeying.impl.dtls13.message.HandshakeType;
import dtlskeying.model.dtls13.KeyUpdateModel;
import dtlskeying.model.dtls13.KeyUpdateModel.Facts;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input;

import java.util.List;
import java.util.Optional;

/**
 * RFC 9147 §8 as a capture shows it: the KeyUpdates of one end, and under which keys it sends.
 *
 * <p>Who sends under new keys is taken to have had the ACK for its KeyUpdate, be they in the
 * capture or not, unless its messages are numbered without a gap and none of them is one. Where
 * EncryptedExtensions are missing, which way of changing keys is agreed on is not known. Which keys
 * an end reads with, and whether it owes an answer, is not on the wire.
 */
final class KeyUpdates {
    private static final String CHAPTER = "dtls13/KeyUpdate";
    private static final int KEY_UPDATE = 24;

    private final Steps<Input, Effect> steps;
    private final SaidLater said;

    private KeyUpdates(Exchange first, Role sender) {
        this.steps = new Steps<>(first.endpoint(sender), CHAPTER, Input.class, Effect.class);
        this.said = SaidLater.of(first, sender);
    }

    /** Both ends of an association. */
    static Observation of(Exchange first) {
        return of(first, Role.CLIENT).and(of(first, Role.SERVER));
    }

    private static Observation of(Exchange first, Role sender) {
        var seen = new KeyUpdates(first, sender);
        if (seen.said.epochs().isEmpty() || first.encryptedExtensions().isEmpty())
            return Observation.NOTHING;
        return ExtendedUpdateFlag.isAgreed(first) ? seen.replaced() : seen.observed();
    }

    private Observation observed() {
        for (Unit.Message each : said.messages().values())
            if (isUpdate(each) && each.epoch() < FIRST) early(each);
        for (long epoch = FIRST; epoch <= said.epochs().lastKey(); epoch++) {
            if (epoch > FIRST) change(epoch);
            in(epoch);
        }
        return judged();
    }

    /** What is said in one epoch: nothing follows a KeyUpdate. */
    private void in(long epoch) {
        boolean isOver = false;
        for (Unit.Message each : said.messages().values()) {
            if (each.epoch() != epoch) continue;
            if (isUpdate(each)) update(each);
            else if (isOver)
                unlawful(each, "a handshake message", NOTHING_FOLLOWS_IN_THE_OLD_EPOCH);
            isOver |= isUpdate(each);
        }
    }

    private static boolean isUpdate(Unit.Message message) {
        return message.message().type() == KEY_UPDATE;
    }

    private void early(Unit.Message update) {
        unlawful(update, "a KeyUpdate in epoch " + update.epoch(), UPDATES_FOLLOW_FINISHED);
    }

    private void update(Unit.Message message) {
        int request = request(message);
        if (request > 1) {
            unlawful(message, "a KeyUpdate with request_update " + request, REQUEST_IS_ZERO_OR_ONE);
            return;
        }
        steps.add(
                message.place(),
                new Input.Update(request == 1),
                List.of(new Effect.Sent(request == 1)));
    }

    private static int request(Unit.Message update) {
        var body = update.message().body();
        return body.length() == 1 ? body.at(0) : Integer.MAX_VALUE;
    }

    private void unlawful(Unit.Message message, String deed, Clause clause) {
        steps.unlawful(message.place(), new Input.Update(false), deed, clause);
    }

    /** What is missing of the KeyUpdate or of the records between is made up for. */
    private void change(long epoch) {
        var shown = said.epochs().ceilingEntry(epoch).getValue();
        boolean isSaid = !said.in(epoch - 1, KEY_UPDATE).isEmpty();
        if (!isSaid && isProvenSilent(epoch - 1)) {
            steps.unlawful(
                    shown.place(),
                    new Input.Update(false),
                    "records in epoch %d, with no KeyUpdate before them".formatted(epoch),
                    KEYS_CHANGE_WHEN_ACKNOWLEDGED);
            return;
        }
        if (!isSaid)
            steps.add(shown.place(), new Input.Update(false), List.of(new Effect.Sent(false)));
        steps.add(
                shown.place(),
                new Input.Acknowledged(),
                List.of(new Effect.WriteChanged(new Epoch(epoch))));
    }

    /** Whether nothing that changes keys can have been said last in that epoch. */
    private boolean isProvenSilent(long epoch) {
        return said.isEndSeen(epoch) && HandshakeType.find(said.lastType(epoch)).isPresent();
    }

    private Observation replaced() {
        said.messages().values().stream()
                .filter(KeyUpdates::isUpdate)
                .forEach(it -> unlawful(it, "a KeyUpdate", KEY_UPDATE_IS_REPLACED));
        return judged();
    }

    private Observation judged() {
        return steps.judgedBy(
                new KeyUpdateModel(),
                KeyUpdates::sight,
                List.of(),
                List.of(Facts.at(FIRST, FIRST)));
    }

    private static Optional<Effect> sight(Effect effect) {
        return switch (effect) {
            case Effect.Sent _, Effect.WriteChanged _ -> Optional.of(effect);
            case Effect.ReadAdded _, Effect.ReadDropped _, Effect.Refused _, Effect.Aborted _ ->
                    Optional.empty();
        };
    }
}
