package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.KeyUpdateLaws.DUPLICATES_ARE_NO_OPS;
import static dtlskeying.properties.chunk.KeyUpdateLaws.EKU_ORDER;
import static dtlskeying.properties.chunk.KeyUpdateLaws.EXPORTER_ADVANCES;
import static dtlskeying.properties.chunk.KeyUpdateLaws.NO_PLAIN_UPDATE;

import dtlskeying.impl.chunk.KeyUpdate;
import dtlskeying.model.chunk.KeyUpdateModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;

import net.jqwik.api.Example;

import java.util.List;

/** §5, updates, held against their model: P52, P53, P55 and P56, bugs X34, X42 and X43. */
public class KeyUpdateProperties extends ChapterProperties<KeyUpdate, Input, Effect, Facts> {
    public KeyUpdateProperties() {
        super(KeyUpdateChapter.CHAPTER, 3, 2);
    }

    @Example
    void P52_standard_key_update_never_sent_and_fatal_on_receipt() {
        holds(NO_PLAIN_UPDATE);
    }

    @Example
    void P53_eku_order() {
        holds(EKU_ORDER);
    }

    @Example
    void P55_duplicates_and_late_acks_are_no_ops() {
        holds(DUPLICATES_ARE_NO_OPS);
    }

    @Example
    void P56_exporter_advances_together() {
        holds(EXPORTER_ADVANCES);
    }

    @Override
    protected List<Mutant<KeyUpdate, Input, Effect, Facts>> mutants() {
        return KeyUpdateMutants.ALL;
    }
}
