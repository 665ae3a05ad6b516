package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.ChannelSetupChapter.CHAPTER;

import dtlskeying.impl.srtp.ChannelSetup;
import dtlskeying.model.srtp.ChannelFacts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;

import java.util.List;

/** §3 and appendix B held against their model. */
public class ChannelSetupProperties
        extends ChapterProperties<ChannelSetup, Input, Effect, ChannelFacts> {
    public ChannelSetupProperties() {
        super(CHAPTER, 2, 1);
    }

    @Override
    protected int walks() {
        return 40_000;
    }

    @Override
    protected List<Mutant<ChannelSetup, Input, Effect, ChannelFacts>> mutants() {
        return List.of();
    }
}
