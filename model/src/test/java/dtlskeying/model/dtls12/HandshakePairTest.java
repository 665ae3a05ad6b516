package dtlskeying.model.dtls12;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.dtls12.HandshakeModel.Effect;
import dtlskeying.model.dtls12.HandshakeModel.Facts;
import dtlskeying.model.dtls12.HandshakeModel.Input;
import dtlskeying.model.dtls12.HandshakePair.Attack;
import dtlskeying.model.dtls12.HandshakePair.Patience;
import dtlskeying.model.dtls12.HandshakePair.Setting;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.srtp.MkiSelectionModel;
import dtlskeying.model.srtp.PacketDemuxModel;
import dtlskeying.model.srtp.UseSrtpModel;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec;
import dtlskeying.spec.srtp.PacketDemuxSpec;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

class HandshakePairTest {
    private static final ProtectionProfile LONG_TAG = SRTP_AES128_CM_HMAC_SHA1_80;
    private static final ProtectionProfile SHORT_TAG = SRTP_AES128_CM_HMAC_SHA1_32;
    private static final Mki OURS = Mki.hex("0a");
    private static final Mki FOREIGN = Mki.hex("0b");

    private static final UseSrtpModel USE_SRTP = new UseSrtpModel(Reading.defaults());
    private static final MkiSelectionModel MKI = new MkiSelectionModel();
    private static final HandshakeModel ENDS = new HandshakeModel(USE_SRTP, MKI);
    private static final PacketDemuxModel PATHS = new PacketDemuxModel(Reading.defaults());

    private static final Setting BOTH_SHARED =
            new Setting(
                    List.of(LONG_TAG, SHORT_TAG),
                    OURS,
                    Set.of(LONG_TAG, SHORT_TAG),
                    WithoutSrtp.FALL_BACK);
    private static final Attack ONE_ALTERATION = new Attack(1, forgeries());

    private static List<Extension> forgeries() {
        return List.of(
                Extension.ABSENT,
                Extension.of(Mki.NONE, 1),
                Extension.of(Mki.NONE, 2),
                Extension.of(OURS, 2, 1),
                Extension.of(OURS, 1),
                Extension.of(FOREIGN, 1));
    }

    private static List<Setting> everySetting() {
        List<Setting> settings = new ArrayList<>();
        for (WithoutSrtp without : WithoutSrtp.values())
            for (var accepts :
                    List.of(
                            Set.<ProtectionProfile>of(),
                            Set.of(SHORT_TAG),
                            Set.of(LONG_TAG, SHORT_TAG)))
                for (Mki mki : List.of(Mki.NONE, OURS))
                    for (var offers :
                            List.of(
                                    List.<ProtectionProfile>of(),
                                    List.of(LONG_TAG),
                                    List.of(LONG_TAG, SHORT_TAG)))
                        settings.add(new Setting(offers, mki, accepts, without));
        return settings;
    }

    @Test
    void every_setting_comes_to_its_end_over_a_network_that_loses_repeats_and_reorders() {
        var pair =
                HandshakePair.of(ENDS, PATHS, everySetting(), Attack.NONE, Patience.TRIES_FOR_EVER);

        assertSound(explore(pair), 8_022, 61_716);
    }

    @Test
    void one_rewritten_hello_deceives_nobody() {
        assertSound(explore(attacked(ENDS, PATHS)), 13_696, 131_616);
    }

    @Test
    void early_media_that_are_held_deceive_nobody_either() {
        var paths = new PacketDemuxModel(Set.of(Reading.EARLY_MEDIA_IS_HELD));

        assertSound(explore(attacked(ENDS, paths)), 13_696, 131_616);
    }

    @Test
    void an_end_that_does_not_check_finished_completes_over_changed_hellos() {
        Slip<Facts, Input, Effect> slip =
                (honest, facts, input) -> honest.permitted(facts, trusting(facts, input));

        var found = explore(attacked(slip.in(ENDS), PATHS));

        assertBroken(found, HandshakeInvariants.NO_BID_DOWN.name(), 4);
    }

    private static Input trusting(Facts facts, Input input) {
        return switch (input) {
            case Input.Arrived(Message.ClientFinished _) ->
                    new Input.Arrived(new Message.ClientFinished(facts.transcript()));
            case Input.Arrived(Message.ServerFinished _) ->
                    new Input.Arrived(new Message.ServerFinished(facts.transcript()));
            case Input.Begin _, Input.Arrived _ -> input;
        };
    }

