package dtlskeying.model.chunk;

import dtlskeying.model.Relation;
import dtlskeying.model.chunk.NegotiationModel.Facts;
import dtlskeying.model.chunk.NegotiationModel.Standing;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every model of the negotiation keeps, and what it is tried with. */
final class NegotiationRules {
    static final KeyManagementOffer EITHER = offer(5, Roles.EITHER, true, 1, 2);
    static final KeyManagementOffer CLIENT = offer(6, Roles.CLIENT_ONLY, false, 1, 2);
    static final KeyManagementOffer LARGER = offer(-1, Roles.EITHER, true, 2, 1);
    static final KeyManagementOffer EQUAL = offer(5, Roles.EITHER, true, 1);
    static final KeyManagementOffer STRANGE = offer(4, Roles.SERVER_ONLY, true, 3);

    static final List<KeyManagementOffer> OWN = List.of(EITHER, CLIENT);
    static final List<KeyManagementOffer> OFFERED = List.of(EQUAL, CLIENT, LARGER, STRANGE);

    static KeyManagementOffer offer(int tieBreaker, Roles roles, boolean restart, int... methods) {
        return new KeyManagementOffer(
                tieBreaker, roles, restart, Arrays.stream(methods).boxed().toList());
    }

    static List<Found> found() {
        List<Found> found = new ArrayList<>(List.of(new Found.Nothing(), new Found.Unreadable()));
        for (KeyManagementOffer offer : OFFERED) found.add(new Found.Offered(offer));
        return found;
    }

    static List<Input> alphabet() {
        List<Input> inputs = new ArrayList<>();
        for (KeyManagementOffer own : OWN) {
            inputs.add(new Input.Associate(own));
            for (Found theirs : found()) {
                inputs.add(new Input.InitArrived(theirs, own));
                inputs.add(new Input.CookieArrived(own, theirs));
            }
        }
        for (Found theirs : found()) inputs.add(new Input.InitAckArrived(theirs));
        inputs.add(new Input.ForgedCookieArrived());
        inputs.add(new Input.Ended());
        return inputs;
    }

