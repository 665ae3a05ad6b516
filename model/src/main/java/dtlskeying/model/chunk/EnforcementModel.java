package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.EnforcementSpec.Claim.DTLS_CHUNK_IS_ALONE;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.ENFORCEMENT_IS_IRREVERSIBLE;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.ENFORCEMENT_NEEDS_A_RECEIVE_KEY;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.EVERY_PACKET_LEAVES_PROTECTED;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.FAILED_PACKETS_END_NOTHING;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.INIT_TRAVELS_PLAIN;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.UNPROTECTED_PACKETS_ARE_DISCARDED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.chunk.EnforcementSpec.Effect;
import dtlskeying.spec.chunk.EnforcementSpec.Input;
import dtlskeying.spec.chunk.PacketShape;

import java.util.List;
import java.util.Set;

/**
 * §4, what is accepted and how packets leave, as a relation over three facts.
 *
 * <p>A DTLS chunk for which there is no receive key is lost in any case. Whether it is dropped at
 * once, or handed over to be opened in vain, is open.
 */
public record EnforcementModel() implements Relation<EnforcementModel.Facts, Input, Effect> {
    /** The relation has no parameters. */
    public EnforcementModel {}

    /**
     * What is known at one end.
     *
     * @param canOpen whether there is a receive key
     * @param canProtect whether there is a send key
     * @param enforced whether protection is required
     */
    public record Facts(boolean canOpen, boolean canProtect, boolean enforced) {
        /** What is known of a new association. */
        public static final Facts START = new Facts(false, false, false);
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.ReceiveKeySet() ->
                    silently(new Facts(true, facts.canProtect(), facts.enforced()));
            case Input.SendKeySet() -> silently(new Facts(facts.canOpen(), true, facts.enforced()));
            case Input.Enforce() -> enforce(facts);
            case Input.Arrived(var shape) -> arrived(facts, shape);
            case Input.Opened(var genuine) -> opened(facts, genuine);
            case Input.ToSend(var shape) -> toSend(facts, shape);
            case Input.Ended() -> silently(Facts.START);
        };
    }

    private static Set<Outcome<Facts, Effect>> enforce(Facts facts) {
        if (facts.enforced())
            return Set.of(Outcome.of(facts, List.of(), ENFORCEMENT_IS_IRREVERSIBLE));
        if (!facts.canOpen())
            return does(
                    facts, new Effect.Refused(Clause.UNSTATED), ENFORCEMENT_NEEDS_A_RECEIVE_KEY);
        return does(new Facts(true, facts.canProtect(), true), new Effect.Enforced());
    }

    private static Set<Outcome<Facts, Effect>> arrived(Facts facts, PacketShape shape) {
        return switch (shape) {
            case INIT, INIT_ACK -> does(facts, new Effect.ToSctp(), INIT_TRAVELS_PLAIN);
            case PROTECTED -> chunk(facts);
            case BUNDLED ->
                    facts.enforced()
                            ? dropped(facts, DTLS_CHUNK_IS_ALONE, UNPROTECTED_PACKETS_ARE_DISCARDED)
                            : dropped(facts, DTLS_CHUNK_IS_ALONE);
            case UNPROTECTED ->
                    facts.enforced()
                            ? dropped(facts, UNPROTECTED_PACKETS_ARE_DISCARDED)
                            : does(facts, new Effect.ToSctp());
        };
    }

    private static Set<Outcome<Facts, Effect>> chunk(Facts facts) {
        Outcome<Facts, Effect> tried = Outcome.of(facts, List.of(new Effect.ToOpen()));
        if (facts.canOpen()) return Set.of(tried);
        return Set.of(tried, lost(facts));
    }

    private static Set<Outcome<Facts, Effect>> opened(Facts facts, boolean genuine) {
        if (facts.canOpen())
            return genuine ? does(facts, new Effect.ToSctp()) : Set.of(lost(facts));
        return Set.of(lost(facts), Outcome.of(facts, List.of()));
    }

    private static Outcome<Facts, Effect> lost(Facts facts) {
        return Outcome.of(
                facts, List.of(new Effect.Discarded(Clause.UNSTATED)), FAILED_PACKETS_END_NOTHING);
    }

    private static Set<Outcome<Facts, Effect>> toSend(Facts facts, PacketShape shape) {
        return switch (shape) {
            case INIT, INIT_ACK -> does(facts, new Effect.SentPlain(), INIT_TRAVELS_PLAIN);
            case PROTECTED, BUNDLED ->
                    does(facts, new Effect.Refused(Clause.UNSTATED), DTLS_CHUNK_IS_ALONE);
            case UNPROTECTED ->
                    facts.canProtect()
                            ? does(facts, new Effect.SentProtected(), EVERY_PACKET_LEAVES_PROTECTED)
                            : does(facts, new Effect.SentPlain());
        };
    }

    private static Set<Outcome<Facts, Effect>> silently(Facts after) {
        return Set.of(Outcome.of(after, List.of()));
    }

    private static Set<Outcome<Facts, Effect>> does(Facts after, Effect effect, Clause... because) {
        return Set.of(Outcome.of(after, List.of(effect), because));
    }

    private static Set<Outcome<Facts, Effect>> dropped(Facts facts, Clause... because) {
        return does(facts, new Effect.Discarded(Clause.UNSTATED), because);
    }
}
