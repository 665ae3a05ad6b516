package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.EnforcementLaws.DROPS_UNPROTECTED;
import static dtlskeying.properties.chunk.EnforcementLaws.ENFORCE_MONOTONE;
import static dtlskeying.properties.chunk.EnforcementLaws.FAILURES_END_NOTHING;
import static dtlskeying.properties.chunk.EnforcementLaws.LEAVES_PROTECTED;
import static dtlskeying.properties.chunk.EnforcementLaws.arrives;
import static dtlskeying.properties.chunk.RowBug.bug;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.DTLS_CHUNK_IS_ALONE;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.ENFORCEMENT_IS_IRREVERSIBLE;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.ENFORCEMENT_NEEDS_A_RECEIVE_KEY;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.EVERY_PACKET_LEAVES_PROTECTED;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.FAILED_PACKETS_END_NOTHING;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.INIT_TRAVELS_PLAIN;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.UNPROTECTED_PACKETS_ARE_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.Enforcement;
import dtlskeying.impl.chunk.Enforcement.Able;
import dtlskeying.impl.chunk.Enforcement.Enforcing;
import dtlskeying.impl.chunk.Enforcement.Keyless;
import dtlskeying.model.chunk.EnforcementModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.chunk.EnforcementSpec.Effect;
import dtlskeying.spec.chunk.EnforcementSpec.Input;
import dtlskeying.spec.chunk.PacketShape;

import net.jqwik.api.Example;

import java.util.List;

/** §4, enforcement, held against its model: P47 and P48, bug X31. */
public class EnforcementProperties extends ChapterProperties<Enforcement, Input, Effect, Facts> {
    public EnforcementProperties() {
        super(EnforcementChapter.CHAPTER, 4);
    }

    /** Of the chunks that leave, few leave an end that enforces already. */
    @Override
    protected int walks() {
        return 20_000;
    }

    @Example
    void P47_enforcement_drops_unprotected_except_init_and_init_ack() {
        holds(DROPS_UNPROTECTED);
    }

    @Example
    void P47_every_packet_leaves_protected_but_init_and_init_ack() {
        holds(LEAVES_PROTECTED);
    }

    @Example
    void P47_a_packet_that_does_not_open_ends_nothing() {
        holds(FAILURES_END_NOTHING);
    }

    @Example
    void P48_enforce_monotone() {
        holds(ENFORCE_MONOTONE);
    }

    @Override
    protected List<Mutant<Enforcement, Input, Effect, Facts>> mutants() {
        return List.of(
                bug(
                        "X31",
                        "only DATA is checked: anything else goes through unprotected",
                        DROPS_UNPROTECTED,
                        (state, input) ->
                                arrives(input, PacketShape.UNPROTECTED)
                                        ? Step.stay(state, new Effect.ToSctp())
                                        : null,
                        UNPROTECTED_PACKETS_ARE_DISCARDED),
                bug(
                        "X31-bundled",
                        "what is bundled with a DTLS chunk goes through with it",
                        DROPS_UNPROTECTED,
                        (state, input) ->
                                state instanceof Enforcing && arrives(input, PacketShape.BUNDLED)
                                        ? Step.stay(state, new Effect.ToSctp())
                                        : null,
                        DTLS_CHUNK_IS_ALONE),
                bug(
                        "init-ack-dropped",
                        "INIT is let through, and INIT ACK is forgotten",
                        DROPS_UNPROTECTED,
                        (state, input) ->
                                state instanceof Enforcing && arrives(input, PacketShape.INIT_ACK)
                                        ? Step.stay(
                                                state,
                                                new Effect.Discarded(
                                                        UNPROTECTED_PACKETS_ARE_DISCARDED))
                                        : null,
                        INIT_TRAVELS_PLAIN),
                bug(
                        "init-sealed",
                        "the INIT of a restart leaves protected, as an older draft had it",
                        LEAVES_PROTECTED,
                        (state, input) ->
                                state instanceof Enforcing
                                                && input.equals(new Input.ToSend(PacketShape.INIT))
                                        ? Step.stay(state, new Effect.SentProtected())
                                        : null,
                        INIT_TRAVELS_PLAIN),
                bug(
                        "plain-again",
                        "what is sent again leaves as it left first, in the open",
                        LEAVES_PROTECTED,
                        (state, input) ->
                                input.equals(new Input.ToSend(PacketShape.UNPROTECTED))
                                        ? Step.stay(state, new Effect.SentPlain())
                                        : null,
                        EVERY_PACKET_LEAVES_PROTECTED),
                bug(
                        "sealed-only-when-enforced",
                        "packets leave protected once protection is required, and not before",
                        LEAVES_PROTECTED,
                        (state, input) ->
                                state instanceof Able
                                                && input.equals(
                                                        new Input.ToSend(PacketShape.UNPROTECTED))
                                        ? Step.stay(state, new Effect.SentPlain())
                                        : null,
                        EVERY_PACKET_LEAVES_PROTECTED),
                bug(
                        "ended-by-a-forgery",
                        "a packet that does not open ends the association",
                        FAILURES_END_NOTHING,
                        (state, input) ->
                                input.equals(new Input.Opened(false))
                                        ? Step.become(
                                                Enforcement.start(),
                                                new Effect.Discarded(FAILED_PACKETS_END_NOTHING))
                                        : null,
                        FAILED_PACKETS_END_NOTHING),
                bug(
                        "switched-off",
                        "to require protection a second time switches it off",
                        ENFORCE_MONOTONE,
                        (state, input) ->
                                input instanceof Input.Enforce
                                                && state instanceof Enforcing(var sealing)
                                        ? Step.become(new Able(sealing), new Effect.Enforced())
                                        : null,
                        ENFORCEMENT_IS_IRREVERSIBLE),
                bug(
                        "enforced-without-a-key",
                        "protection is required before anything protected can be opened",
                        ENFORCE_MONOTONE,
                        (state, input) ->
                                input instanceof Input.Enforce
                                                && state instanceof Keyless(var sealing)
                                        ? Step.become(new Enforcing(sealing), new Effect.Enforced())
                                        : null,
                        ENFORCEMENT_NEEDS_A_RECEIVE_KEY));
    }
}
