package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.ChannelSetupChapter.CHAPTER;

import dtlskeying.impl.srtp.ChannelSetup;
import dtlskeying.model.srtp.ChannelFacts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.srtp.ChannelSetupSpec.Effect;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input;

import net.jqwik.api.Example;

import java.util.List;

/** §3 and appendix B held against their model: P41, and the bugs of ends with many channels. */
public class ChannelSetupProperties
        extends ChapterProperties<ChannelSetup, Input, Effect, ChannelFacts> {
    public ChannelSetupProperties() {
        super(CHAPTER, 2, 1);
    }

    @Example
    void P41_resumed_sessions_have_fresh_srtp_keys() {
        holds(ChannelSetupMutants.FRESH_KEYS);
    }

    @Override
    protected int walks() {
        return 40_000;
    }

    @Override
    protected List<Mutant<ChannelSetup, Input, Effect, ChannelFacts>> mutants() {
        return ChannelSetupMutants.ALL;
    }
}
