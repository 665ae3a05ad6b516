package dtlskeying.impl.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.Negotiation.Asking;
import dtlskeying.impl.chunk.Negotiation.Idle;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ErrorCause;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Aborted;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Agreed;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Discarded;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.InitAckSent;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.Refused;
import dtlskeying.spec.chunk.NegotiationSpec.Effect.WentUnprotected;
import dtlskeying.spec.chunk.NegotiationSpec.Found;
import dtlskeying.spec.chunk.NegotiationSpec.Input;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class NegotiationTest {
    private static final List<List<Integer>> METHODS =
            List.of(List.of(1), List.of(2), List.of(1, 2), List.of(2, 1), List.of(2, 0, 1));

    @Test
    void both_ends_come_to_the_same_or_neither_is_protected() {
        int agreed = 0;
        for (var initiator : offers())
            for (var responder : offers()) {
                var here = asking(Mode.STRICT, initiator, responder);
                var there = answering(Mode.STRICT, responder, initiator);
                if (here instanceof Agreed ours && there instanceof Agreed theirs) {
                    agreed++;
                    assertThat(ours.role()).isEqualTo(theirs.role().peer());
                    assertThat(List.of(ours.method(), ours.client(), ours.server(), ours.restart()))
                            .isEqualTo(
                                    List.of(
                                            theirs.method(),
                                            theirs.client(),
                                            theirs.server(),
                                            theirs.restart()));
                    assertThat(ours.client().methods()).contains(ours.method());
                    assertThat(ours.server().roles().include(Role.SERVER)).isTrue();
                    assertThat(ours.client().roles().include(Role.CLIENT)).isTrue();
                } else assertThat(here).isEqualTo(there).isInstanceOf(Aborted.class);
            }
        assertThat(agreed).isGreaterThan(100);
    }

    @Test
    void the_tie_breakers_are_compared_without_a_sign() {
        var large = new KeyManagementOffer(0x8000_0000, Roles.EITHER, false, List.of(1));
        var small = new KeyManagementOffer(0x7fff_ffff, Roles.EITHER, false, List.of(1));
        assertThat(asking(Mode.STRICT, large, small))
                .isInstanceOfSatisfying(
                        Agreed.class, effect -> assertThat(effect.role()).isEqualTo(Role.SERVER));
    }

    @Test
    void equal_tie_breakers_matter_only_where_they_decide() {
        var either = new KeyManagementOffer(7, Roles.EITHER, false, List.of(1));
        var client = new KeyManagementOffer(7, Roles.CLIENT_ONLY, false, List.of(1));
        assertThat(cause(asking(Mode.LOOSE, either, either)))
                .isEqualTo(ErrorCause.TIE_BREAKER_COLLISION);
        assertThat(asking(Mode.LOOSE, either, client)).isInstanceOf(Agreed.class);
    }

    @Test
    void the_server_s_order_names_the_method() {
        var client = new KeyManagementOffer(1, Roles.CLIENT_ONLY, false, List.of(9, 3, 2));
        var server = new KeyManagementOffer(2, Roles.SERVER_ONLY, false, List.of(7, 2, 3));
        assertThat(asking(Mode.STRICT, client, server))
                .isInstanceOfSatisfying(
                        Agreed.class, effect -> assertThat(effect.method()).isEqualTo(2));
    }

    @Test
    void a_strict_end_aborts_where_a_loose_one_goes_on() {
        var own = new KeyManagementOffer(1, Roles.CLIENT_ONLY, false, List.of(1));
        var other = new KeyManagementOffer(2, Roles.SERVER_ONLY, false, List.of(2));
        var same = new KeyManagementOffer(2, Roles.CLIENT_ONLY, false, List.of(1));
        var found =
                List.of(
                        new Found.Nothing(),
                        new Found.Unreadable(),
                        new Found.Offered(other),
                        new Found.Offered(same));
        assertThat(found.stream().map(each -> cause(asking(Mode.STRICT, own, each))))
                .containsExactly(
                        ErrorCause.MISSING_DTLS_CHUNK_SUPPORT,
                        ErrorCause.MISSING_DTLS_CHUNK_SUPPORT,
                        ErrorCause.NO_COMMON_METHOD,
                        ErrorCause.INCOMPATIBLE_ROLES);
        assertThat(found.stream().map(each -> asking(Mode.LOOSE, own, each)))
                .allMatch(WentUnprotected.class::isInstance);
    }

    @Test
    void an_init_leaves_nothing_behind() {
        var idle = new Idle(Mode.STRICT);
        for (var own : offers())
            assertThat(idle.on(new Input.InitArrived(new Found.Nothing(), own)).state())
                    .isEqualTo(idle);
    }

    @Test
    void who_asks_meanwhile_is_answered_with_what_we_asked() {
        var own = new KeyManagementOffer(1, Roles.EITHER, false, List.of(1));
        var fresh = new KeyManagementOffer(2, Roles.EITHER, false, List.of(1));
        var theirs = new Found.Offered(new KeyManagementOffer(3, Roles.EITHER, false, List.of(1)));
        var asking = new Asking(Mode.STRICT, own);
        assertThat(asking.on(new Input.InitArrived(theirs, fresh)).effects())
                .containsExactly(new InitAckSent(own, theirs));
        assertThat(asking.on(new Input.Associate(fresh)).effects().getFirst())
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_repeated_cookie_says_nothing_and_another_restarts_only_by_agreement() {
        for (boolean restart : new boolean[] {false, true}) {
            var own = new KeyManagementOffer(1, Roles.EITHER, restart, List.of(1));
            var theirs = new KeyManagementOffer(2, Roles.EITHER, restart, List.of(1));
            var again = new KeyManagementOffer(3, Roles.EITHER, restart, List.of(1));
            var up = new Idle(Mode.STRICT).on(cookie(own, theirs)).state();
            assertThat(up.on(cookie(own, theirs))).isEqualTo(Step.stay(up));
            assertThat(up.on(cookie(own, again)).effects().getFirst())
                    .isInstanceOf(restart ? Agreed.class : Discarded.class);
        }
    }

    private static Input cookie(KeyManagementOffer own, KeyManagementOffer theirs) {
        return new Input.CookieArrived(own, new Found.Offered(theirs));
    }

    private static Effect asking(Mode mode, KeyManagementOffer own, KeyManagementOffer theirs) {
        return asking(mode, own, new Found.Offered(theirs));
    }

    private static Effect asking(Mode mode, KeyManagementOffer own, Found theirs) {
        var asked = new Idle(mode).on(new Input.Associate(own)).state();
        return asked.on(new Input.InitAckArrived(theirs)).effects().getFirst();
    }

    private static Effect answering(Mode mode, KeyManagementOffer own, KeyManagementOffer theirs) {
        return new Idle(mode).on(cookie(own, theirs)).effects().getFirst();
    }

    private static ErrorCause cause(Effect effect) {
        return ((Aborted) effect).cause();
    }

    private static List<KeyManagementOffer> offers() {
        var offers = new ArrayList<KeyManagementOffer>();
        for (Roles roles : Roles.values())
            for (var methods : METHODS)
                for (int tieBreaker : new int[] {0, 1, -1})
                    offers.add(new KeyManagementOffer(tieBreaker, roles, tieBreaker == 0, methods));
        return offers;
    }
}
