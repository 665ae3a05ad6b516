package dtlskeying.properties.probe;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.KeySetsSpec;

import java.util.Map;

/** Ways in which an end with media is broken, and which case has to accuse each. */
enum MediaFlaw {
    NONE,
    /** What any keys open is taken: old, new, its own, under any MKI, and again. */
    TAKES_ALL,
    /** A tag of which one bit is wrong is good enough. */
    FORGIVING,
    /** After the first packet nothing is taken. */
    DEAF,
    /** The keys before a re-handshake are gone after a second. */
    HASTY,
    /** The keys before a re-handshake are never gone. */
    HOARDING,
    /** What it sends is under its first keys for ever. */
    FAITHFUL,
    /** What it sends has no MKI. */
    NAMELESS,
    /** What it sends is no good SRTP. */
    GARBLED,
    /** All that it sends is of one source, and has one index. */
    REPEATING,
    /** Of two associations with a source of one name, the later one has it. */
    LAST_WINS,
    /** A packet from a source of its own name is the last that it takes. */
    CONFUSED;

    private static final Map<String, MediaFlaw> OF_CASES =
            Map.ofEntries(
                    Map.entry("media-opens", GARBLED),
                    Map.entry("media-has-mki", NAMELESS),
                    Map.entry("roll-over", DEAF),
                    Map.entry("one-pad-twice", REPEATING),
                    Map.entry("media-bad-tag", FORGIVING),
                    Map.entry("second-source", DEAF),
                    Map.entry("source-of-the-peer", CONFUSED),
                    Map.entry("source-of-another", LAST_WINS),
                    Map.entry("new-keys-protect", FAITHFUL),
                    Map.entry("media-meanwhile", DEAF),
                    Map.entry("old-keys-at-once", DEAF),
                    Map.entry("old-keys-within-msl", HASTY),
                    Map.entry("old-keys-after-msl", HOARDING));

    private static final int LONG = 1_000_000;

    /** The flaw that a case has to accuse. */
    static MediaFlaw of(ProbeCase each) {
        return OF_CASES.getOrDefault(each.id(), TAKES_ALL);
    }

    /** Seconds for which the keys before a re-handshake are kept. */
    int segmentLifetime() {
        return switch (this) {
            case HASTY -> 1;
            case HOARDING -> LONG;
            case NONE,
                    TAKES_ALL,
                    FORGIVING,
                    DEAF,
                    FAITHFUL,
                    NAMELESS,
                    GARBLED,
                    REPEATING,
                    LAST_WINS,
                    CONFUSED ->
                    KeySetsSpec.MAXIMUM_SEGMENT_LIFETIME;
        };
    }

    /** What several associations of one end have in common. */
    static final class Shared {
        private OurMedia owner;

        /** An association has heard the one source. */
        void heard(OurMedia association) {
            owner = association;
        }

        boolean belongsTo(OurMedia association) {
            return owner == association;
        }
    }

    /** A datagram as this end hears it. */
    Octets heard(Octets datagram) {
        return this == FORGIVING ? Records12.damaged(datagram) : datagram;
    }
}
