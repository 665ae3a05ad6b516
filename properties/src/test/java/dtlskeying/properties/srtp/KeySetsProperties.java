package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.KeySetsLaws.ACCEPT_AT_MOST_ONCE;
import static dtlskeying.properties.srtp.KeySetsLaws.ALL_OUTBOUND_UNDER_NEW_KEYS;
import static dtlskeying.properties.srtp.KeySetsLaws.FAILED_TRIAL_CHANGES_NOTHING;
import static dtlskeying.properties.srtp.KeySetsLaws.MKI_SELECTS_EXACTLY_ONE_SET;
import static dtlskeying.properties.srtp.KeySetsLaws.OLD_PACKETS_ACCEPTED_WITHIN_MSL;
import static dtlskeying.properties.srtp.KeySetsLaws.OLD_SET_GONE_AFTER_MSL;
import static dtlskeying.properties.srtp.KeySetsLaws.SEQUENCE_HINT_REFINES_TRIAL;
import static dtlskeying.properties.srtp.KeySetsLaws.TRIAL_NEW_THEN_OLD;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.srtp.KeySets;
import dtlskeying.model.srtp.KeySetsModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Input;
import dtlskeying.spec.srtp.Mki;

import net.jqwik.api.Example;

import java.util.List;

/** §4.3, §5.2 and §7.3.2 held against their model: P19, P30 to P36, bugs X12 to X18. */
public class KeySetsProperties extends ChapterProperties<KeySets, Input, Effect, Facts> {
    public KeySetsProperties() {
        super(KeySetsChapter.CHAPTER, 3, 2);
    }

    @Example
    void P19_srtp_accept_at_most_once() {
        holds(ACCEPT_AT_MOST_ONCE);
    }

    @Example
    void P30_failed_packet_changes_nothing() {
        holds(FAILED_TRIAL_CHANGES_NOTHING);
    }

    @Example
    void P31_old_key_packets_accepted_within_msl() {
        holds(OLD_PACKETS_ACCEPTED_WITHIN_MSL);
    }

    @Example
    void P32_old_key_set_gone_after_msl() {
        holds(OLD_SET_GONE_AFTER_MSL);
    }

    @Example
    void P33_all_outbound_under_new_keys_after_handshake() {
        holds(ALL_OUTBOUND_UNDER_NEW_KEYS);
    }

    @Example
    void P34_mki_selects_exactly_one_set() {
        holds(MKI_SELECTS_EXACTLY_ONE_SET);
    }

    @Example
    void P35_trial_new_then_old_accept_iff_one_verifies() {
        holds(TRIAL_NEW_THEN_OLD);
    }

    @Example
    void P36_sequence_hint_refines_trial() {
        holds(SEQUENCE_HINT_REFINES_TRIAL);
    }

    @Example
    void P36_an_index_of_0_hints_like_any_other() {
        assertThat(lastOf(opened(0, 2), opened(5, 2), opened(1, 1)))
                .containsExactly(
                        new Effect.Tried(2),
                        new Effect.Discarded(UNVERIFIED_PACKETS_ARE_DISCARDED));
    }

    @Example
    void P36_the_index_that_came_first_does_not_hint_at_itself() {
        assertThat(lastOf(opened(11, 2), opened(11, 1)))
                .containsExactly(
                        new Effect.Tried(2), new Effect.Tried(1), new Effect.OpenedUnder(1));
    }

    private static Input opened(long index, int handshake) {
        return new Input.Arrived(Mki.NONE, index, List.of(handshake));
    }

    /** What follows from the last of these packets after a re-key without MKIs. */
    private static List<Effect> lastOf(Input... packets) {
        var rekeyed = KeySetsChapter.CHAPTER.starts().get(1);
        return KeySetsChapter.CHAPTER.run(rekeyed, List.of(packets)).entries().getLast().effects();
    }

    @Override
    protected List<Mutant<KeySets, Input, Effect, Facts>> mutants() {
        return KeySetsMutants.ALL;
    }
}
