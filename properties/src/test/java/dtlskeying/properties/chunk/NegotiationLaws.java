package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.Negotiation;
import dtlskeying.impl.chunk.Negotiation.Unprotected;
import dtlskeying.model.chunk.NegotiationModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.Optional;

/** What holds of one end that negotiates. */
final class NegotiationLaws {
    static final Law<Negotiation, Input, Effect, Facts> PERMITTED =
            Law.permittedBy(NegotiationChapter.CHAPTER);

    static final Law<Negotiation, Input, Effect, Facts> STRICT_IS_STRICT =
            Law.ofSteps(
                    "a strict end goes on protected or not at all",
                    entry ->
                            unless(
                                    !(entry.after() instanceof Unprotected(var mode, _, _))
                                            || mode == Mode.LOOSE,
                                    entry));

    static final Law<Negotiation, Input, Effect, Facts> AN_INIT_CHANGES_NOTHING =
            Law.ofSteps("an INIT is answered, and changes nothing", NegotiationLaws::answered);

    private NegotiationLaws() {}

    private static Optional<String> answered(Entry<Negotiation, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.InitArrived(var theirs, _))) return Optional.empty();
        boolean isAnswered =
                entry.effects().size() == 1
                        && entry.effects().getFirst() instanceof Effect.InitAckSent(_, var held)
                        && held.equals(theirs);
        return unless(isAnswered && entry.after().equals(entry.before()), entry);
    }

    private static Optional<String> unless(boolean fine, Object what) {
        return fine ? Optional.empty() : Optional.of(what.toString());
    }
}
