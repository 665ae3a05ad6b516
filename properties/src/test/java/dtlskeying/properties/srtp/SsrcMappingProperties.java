package dtlskeying.properties.srtp;

import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.model.srtp.SsrcFacts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;

import java.util.List;

/** §5.1.2 and §7.4 held against their model. */
public class SsrcMappingProperties
        extends ChapterProperties<SsrcMapping, Input, Effect, SsrcFacts> {
    public SsrcMappingProperties() {
        super(SsrcMappingChapter.CHAPTER, 3, 1);
    }

    @Override
    protected List<Mutant<SsrcMapping, Input, Effect, SsrcFacts>> mutants() {
        return List.of();
    }
}
