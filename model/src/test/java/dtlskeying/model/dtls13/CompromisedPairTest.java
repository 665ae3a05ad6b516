package dtlskeying.model.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.dtls13.CompromisedPair.Binding;
import dtlskeying.model.dtls13.MainSecret.Party;
import dtlskeying.model.dtls13.MainSecret.Renewed;
import dtlskeying.model.dtls13.MainSecret.Share;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Happening;
import dtlskeying.spec.Reading;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What somebody knows who has read the memory of one end, and for how long. */
class CompromisedPairTest {
    private static final String RENEWED =
            "who has read the memory once does not know the keys of later updates";

    private static final ExtendedKeyUpdateModel HONEST =
            new ExtendedKeyUpdateModel(Reading.defaults());

    @Test
    void who_only_listens_is_out_after_an_update() {
        var found = explore(ExtendedKeyUpdateRules.HONEST, 1, 0, Binding.NO_AUTHENTICATORS);

        assertSound(found, 289);
    }

    @Test
    void who_speaks_too_stays_in() {
        assertBroken(
                explore(ExtendedKeyUpdateRules.HONEST, 0, 4, Binding.NO_AUTHENTICATORS), RENEWED);
    }

    @Test
    @Tag("long")
    void an_authenticator_for_the_epoch_finds_him_out() {
        assertSound(explore(ExtendedKeyUpdateRules.HONEST, 0, 4, Binding.EPOCH), 49_265);
    }

    @Test
    void an_authenticator_for_the_handshake_does_not() {
        assertBroken(
                explore(ExtendedKeyUpdateRules.HONEST, 0, 4, Binding.HANDSHAKE),
                "an epoch in which the peer is authenticated is shared with it alone");
    }

    @Test
    void keys_that_follow_from_the_old_ones_alone_are_known_too() {
        assertBroken(
                explore(
                        new ExtendedKeyUpdateRules() {
                            @Override
                            public MainSecret next(MainSecret before, Share request, Share reply) {
                                return new Renewed(before, Share.NONE, Share.NONE);
                            }
                        },
                        1,
                        0,
                        Binding.NO_AUTHENTICATORS),
                RENEWED);
    }

    @Test
    void a_share_that_is_used_twice_renews_nothing() {
        assertBroken(
                explore(
                        new ExtendedKeyUpdateRules() {
                            @Override
                            public Share draw(Party party, int drawn) {
                                return new Share(party, 0);
                            }
                        },
                        1,
                        0,
                        Binding.NO_AUTHENTICATORS),
                RENEWED);
    }

    @Test
    void secrets_that_are_never_deleted_leak_with_the_new_ones() {
        assertBroken(
                explore(
                        new ExtendedKeyUpdateRules() {
                            @Override
                            public boolean deletes() {
                                return false;
                            }
                        },
                        1,
                        0,
                        Binding.NO_AUTHENTICATORS),
                "memory holds no secret of an epoch that is left");
    }

    private static void assertSound(Exploration<CompromisedState, Happening> found, int states) {
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(states);
    }

    private static void assertBroken(
            Exploration<CompromisedState, Happening> found, String invariant) {
        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static Exploration<CompromisedState, Happening> explore(
            ExtendedKeyUpdateRules rules, int servers, int words, Binding binding) {
        var steps = ExtendedKeyUpdateSteps.of(HONEST, rules, false);
        return Explorer.explore(
                new CompromisedPair(steps, 1, servers, words, binding), Bounds.OF_THE_BUILD);
    }
}
