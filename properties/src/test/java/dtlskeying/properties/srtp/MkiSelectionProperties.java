package dtlskeying.properties.srtp;

import static dtlskeying.spec.Alert.DECODE_ERROR;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.CLIENT_ABORTS_ON_FOREIGN_MKI;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.EVERY_PACKET_CARRIES_THE_AGREED_MKI;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.FOREIGN_MKI_IS_ANSWERED_BY_AN_ALERT;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.MKIS_ARE_UNIQUE_IN_A_SESSION;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.MKI_NAMES_THE_KEYS_OF_THIS_HANDSHAKE;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.OFFERED_MKI_DIFFERS_FROM_THE_LAST;
import static dtlskeying.spec.srtp.MkiSelectionSpec.Claim.SERVER_ECHOES_THE_MKI_OR_NONE;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.MkiSelection;
import dtlskeying.impl.srtp.MkiSelection.Choosing;
import dtlskeying.impl.srtp.MkiSelection.Failed;
import dtlskeying.impl.srtp.MkiSelection.Listening;
import dtlskeying.impl.srtp.MkiSelection.Offering;
import dtlskeying.impl.srtp.MkiSelection.Settled;
import dtlskeying.model.srtp.MkiSelectionModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec.Effect;
import dtlskeying.spec.srtp.MkiSelectionSpec.Input;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** §4.1.3 held against its model: P05 to P07, and the bugs X05 and X06. */
public class MkiSelectionProperties extends ChapterProperties<MkiSelection, Input, Effect, Facts> {
    /** P05: what a client settles on is what it offered, or nothing; else it aborts. */
    static final Law<MkiSelection, Input, Effect, Facts> MKI_ECHOED_OR_EMPTY_ELSE_ABORT =
            Law.ofSteps("P05 MkiEchoedOrEmptyElseAbort", MkiSelectionProperties::foreignAnswer);

    /** P06: a client never offers the MKI of its last keys, and no other one twice. */
    static final Law<MkiSelection, Input, Effect, Facts> MKI_DIFFERS_FROM_LAST =
            Law.ofSteps("P06 MkiDiffersFromLast", MkiSelectionProperties::repeatedOffer);

    /** P07: every packet carries the agreed MKI, and none before there is one. */
    static final Law<MkiSelection, Input, Effect, Facts> MKI_ON_EVERY_PACKET_IFF_AGREED =
            new Law<>(
                    "P07 MkiOnEveryPacketIffAgreed",
                    trace -> {
                        Optional<Mki> agreed = Optional.empty();
                        for (var entry : trace.entries()) {
                            for (Effect effect : entry.effects()) {
                                if (effect instanceof Effect.Agreed(var mki))
                                    agreed = Optional.of(mki);
                                if (effect instanceof Effect.Carried(var mki)
                                        && !agreed.equals(Optional.of(mki)))
                                    return Optional.of(mki + " is carried, agreed is " + agreed);
                                if (effect instanceof Effect.Matched(var mki)
                                        && !agreed.equals(Optional.of(mki)))
                                    return Optional.of(mki + " is matched, agreed is " + agreed);
                            }
                        }
                        return Optional.empty();
                    });

    public MkiSelectionProperties() {
        super(MkiSelectionChapter.CHAPTER, 3);
    }

    @Example
    void P05_mki_echoed_or_empty_else_abort() {
        holds(MKI_ECHOED_OR_EMPTY_ELSE_ABORT);
    }

    @Example
    void P06_mki_differs_from_last() {
        holds(MKI_DIFFERS_FROM_LAST);
    }

    @Example
    void P07_mki_on_every_packet_iff_agreed() {
        holds(MKI_ON_EVERY_PACKET_IFF_AGREED);
    }

    private static Optional<String> foreignAnswer(Entry<MkiSelection, Input, Effect> entry) {
        if (!(entry.before() instanceof Offering(var offered))) return Optional.empty();
        if (!(entry.input() instanceof Input.Answered(var mki))) return Optional.empty();
        boolean fits = mki.isNone() || mki.equals(offered);
        Effect wanted =
                fits
                        ? new Effect.Agreed(mki)
                        : new Effect.Aborted(Alert.ILLEGAL_PARAMETER, Clause.UNSTATED);
        return entry.effects().size() == 1 && entry.effects().getFirst().sameDeed(wanted)
                ? Optional.empty()
                : Optional.of(offered + " was offered, and " + entry);
    }

    private static Optional<String> repeatedOffer(Entry<MkiSelection, Input, Effect> entry) {
        if (!(entry.before() instanceof Choosing(var used))) return Optional.empty();
        for (Effect effect : entry.effects())
            if (effect instanceof Effect.Offer(var mki) && !mki.isNone() && used.contains(mki))
                return Optional.of(mki + " is offered again after " + used);
        return Optional.empty();
    }

