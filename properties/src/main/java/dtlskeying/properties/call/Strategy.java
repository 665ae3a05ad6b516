package dtlskeying.properties.call;

import dtlskeying.impl.srtp.ChannelSetup;
import dtlskeying.spec.srtp.ChannelSetupSpec.LaterChannels;

/** How the channels of a call are set up (§3, appendix B). */
public enum Strategy {
    /** Every channel does the public-key work for itself, all at once. */
    FULL("full"),
    /** The others wait for the first, and resume its session. */
    RESUMED("resumed"),
    /** The others resume right behind the client's Finished of the first. */
    EARLY("early");

    private final String text;

    Strategy(String text) {
        this.text = text;
    }

    /** The strategy in a word. */
    public String text() {
        return text;
    }

    /** Whether the channels know of one another. */
    boolean isShared() {
        return this != FULL;
    }

    ChannelSetup client() {
        return ChannelSetup.client(
                this == EARLY ? LaterChannels.AFTER_OWN_FINISHED : LaterChannels.AFTER_COMPLETION);
    }
}
