package dtlskeying.properties.dtls13;

import dtlskeying.impl.dtls13.ExtendedKeyUpdate;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Broken;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Running;
import dtlskeying.model.dtls13.ExtendedKeyUpdateFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import java.util.Optional;
import java.util.function.Predicate;

/** What every trace of an extended key update obeys. */
final class ExtendedKeyUpdateLaws {
    static final Law<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts> PERMITTED =
            Law.permittedBy(ExtendedKeyUpdateChapter.CHAPTER);

    /** Both ends change at the same message: the finish, heard or known to have been heard. */
    static final Law<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts> FINISH_MOVES_KEYS =
            law(
                    "P54 keys to send change at the finish, heard or acknowledged, and at nothing"
                            + " else",
                    entry ->
                            !did(entry, Effect.WriteChanged.class)
                                    || entry.input() instanceof Input.FinishHeard
                                    || entry.input().equals(new Input.Acknowledged(Kind.FINISH)));

    /** One epoch is always there for what the peer sends until it has come along. */
    static final Law<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts> OLD_KEYS_STAY =
            law(
                    "P53 old keys stay until a record under newer ones is opened",
                    entry ->
                            entry.effects().stream()
                                    .filter(Effect.ReadDropped.class::isInstance)
                                    .map(Effect.ReadDropped.class::cast)
                                    .allMatch(gone -> showsNewer(entry.input(), gone.epoch())));

    /** A request that meets silence is sent for ever. */
    static final Law<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts> REQUESTS_ARE_MET =
            law(
                    "P54 a request that is heard is answered, acknowledged or held, or ends it all",
                    entry ->
                            !(entry.input() instanceof Input.RequestHeard heard)
                                    || !entry.before().reads(heard.epoch())
                                    || did(entry, Effect.ResponseSent.class)
                                    || did(entry, Effect.AckSent.class)
                                    || did(entry, Effect.Held.class)
                                    || did(entry, Effect.Aborted.class));

    /** What was agreed on takes the place of KeyUpdate. */
    static final Law<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts> NO_KEY_UPDATE =
            law(
                    "P52 KeyUpdate is neither sent nor survived",
                    entry ->
                            !(entry.before() instanceof Running)
                                    || switch (entry.input()) {
                                        case Input.PlainUpdate() ->
                                                did(entry, Effect.Refused.class);
                                        case Input.KeyUpdateHeard(var epoch) ->
                                                !entry.before().reads(epoch)
                                                        || entry.after() instanceof Broken;
                                        default -> true;
                                    });

    private ExtendedKeyUpdateLaws() {}

    private static Law<ExtendedKeyUpdate, Input, Effect, ExtendedKeyUpdateFacts> law(
            String name, Predicate<Entry<ExtendedKeyUpdate, Input, Effect>> holds) {
        return Law.ofSteps(
                name,
                entry -> holds.test(entry) ? Optional.empty() : Optional.of(entry.toString()));
    }

    private static boolean did(
            Entry<ExtendedKeyUpdate, Input, Effect> entry, Class<? extends Effect> kind) {
        return entry.effects().stream().anyMatch(kind::isInstance);
    }

    /** Whether what came was opened under keys that are newer than those. */
    private static boolean showsNewer(Input input, Epoch gone) {
        return switch (input) {
            case Input.NewKeysHeard() -> true;
            case Input.ResponseHeard(var epoch, _) -> epoch.follows(gone);
            case Input.FinishHeard(var epoch, _) -> epoch.follows(gone);
            default -> false;
        };
    }
}
