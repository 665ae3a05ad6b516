package dtlskeying.properties.srtp;

import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.model.srtp.SsrcFacts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;

import net.jqwik.api.Example;

import java.util.List;
import java.util.stream.Stream;

/** §5.1.2 and §7.4 held against their model: P24 to P29, bugs X23 to X27. */
public class SsrcMappingProperties
        extends ChapterProperties<SsrcMapping, Input, Effect, SsrcFacts> {
    public SsrcMappingProperties() {
        super(SsrcMappingChapter.CHAPTER, 3, 1);
    }

    @Example
    void P24_no_two_sources_of_one_name() {
        holds(SsrcMappingLaws.NO_TWO_TIME_PAD);
    }

    @Example
    void P24_a_source_leaves_a_name_that_a_genuine_packet_bears() {
        holds(SsrcMappingLaws.COLLIDING_SOURCE_LEAVES);
    }

    @Example
    void P25_map_learns_only_after_authentication() {
        holds(SsrcMappingLaws.LEARNS_AFTER_AUTHENTICATION);
    }

    @Example
    void P26_known_ssrc_uses_only_its_association() {
        holds(SsrcMappingLaws.KNOWN_USES_ITS_ASSOCIATION);
        holds(SsrcMappingLaws.ENTRIES_STAY);
    }

    @Example
    void P27_unknown_ssrc_trials_bounded() {
        holds(SsrcMappingLaws.TRIALS_ARE_BOUNDED);
    }

    @Example
    void P27_what_is_tried_are_the_candidates() {
        holds(SsrcMappingLaws.TRIED_ARE_THE_CANDIDATES);
    }

    @Example
    void P28_close_prunes_map_and_ssrc_learnable_again() {
        holds(SsrcMappingLaws.CLOSE_PRUNES);
        holds(SsrcMappingLaws.LEARNABLE);
    }

    @Example
    void P29_fail_table_limits_times_out_and_is_pruned() {
        for (Law<SsrcMapping, Input, Effect, SsrcFacts> law :
                List.of(
                        SsrcFailureLaws.GIVEN_UP_AT_THE_LIMIT,
                        SsrcFailureLaws.RECORDS_TIME_OUT,
                        SsrcFailureLaws.RECORDS_ARE_PRUNED,
                        SsrcFailureLaws.MEMORY_IS_BOUNDED)) holds(law);
    }

    @Example
    void known_sources_and_peers_go_first_in_a_flood() {
        holds(SsrcFailureLaws.FLOOD_IS_NOTICED);
        holds(SsrcFailureLaws.KNOWN_GO_FIRST);
    }

    @Example
    void whatever_has_failed_a_new_association_is_heard() {
        holds(SsrcMappingLaws.NEW_ASSOCIATION_IS_HEARD);
    }

    @Override
    protected List<Mutant<SsrcMapping, Input, Effect, SsrcFacts>> mutants() {
        return Stream.of(SsrcMappingMutants.ALL, SsrcFailureMutants.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
