package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.NegotiationLaws.AN_INIT_CHANGES_NOTHING;
import static dtlskeying.properties.chunk.NegotiationLaws.STRICT_IS_STRICT;

import dtlskeying.impl.chunk.Negotiation;
import dtlskeying.model.chunk.NegotiationModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.chunk.NegotiationSpec.Effect;
import dtlskeying.spec.chunk.NegotiationSpec.Input;

import net.jqwik.api.Example;

import java.util.List;

/** §3 and §4, what both ends agree on, held against its model. */
public class NegotiationProperties extends ChapterProperties<Negotiation, Input, Effect, Facts> {
    public NegotiationProperties() {
        super(NegotiationChapter.CHAPTER, 3, 2);
    }

    @Example
    void a_strict_end_goes_on_protected_or_not_at_all() {
        holds(STRICT_IS_STRICT);
    }

    @Example
    void an_init_is_answered_and_changes_nothing() {
        holds(AN_INIT_CHANGES_NOTHING);
    }

    @Override
    protected int walks() {
        return 20_000;
    }

    @Override
    protected List<Mutant<Negotiation, Input, Effect, Facts>> mutants() {
        return NegotiationMutants.ALL;
    }
}