    @Override
    protected List<Mutant<MkiSelection, Input, Effect, Facts>> mutants() {
        return List.of(
                new Mutant<>(
                        "X05",
                        "the client accepts another non-empty MKI",
                        Set.of(CLIENT_ABORTS_ON_FOREIGN_MKI, FOREIGN_MKI_IS_ANSWERED_BY_AN_ALERT),
                        MKI_ECHOED_OR_EMPTY_ELSE_ABORT,
                        MkiSelectionProperties::acceptingForeignMki),
                new Mutant<>(
                        "X05a",
                        "the client goes silent instead of sending an alert",
                        Set.of(FOREIGN_MKI_IS_ANSWERED_BY_AN_ALERT),
                        MKI_ECHOED_OR_EMPTY_ELSE_ABORT,
                        MkiSelectionProperties::abortingInSilence),
                new Mutant<>(
                        "invalid-parameter",
                        "the draft's alert has no number, and the client makes one up",
                        Set.of(FOREIGN_MKI_IS_ANSWERED_BY_AN_ALERT),
                        MKI_ECHOED_OR_EMPTY_ELSE_ABORT,
                        Mutant.misdoing(effect ->
                                effect instanceof Effect.Aborted(_, var clause)
                                        ? new Effect.Aborted(DECODE_ERROR, clause)
                                        : effect)),
                new Mutant<>(
                        "mbedtls-1813",
                        "a server that cannot use an MKI returns it all the same",
                        Set.of(EVERY_PACKET_CARRIES_THE_AGREED_MKI),
                        MKI_ON_EVERY_PACKET_IFF_AGREED,
                        MkiSelectionProperties::echoingWithoutUse),
                new Mutant<>(
                        "X06",
                        "the MKI is kept after the server returned it empty",
                        Set.of(EVERY_PACKET_CARRIES_THE_AGREED_MKI),
                        MKI_ON_EVERY_PACKET_IFF_AGREED,
                        MkiSelectionProperties::keepingTheOffer),
                new Mutant<>(
                        "X06a",
                        "packets with any MKI are taken for ours",
                        Set.of(EVERY_PACKET_CARRIES_THE_AGREED_MKI),
                        MKI_ON_EVERY_PACKET_IFF_AGREED,
                        MkiSelectionProperties::matchingAnything),
                new Mutant<>(
                        "X06b",
                        "packets are protected before the keys have a name",
                        Set.of(MKI_NAMES_THE_KEYS_OF_THIS_HANDSHAKE),
                        MKI_ON_EVERY_PACKET_IFF_AGREED,
                        MkiSelectionProperties::namingTooEarly),
                new Mutant<>(
                        "X07",
                        "the last MKI is used again at the next handshake",
                        Set.of(OFFERED_MKI_DIFFERS_FROM_THE_LAST),
                        MKI_DIFFERS_FROM_LAST,
                        sick -> forgetting(sick, used -> used.subList(0, used.size() - 1))),
                new Mutant<>(
                        "X07a",
                        "an older MKI comes back within the session",
                        Set.of(MKIS_ARE_UNIQUE_IN_A_SESSION),
                        MKI_DIFFERS_FROM_LAST,
                        sick ->
                                forgetting(
                                        sick, used -> used.subList(used.size() - 1, used.size()))),
                new Mutant<>(
                        "pion-1034a",
                        "the server answers with an MKI of its own",
                        Set.of(SERVER_ECHOES_THE_MKI_OR_NONE),
                        Law.permittedBy(MkiSelectionChapter.CHAPTER),
                        MkiSelectionProperties::answeringAnMkiOfItsOwn));
    }

    private static Machine<MkiSelection, Input, Effect> acceptingForeignMki(
            Machine<MkiSelection, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Offering && input instanceof Input.Answered(var mki)
                        ? Step.become(new Settled(mki), new Effect.Agreed(mki))
                        : healthy.on(state, input);
    }

    private static Machine<MkiSelection, Input, Effect> abortingInSilence(
            Machine<MkiSelection, Input, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return step.state() instanceof Failed && state instanceof Offering
                    ? Step.become(step.state())
                    : step;
        };
    }

    private static Machine<MkiSelection, Input, Effect> echoingWithoutUse(
            Machine<MkiSelection, Input, Effect> healthy) {
        return (state, input) ->
                state.equals(new Listening(false)) && input instanceof Input.Offered(var mki)
                        ? Step.become(
                                new Settled(Mki.NONE),
                                new Effect.Answer(mki),
                                new Effect.Agreed(mki))
                        : healthy.on(state, input);
    }

    private static Machine<MkiSelection, Input, Effect> keepingTheOffer(
            Machine<MkiSelection, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Offering(var offered) && input.equals(new Input.Answered(Mki.NONE))
                        ? Step.become(new Settled(offered), new Effect.Agreed(Mki.NONE))
                        : healthy.on(state, input);
    }

    private static Machine<MkiSelection, Input, Effect> matchingAnything(
            Machine<MkiSelection, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Settled && input instanceof Input.Arrived(var mki)
                        ? Step.stay(state, new Effect.Matched(mki))
                        : healthy.on(state, input);
    }

    private static Machine<MkiSelection, Input, Effect> namingTooEarly(
            Machine<MkiSelection, Input, Effect> healthy) {
        return (state, input) ->
                state instanceof Offering(var offered) && input instanceof Input.Protect
                        ? Step.stay(state, new Effect.Carried(offered))
                        : healthy.on(state, input);
    }

    /** The machine runs as if fewer MKIs had been used. */
    private static Machine<MkiSelection, Input, Effect> forgetting(
            Machine<MkiSelection, Input, Effect> healthy, UnaryOperator<List<Mki>> remembered) {
        return (state, input) ->
                state instanceof Choosing(var used)
                                && !used.isEmpty()
                                && input instanceof Input.Propose
                        ? healthy.on(new Choosing(remembered.apply(used)), input)
                        : healthy.on(state, input);
    }

    private static Machine<MkiSelection, Input, Effect> answeringAnMkiOfItsOwn(
            Machine<MkiSelection, Input, Effect> healthy) {
        Mki own = Mki.hex("ff");
        return (state, input) ->
                state instanceof Listening && input instanceof Input.Offered
                        ? Step.become(
                                new Settled(own), new Effect.Answer(own), new Effect.Agreed(own))
                        : healthy.on(state, input);
    }
}
