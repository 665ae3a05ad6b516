package dtlskeying.model.dtls;

import static dtlskeying.spec.dtls.DtlsVersion.V1_2;
import static dtlskeying.spec.dtls.DtlsVersion.V1_3;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.DOWNGRADE_IS_NOTICED;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.LIST_HAS_EVERY_VERSION;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.NO_LIST_MEANS_1_2;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.OLDER_ANSWERS_HAVE_NO_LIST;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.OLDER_SERVERS_ARE_DEALT_WITH;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.ONLY_LISTED_VERSIONS_ARE_SELECTED;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.RANDOM_MARKS_A_DOWNGRADE;
import static dtlskeying.spec.dtls.VersionChoiceSpec.Claim.VERIFY_REQUEST_IS_OF_1_2;
import static dtlskeying.spec.dtls12.ClientHandshakeSpec.Claim.SERVER_HAS_NEGOTIATED_1_2;
import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_OFFERS_1_2;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.ServerHandshakeSpec.Claim.CLIENT_OFFERS_1_3;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.VersionChoiceSpec.Answer;
import dtlskeying.spec.dtls.VersionChoiceSpec.Effect;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input;
import dtlskeying.spec.dtls.VersionChoiceSpec.Offer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The choice of a version as the set of those that are still possible: what the peer says takes
 * some away, and when one is left and the peer's hello has been heard, it is settled.
 *
 * <p>Which of two versions on offer a server takes is its own choice; that it marks the older one
 * is not.
 */
public record VersionChoiceModel() implements Relation<VersionChoiceModel.Facts, Input, Effect> {
    /**
     * What is known at one end.
     *
     * @param role which end it is
     * @param isOpen whether a client's hello is out, or a server waits; neither once all is said
     * @param possible the versions that can still come of it
     */
    public record Facts(Role role, boolean isOpen, Set<DtlsVersion> possible) {
        public Facts {
            possible = Set.copyOf(possible);
        }

        /** A client before its hello. */
        public static Facts client() {
            return new Facts(Role.CLIENT, false, Set.of(V1_2, V1_3));
        }

        /** A server that waits. */
        public static Facts server() {
            return new Facts(Role.SERVER, true, Set.of(V1_2, V1_3));
        }

        private boolean hasBegun() {
            return isOpen || possible.isEmpty() || role == Role.SERVER;
        }

        private Facts open(DtlsVersion... versions) {
            return new Facts(role, true, Set.of(versions));
        }

        private Facts done() {
            return new Facts(role, false, Set.of());
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.Begin() when !facts.hasBegun() ->
                    Set.of(
                            Outcome.of(
                                    facts.open(V1_2, V1_3),
                                    List.of(new Effect.Offered()),
                                    LIST_HAS_EVERY_VERSION));
            case Input.ClientHello(var offer) when facts.isOpen() && facts.role() == Role.SERVER ->
                    choose(facts, offer);
            case Input.HelloVerifyRequest() when isAsking(facts) ->
                    Set.of(
                            Outcome.of(
                                    facts.open(V1_2),
                                    List.of(new Effect.Verified()),
                                    OLDER_SERVERS_ARE_DEALT_WITH,
                                    VERIFY_REQUEST_IS_OF_1_2));
            case Input.ServerHello(var answer, var marked) when isAsking(facts) ->
                    answered(facts, answer, marked);
            case Input.Begin _ -> ignored(facts);
            case Input.Other _ when isAsking(facts) -> outOfTurn(facts);
            case Input.ClientHello _ when isAsking(facts) -> outOfTurn(facts);
            case Input _ -> ignored(facts);
        };
    }

    private static boolean isAsking(Facts facts) {
        return facts.isOpen() && facts.role() == Role.CLIENT;
    }