    static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "an INIT changes nothing, and is answered",
                            step -> has(step, Input.InitArrived.class),
                            step -> step.changedNothing() && step.did(Effect.InitAckSent.class)),
                    new Invariant<>(
                            "an INIT that meets one's own finds the same offer",
                            step ->
                                    step.before().standing() instanceof Standing.Asked
                                            && has(step, Input.InitArrived.class),
                            step ->
                                    step.all(Effect.InitAckSent.class).stream()
                                            .allMatch(sent ->
                                                    step.before()
                                                            .standing()
                                                            .equals(
                                                                    new Standing.Asked(
                                                                            sent.own())))),
                    new Invariant<>(
                            "one association at a time is asked for",
                            step -> has(step, Input.Associate.class),
                            step ->
                                    step.did(Effect.InitSent.class)
                                            == step.before().standing() instanceof Standing.Idle),
                    new Invariant<>(
                            "an answer decides once",
                            step -> has(step, Input.InitAckArrived.class),
                            step ->
                                    step.did(Effect.Discarded.class)
                                            != step.before().standing() instanceof Standing.Asked),
                    new Invariant<>(
                            "an end is one that it can be, and its peer the other",
                            step -> step.did(Effect.Agreed.class),
                            step -> agreements(step).allMatch(NegotiationRules::rolesFit)),
                    new Invariant<>(
                            "where both can be either, the larger tie breaker serves",
                            step -> agreements(step).anyMatch(NegotiationRules::isOpen),
                            step ->
                                    agreements(step)
                                            .allMatch(agreed ->
                                                    Integer.compareUnsigned(
                                                                    agreed.server().tieBreaker(),
                                                                    agreed.client().tieBreaker())
                                                            > 0)),
                    new Invariant<>(
                            "nothing that the server likes better is shared",
                            step -> step.did(Effect.Agreed.class),
                            step -> agreements(step).allMatch(NegotiationRules::isServersBest)),
                    new Invariant<>(
                            "restart is agreed upon by both",
                            step -> step.did(Effect.Agreed.class),
                            step ->
                                    agreements(step)
                                            .allMatch(agreed ->
                                                    agreed.restart()
                                                            == (agreed.client().restart()
                                                                    && agreed.server().restart()))),
                    new Invariant<>(
                            "what was agreed upon is what was offered",
                            step -> step.did(Effect.Agreed.class),
                            NegotiationRules::restsOnTheOffers),
                    new Invariant<>(
                            "a protected association is restarted only as agreed upon",
                            step ->
                                    step.before().standing()
                                                    instanceof
                                                    Standing.Up(_, _, var keyed, var restart)
                                            && keyed
                                            && !restart
                                            && !step.inputs().contains(new Input.Ended()),
                            Step::changedNothing),
                    new Invariant<>(
                            "a cookie that comes again is nothing new",
                            NegotiationRules::isRepetition,
                            step -> step.changedNothing() && step.effects().isEmpty()),
                    new Invariant<>(
                            "what is forged, refused or dropped changes nothing",
                            step ->
                                    step.did(Effect.Discarded.class)
                                            || step.did(Effect.Refused.class)
                                            || has(step, Input.ForgedCookieArrived.class),
                            Step::changedNothing),
                    new Invariant<>(
                            "the end, and an abort, leave nothing",
                            step ->
                                    step.did(Effect.Aborted.class)
                                            || step.inputs().contains(new Input.Ended()),
                            step -> step.after().standing().equals(new Standing.Idle())));

    static final Invariant<Step<Facts, Input, Effect>> STRICT =
            Invariant.always(
                    "a strict end has no association without protection",
                    step ->
                            !(step.after().standing() instanceof Standing.Up(_, _, var keyed, _))
                                    || keyed);

    static final Invariant<Step<Facts, Input, Effect>> LOOSE =
            new Invariant<>(
                    "a loose end aborts for equal tie breakers alone",
                    step -> step.did(Effect.Aborted.class),
                    step -> decidedOn(step).stream().anyMatch(new Found.Offered(EQUAL)::equals));

    static boolean has(Step<Facts, Input, Effect> step, Class<? extends Input> kind) {
        return step.inputs().stream().anyMatch(kind::isInstance);
    }

    static Stream<Effect.Agreed> agreements(Step<Facts, Input, Effect> step) {
        return step.all(Effect.Agreed.class).stream();
    }

    private static boolean rolesFit(Effect.Agreed agreed) {
        return agreed.client().roles().include(Role.CLIENT)
                && agreed.server().roles().include(Role.SERVER);
    }

    private static boolean isOpen(Effect.Agreed agreed) {
        return agreed.client().roles() == Roles.EITHER && agreed.server().roles() == Roles.EITHER;
    }

    private static boolean isServersBest(Effect.Agreed agreed) {
        List<Integer> better =
                agreed.server().methods().stream()
                        .takeWhile(method -> method != agreed.method())
                        .toList();
        return better.size() < agreed.server().methods().size()
                && agreed.client().methods().contains(agreed.method())
                && better.stream().noneMatch(agreed.client().methods()::contains);
    }

    private static boolean restsOnTheOffers(Step<Facts, Input, Effect> step) {
        Effect.Agreed agreed = step.all(Effect.Agreed.class).getFirst();
        boolean serves = agreed.role() == Role.SERVER;
        var own = serves ? agreed.server() : agreed.client();
        var theirs = serves ? agreed.client() : agreed.server();
        return step.after()
                        .standing()
                        .equals(new Standing.Up(own, offered(theirs), true, agreed.restart()))
                && decidedOn(step).contains(offered(theirs))
                && step.inputs().stream()
                        .allMatch(input ->
                                input instanceof Input.CookieArrived(var held, _)
                                        ? held.equals(own)
                                        : step.before().standing().equals(new Standing.Asked(own)));
    }

    private static Found offered(KeyManagementOffer offer) {
        return new Found.Offered(offer);
    }

    private static Set<Found> decidedOn(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .flatMap(input ->
                        switch (input) {
                            case Input.InitAckArrived(var theirs) -> Stream.of(theirs);
                            case Input.CookieArrived(_, var theirs) -> Stream.of(theirs);
                            case Input.Associate _,
                                    Input.InitArrived _,
                                    Input.ForgedCookieArrived _,
                                    Input.Ended _ ->
                                    Stream.<Found>empty();
                        })
                .collect(Collectors.toSet());
    }

    private static boolean isRepetition(Step<Facts, Input, Effect> step) {
        return step.before().standing() instanceof Standing.Up(var own, var theirs, _, _)
                && step.inputs().contains(new Input.CookieArrived(own, theirs));
    }

    static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation,
            Mode mode,
            Invariant<Step<Facts, Input, Effect>> further) {
        List<Invariant<Step<Facts, Input, Effect>>> invariants = new ArrayList<>(INVARIANTS);
        invariants.add(further);
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.start(mode)),
                        alphabet(),
                        facts -> true,
                        invariants),
                Bounds.OF_THE_BUILD);
    }

    private NegotiationRules() {}
}
