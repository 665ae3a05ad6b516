package dtlskeying.properties.schedule;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Handshakes on a bad network, most of them with an attacker on it. */
class HandshakeScheduleProperties {
    private static final int TRIES = 150;
    private static final int FEW = 50;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P09_a_tampered_hello_never_completes(@ForAll("tampered") Schedule schedule) {
        require(HandshakeLaws.P09, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P12_the_peers_agree_on_the_keys_of_each_direction(@ForAll("mixed") Schedule schedule) {
        require(HandshakeLaws.P12, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P16_no_media_before_the_handshake_is_complete(@ForAll("mixed") Schedule schedule) {
        require(MediaLaws.P16, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P21_other_content_types_use_dtls_framing(@ForAll("mixed") Schedule schedule) {
        require(MediaLaws.P21, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P30_what_an_attacker_makes_changes_nothing_once_there_are_keys(
            @ForAll("mixed") Schedule schedule) {
        require(MediaLaws.P30, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P42_completion_implies_mutual_authentication_and_equal_claims(
            @ForAll("mixed") Schedule schedule) {
        require(HandshakeLaws.P42, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P63_any_order_of_fragments_gives_the_same_keys(@ForAll("reordered") Schedule schedule) {
        require(HandshakeLaws.P63, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P64_the_handshake_completes_under_fair_loss(@ForAll("lossy") Schedule schedule) {
        require(HandshakeLaws.P64, schedule);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void P65_the_cookie_exchange_keeps_no_state(@ForAll("mixed") Schedule schedule) {
        require(HandshakeLaws.P65, schedule);
    }

    @Property(tries = FEW, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void datagrams_fit_the_path_and_what_is_in_them_is_whole(
            @ForAll("malformed") Schedule schedule) {
        require(AssociationLaws.WHOLE, schedule);
    }

    @Property(tries = FEW, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void what_is_no_message_of_the_protocol_is_dropped(@ForAll("malformed") Schedule schedule) {
        require(AssociationLaws.DROPPED, schedule);
    }

    @Property(tries = FEW, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void messages_under_the_keys_that_they_lead_to_are_dropped(
            @ForAll("insider") Schedule schedule) {
        require(AssociationLaws.DROPPED_UNDER_NEW_KEYS, schedule);
    }

    @Property(tries = FEW, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void hellos_with_a_cookie_are_the_one_before(@ForAll("malformed") Schedule schedule) {
        require(AssociationLaws.SAME_PARAMETERS, schedule);
    }

    @Property(tries = FEW, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void servers_without_state_answer_under_the_number_of_the_hello(
            @ForAll("malformed") Schedule schedule) {
        require(AssociationLaws.SAME_NUMBER, schedule);
    }

    @Property(tries = FEW, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.FULL)
    void parts_of_a_hello_are_not_kept_by_a_server_without_state(
            @ForAll("malformed") Schedule schedule) {
        require(AssociationLaws.NO_PARTS, schedule);
    }

    @Provide
    Arbitrary<Schedule> insider() {
        return Schedules.of(HandshakeDraws::insider);
    }

    @Provide
    Arbitrary<Schedule> malformed() {
        return Schedules.of(HandshakeDraws::malformed);
    }

    @Provide
    Arbitrary<Schedule> mixed() {
        return Schedules.of(HandshakeDraws::mixed);
    }

    @Provide
    Arbitrary<Schedule> tampered() {
        return Schedules.of(HandshakeDraws::tampered);
    }

    @Provide
    Arbitrary<Schedule> reordered() {
        return Schedules.of(HandshakeDraws::reordered);
    }

    @Provide
    Arbitrary<Schedule> lossy() {
        return Schedules.of(HandshakeDraws::lossy);
    }

    private void require(ScheduleLaw law, Schedule schedule) {
        Trial.require(law, getClass(), schedule);
    }
}
