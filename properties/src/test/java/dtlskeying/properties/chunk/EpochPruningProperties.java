package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.EpochPruningLaws.BITS_RESOLVE_UNIQUELY;
import static dtlskeying.properties.chunk.EpochPruningLaws.FIRST_EPOCH_3_THEN_CONSECUTIVE;
import static dtlskeying.properties.chunk.EpochPruningLaws.INSTALL_LEAVES_EXACTLY_TWO;
import static dtlskeying.properties.chunk.EpochPruningLaws.NO_LOSS_BY_REKEY;
import static dtlskeying.properties.chunk.EpochPruningLaws.R_BIT_SELECTS;

import dtlskeying.impl.chunk.EpochPruning;
import dtlskeying.model.chunk.EpochPruningModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect;
import dtlskeying.spec.chunk.EpochPruningSpec.Input;

import net.jqwik.api.Example;

import java.util.List;

/** §5 on receive keys held against its model: P51, P57 to P59, P69; bugs X35 to X37 and X45. */
public class EpochPruningProperties extends ChapterProperties<EpochPruning, Input, Effect, Facts> {
    public EpochPruningProperties() {
        super(EpochPruningChapter.CHAPTER, 3, 2);
    }

    @Example
    void P51_first_epoch_3_then_consecutive() {
        holds(FIRST_EPOCH_3_THEN_CONSECUTIVE);
    }

    @Example
    void P57_install_n1_leaves_exactly_n_and_n1() {
        holds(INSTALL_LEAVES_EXACTLY_TWO);
    }

    @Example
    void P58_no_loss_by_rekey_when_at_most_one_install_while_in_flight() {
        holds(NO_LOSS_BY_REKEY);
    }

    @Example
    void P59_epoch_bits_resolve_uniquely() {
        holds(BITS_RESOLVE_UNIQUELY);
    }

    @Example
    void P69_the_r_bit_selects() {
        holds(R_BIT_SELECTS);
    }

    @Override
    protected List<Mutant<EpochPruning, Input, Effect, Facts>> mutants() {
        return EpochPruningMutants.ALL;
    }
}
