package dtlskeying.properties.dtls;

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

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.DowngradeMark;
import dtlskeying.impl.dtls.VersionChoice;
import dtlskeying.impl.dtls.VersionChoice.Failed;
import dtlskeying.impl.dtls.VersionChoice.Listening;
import dtlskeying.impl.dtls.VersionChoice.Offering;
import dtlskeying.impl.dtls.VersionChoice.Settled;
import dtlskeying.impl.dtls.VersionChoice.Verifying;
import dtlskeying.model.dtls.VersionChoiceModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.VersionChoiceSpec.Answer;
import dtlskeying.spec.dtls.VersionChoiceSpec.Effect;
import dtlskeying.spec.dtls.VersionChoiceSpec.Input;
import dtlskeying.spec.dtls.VersionChoiceSpec.Offer;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The choice of a version held against its model, and the bugs by which people are talked down. */
public class VersionChoiceProperties
        extends ChapterProperties<VersionChoice, Input, Effect, Facts> {
    /** No client goes on in 1.2 with a server that says that it would have spoken 1.3. */
    static final Law<VersionChoice, Input, Effect, Facts> NOBODY_IS_TALKED_DOWN =
            Law.ofSteps("nobody is talked down", VersionChoiceProperties::talkedDown);

    /** A server speaks the best version that the hello has, and marks the older one. */
    static final Law<VersionChoice, Input, Effect, Facts> SERVERS_TAKE_THE_BEST_ON_OFFER =
            Law.ofSteps("servers take the best on offer", VersionChoiceProperties::tookLess);

    private static final Law<VersionChoice, Input, Effect, Facts> PERMITTED =
            Law.permittedBy(VersionChoiceChapter.CHAPTER);

    public VersionChoiceProperties() {
        super(VersionChoiceChapter.CHAPTER, 4);
    }

    @Example
    void nobody_is_talked_down() {
        holds(NOBODY_IS_TALKED_DOWN);
    }

    @Example
    void servers_take_the_best_on_offer() {
        holds(SERVERS_TAKE_THE_BEST_ON_OFFER);
    }

    /** RFC 8446 §4.1.3: the last eight of 32 bytes are DOWNGRD and 1, or 0. */
    @Example
    void a_mark_is_the_last_eight_bytes_of_a_random() {
        var random = Octets.hex("a5".repeat(32));
        var marked = Octets.hex("a5".repeat(24) + "444f574e47524401");
        assertThat(DowngradeMark.TO_1_2.on(random)).isEqualTo(marked);
        assertThat(DowngradeMark.isOn(marked)).isTrue();
        assertThat(DowngradeMark.isOn(DowngradeMark.TO_OLDER.on(random))).isTrue();
        assertThat(DowngradeMark.isOn(random)).isFalse();
        assertThat(DowngradeMark.isOn(Octets.hex("444f574e47524401" + "a5".repeat(24)))).isFalse();
    }

    private static Optional<String> talkedDown(Entry<VersionChoice, Input, Effect> entry) {
        return entry.input() instanceof Input.ServerHello(_, var marked)
                        && marked
                        && entry.effects().contains(new Effect.Settled(V1_2, false))
                ? Optional.of(entry.toString())
                : Optional.empty();
    }

    private static Optional<String> tookLess(Entry<VersionChoice, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.ClientHello(var offer))) return Optional.empty();
        for (Effect effect : entry.effects())
            if (effect instanceof Effect.Settled(var version, var marks)
                    && !(version == best(offer) && marks == (version == V1_2)))
                return Optional.of(entry.toString());
        return Optional.empty();
    }

    private static DtlsVersion best(Offer offer) {
        return offer == Offer.BOTH || offer == Offer.ONLY_1_3 ? V1_3 : V1_2;
    }

    @Override
    protected List<Mutant<VersionChoice, Input, Effect, Facts>> mutants() {
        return List.of(
                bug(
                        "unmarked-1.2",
                        "a server with 1.3 answers a hello of 1.2 with a plain random",
                        RANDOM_MARKS_A_DOWNGRADE,
                        SERVERS_TAKE_THE_BEST_ON_OFFER,
                        (state, input) ->
                                input instanceof Input.ClientHello(Offer offer)
                                                && state instanceof Listening
                                                && offer == Offer.FIELD_1_2
                                        ? settled(V1_2, false)
                                        : null),
                bug(
                        "mark-not-looked-at",
                        "a client takes 1.2 from a server whose random says that it has 1.3",
                        DOWNGRADE_IS_NOTICED,
                        NOBODY_IS_TALKED_DOWN,
                        (state, input) ->
                                isAsking(state) && answers(input, Answer.FIELD_1_2)
                                        ? settled(V1_2, false)
                                        : null),
                bug(
                        "mark-forgotten-by-cookie",
                        "a client that was asked for a cookie no longer looks for the mark",
                        DOWNGRADE_IS_NOTICED,
                        NOBODY_IS_TALKED_DOWN,
                        (state, input) ->
                                state instanceof Verifying && answers(input, Answer.FIELD_1_2)
                                        ? settled(V1_2, false)
                                        : null),
                bug(
                        "field-decides",
                        "a server takes 1.2 since the version field says so, whatever is listed",
                        ONLY_LISTED_VERSIONS_ARE_SELECTED,
                        PERMITTED,
                        (state, input) ->
                                state instanceof Listening
                                                && input.equals(
                                                        new Input.ClientHello(Offer.ONLY_1_3))
                                        ? settled(V1_2, true)
                                        : null),
                bug(
                        "no-list-no-version",
                        "a server with 1.3 declines a hello without supported_versions",
                        NO_LIST_MEANS_1_2,
                        PERMITTED,
                        (state, input) ->
                                state instanceof Listening
                                                && input.equals(
                                                        new Input.ClientHello(Offer.FIELD_1_2))
                                        ? Step.stay(
                                                state,
                                                new Effect.Declined(
                                                        Alert.PROTOCOL_VERSION, NO_LIST_MEANS_1_2))
                                        : null),
                bug(
                        "older-version-listed",
                        "a client takes 1.2 out of the server's supported_versions",
                        OLDER_ANSWERS_HAVE_NO_LIST,
                        PERMITTED,
                        (state, input) ->
                                isAsking(state) && answers(input, Answer.LISTED_OTHER)
                                        ? settled(V1_2, false)
                                        : null),
                bug(
                        "verified-and-newer",
                        "a client that was asked for a cookie of 1.2 goes on in 1.3",
                        VERIFY_REQUEST_IS_OF_1_2,
                        PERMITTED,
                        (state, input) ->
                                state instanceof Verifying && answers(input, Answer.LISTED_1_3)
                                        ? settled(V1_3, false)
                                        : null),
                bug(
                        "older-server-left-alone",
                        "a client that offers 1.3 gives up on HelloVerifyRequest",
                        OLDER_SERVERS_ARE_DEALT_WITH,
                        PERMITTED,
                        (state, input) ->
                                state instanceof Offering
                                                && input instanceof Input.HelloVerifyRequest
                                        ? Step.become(
                                                new Failed(),
                                                new Effect.Aborted(
                                                        Alert.UNEXPECTED_MESSAGE,
                                                        OLDER_SERVERS_ARE_DEALT_WITH))
                                        : null),
                bug(
                        "one-version-listed",
                        "a client with both versions says nothing of them in its hello",
                        LIST_HAS_EVERY_VERSION,
                        PERMITTED,
                        (_, input) ->
                                input instanceof Input.Begin ? Step.become(new Offering()) : null));
    }

    private static boolean isAsking(VersionChoice state) {
        return state instanceof Offering || state instanceof Verifying;
    }

    private static boolean answers(Input input, Answer expected) {
        return input instanceof Input.ServerHello(var answer, _) && answer == expected;
    }

    private static Step<VersionChoice, Effect> settled(DtlsVersion version, boolean marks) {
        return Step.become(new Settled(version), new Effect.Settled(version, marks));
    }

    private static Mutant<VersionChoice, Input, Effect, Facts> bug(
            String id,
            String story,
            Clause breaks,
            Law<VersionChoice, Input, Effect, Facts> killer,
            BiFunction<VersionChoice, Input, Step<VersionChoice, Effect>> instead) {
        return new Mutant<>(
                id,
                story,
                Set.of(breaks),
                killer,
                Mutant.instead((state, input) -> Optional.ofNullable(instead.apply(state, input))));
    }
}
