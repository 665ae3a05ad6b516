package dtlskeying.properties.observe;

import dtlskeying.properties.decode.Conversation;
import dtlskeying.properties.decode.Unit;

import java.util.Arrays;

/** The chapters of which no capture can show anything, as they are about what happens inside. */
enum Unseeable {
    REPLAY_WINDOW(
            "dtls/ReplayWindow",
            Unit.Record.class,
            "which records a receiver takes, and which it drops as replays"),
    KEY_LIFETIME(
            "srtp/KeyLifetime", Unit.Media.class, "how many packets an end lets a key protect"),
    SSRC_MAPPING(
            "srtp/SsrcMapping",
            Unit.Media.class,
            "to which association an end that has several gives a source"),
    ALERT_REPLAY(
            "srtp/AlertReplay", Unit.Media.class, "which records make a receiver say something"),
    KEY_INSTALL(
            "chunk/KeyInstall",
            Unit.Sctp.class,
            "when the key management sets keys, and asks for enforcement"),
    EPOCH_PRUNING(
            "chunk/EpochPruning",
            Unit.Sctp.class,
            "with which keys an end still opens packets, as what it has heard may be in others");

    private final String chapter;
    private final Class<? extends Unit> shownBy;
    private final String what;

    Unseeable(String chapter, Class<? extends Unit> shownBy, String what) {
        this.chapter = chapter;
        this.shownBy = shownBy;
        this.what = what;
    }

    /** Those that what was said makes one ask for. */
    static Observation in(Conversation conversation) {
        return Arrays.stream(values())
                .filter(each -> conversation.units().stream().anyMatch(each.shownBy::isInstance))
                .map(each ->
                        Observation.unseen(
                                "both ends", each.chapter, "not visible on a wire: " + each.what))
                .reduce(Observation.NOTHING, Observation::and);
    }
}