    @Test
    void a_client_that_keeps_its_mki_against_an_empty_answer_does_not_agree() {
        Slip<MkiSelectionModel.Facts, MkiSelectionSpec.Input, MkiSelectionSpec.Effect> slip =
                (honest, facts, input) ->
                        honest.permitted(
                                facts,
                                input instanceof MkiSelectionSpec.Input.Answered
                                        ? new MkiSelectionSpec.Input.Answered(OURS)
                                        : input);

        var found = explore(attacked(new HandshakeModel(USE_SRTP, slip.in(MKI)), PATHS));

        assertBroken(found, HandshakeInvariants.ENDS_AGREE.name(), 4);
        assertBroken(found, HandshakeInvariants.KEYS_AGREE.name(), 4);
    }

    @Test
    void ends_that_take_any_profile_complete_with_one_that_was_not_offered() {
        Slip<UseSrtpModel.Facts, UseSrtpSpec.Input, UseSrtpSpec.Effect> slip =
                (honest, facts, input) ->
                        switch (input) {
                            case UseSrtpSpec.Input.Offered _ ->
                                    honest.permitted(
                                            facts, new UseSrtpSpec.Input.Offered(List.of(2)));
                            case UseSrtpSpec.Input.Answered(var codes) ->
                                    honest.permitted(offering(facts, codes), input);
                            default -> honest.permitted(facts, input);
                        };
        Setting onlyOne =
                new Setting(
                        List.of(LONG_TAG),
                        Mki.NONE,
                        Set.of(LONG_TAG, SHORT_TAG),
                        WithoutSrtp.FALL_BACK);
        var pair =
                HandshakePair.of(
                        new HandshakeModel(slip.in(USE_SRTP), MKI),
                        PATHS,
                        List.of(onlyOne),
                        Attack.NONE,
                        Patience.TRIES_FOR_EVER);

        assertBroken(explore(pair), HandshakeInvariants.PROFILE_WAS_OFFERED.name(), 4);
    }

    private static UseSrtpModel.Facts offering(UseSrtpModel.Facts facts, List<Integer> codes) {
        return new UseSrtpModel.Facts(
                facts.role(),
                facts.carriage(),
                facts.accepts(),
                facts.without(),
                Set.copyOf(codes),
                facts.agreed(),
                facts.settled());
    }

    @Test
    void an_end_that_opens_the_media_early_uses_srtp_before_completion() {
        Slip<PacketDemuxModel.Facts, PacketDemuxSpec.Input, PacketDemuxSpec.Effect> slip =
                (honest, facts, input) ->
                        honest.permitted(
                                new PacketDemuxModel.Facts(
                                        true,
                                        Set.of(Media.RTP_ONLY),
                                        facts.further(),
                                        facts.records(),
                                        false),
                                input);

        var found = explore(attacked(ENDS, slip.in(PATHS)));

        assertBroken(found, HandshakeInvariants.NO_EARLY_SRTP.name(), 1);
    }

    @Test
    void a_server_that_forgets_its_last_flight_leaves_the_client_waiting() {
        Slip<Facts, Input, Effect> slip =
                (honest, facts, input) ->
                        facts.role() == Role.SERVER && facts.isComplete()
                                ? Set.of(Outcome.of(facts, List.of()))
                                : honest.permitted(facts, input);
        var pair = undisturbed(slip.in(ENDS));

        Exploration<HandshakeState, Happening> found = explore(pair);

        assertThat(found.findings()).singleElement().isInstanceOf(Finding.Wedged.class);
        assertThat(found.findings().getFirst().trace().length()).isEqualTo(4);
    }

    private static HandshakePair undisturbed(Relation<Facts, Input, Effect> ends) {
        return new HandshakePair(
                ends,
                PATHS,
                List.of(BOTH_SHARED),
                Attack.NONE,
                Patience.TRIES_FOR_EVER,
                new Interning<>());
    }

    private static HandshakePair attacked(
            Relation<Facts, Input, Effect> ends,
            Relation<PacketDemuxModel.Facts, PacketDemuxSpec.Input, PacketDemuxSpec.Effect> paths) {
        return new HandshakePair(
                ends,
                paths,
                List.of(BOTH_SHARED),
                ONE_ALTERATION,
                Patience.GIVES_UP,
                new Interning<>());
    }

    private static Exploration<HandshakeState, Happening> explore(HandshakePair pair) {
        return Explorer.explore(pair, Bounds.OF_THE_BUILD);
    }

    private static void assertSound(
            Exploration<HandshakeState, Happening> found, int states, int transitions) {
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).isEqualTo(states);
        assertThat(found.transitions()).isEqualTo(transitions);
    }

    private static void assertBroken(
            Exploration<HandshakeState, Happening> found, String invariant, int steps) {
        Predicate<Finding<HandshakeState, Happening>> named =
                finding -> finding.name().equals(invariant);
        assertThat(found.findings()).as(found.text()).anyMatch(named);
        assertThat(found.findings().getFirst().trace().length()).isEqualTo(steps);
    }
}