    private static Set<Outcome<Facts, Effect>> choose(Facts facts, Offer offer) {
        return switch (offer) {
            case BOTH -> either(settled(facts, V1_3), marked(facts));
            case ONLY_1_3 -> settled(facts, V1_3);
            case ONLY_1_2 -> marked(facts);
            case FIELD_1_2 ->
                    Set.of(
                            Outcome.of(
                                    facts.done(),
                                    List.of(new Effect.Settled(V1_2, true)),
                                    NO_LIST_MEANS_1_2,
                                    RANDOM_MARKS_A_DOWNGRADE));
            case NEITHER -> declined(facts, CLIENT_OFFERS_1_3, ONLY_LISTED_VERSIONS_ARE_SELECTED);
            case FIELD_OLDER -> declined(facts, CLIENT_OFFERS_1_2);
        };
    }

    private static Set<Outcome<Facts, Effect>> settled(Facts facts, DtlsVersion version) {
        return Set.of(
                Outcome.of(
                        facts.done(),
                        List.of(new Effect.Settled(version, false)),
                        ONLY_LISTED_VERSIONS_ARE_SELECTED));
    }

    private static Set<Outcome<Facts, Effect>> marked(Facts facts) {
        return Set.of(
                Outcome.of(
                        facts.done(),
                        List.of(new Effect.Settled(V1_2, true)),
                        ONLY_LISTED_VERSIONS_ARE_SELECTED,
                        RANDOM_MARKS_A_DOWNGRADE));
    }

    /** Whoever has sent HelloVerifyRequest cannot have meant 1.3 afterwards. */
    private static Set<Outcome<Facts, Effect>> answered(
            Facts facts, Answer answer, boolean marked) {
        return switch (answer) {
            case LISTED_1_3 ->
                    facts.possible().contains(V1_3)
                            ? settled(facts, V1_3)
                            : aborted(facts, Alert.ILLEGAL_PARAMETER, VERIFY_REQUEST_IS_OF_1_2);
            case LISTED_OTHER ->
                    aborted(facts, Alert.ILLEGAL_PARAMETER, OLDER_ANSWERS_HAVE_NO_LIST);
            case FIELD_1_2 -> marked ? talkedDown(facts) : older(facts);
            case FIELD_OTHER -> marked ? either(talkedDown(facts), tooOld(facts)) : tooOld(facts);
        };
    }

    private static Set<Outcome<Facts, Effect>> older(Facts facts) {
        return Set.of(
                Outcome.of(
                        facts.done(),
                        List.of(new Effect.Settled(V1_2, false)),
                        OLDER_SERVERS_ARE_DEALT_WITH));
    }

    private static Set<Outcome<Facts, Effect>> talkedDown(Facts facts) {
        return aborted(facts, Alert.ILLEGAL_PARAMETER, DOWNGRADE_IS_NOTICED);
    }

    private static Set<Outcome<Facts, Effect>> tooOld(Facts facts) {
        return aborted(facts, Alert.PROTOCOL_VERSION, SERVER_HAS_NEGOTIATED_1_2);
    }

    private static Set<Outcome<Facts, Effect>> either(
            Set<Outcome<Facts, Effect>> one, Set<Outcome<Facts, Effect>> other) {
        var all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }

    private static Set<Outcome<Facts, Effect>> outOfTurn(Facts facts) {
        return aborted(facts, Alert.UNEXPECTED_MESSAGE, MESSAGES_COME_IN_ORDER);
    }

    private static Set<Outcome<Facts, Effect>> aborted(Facts facts, Alert alert, Clause because) {
        var effect = new Effect.Aborted(alert, Clause.UNSTATED);
        return Set.of(Outcome.of(facts.done(), List.of(effect), because));
    }

    private static Set<Outcome<Facts, Effect>> declined(Facts facts, Clause... because) {
        var effect = new Effect.Declined(Alert.PROTOCOL_VERSION, Clause.UNSTATED);
        return Set.of(Outcome.of(facts, List.of(effect), because));
    }

    private static Set<Outcome<Facts, Effect>> ignored(Facts facts) {
        var effect = new Effect.Discarded(Clause.UNSTATED);
        return Set.of(Outcome.of(facts, List.of(effect), MESSAGES_COME_IN_ORDER));
    }
}
