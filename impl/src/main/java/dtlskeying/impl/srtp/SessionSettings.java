package dtlskeying.impl.srtp;

import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.Media;

import java.util.Set;

/**
 * What one end of a session is told from outside.
 *
 * @param media what the session carries
 * @param lifetime the maximum segment lifetime in seconds, at least 1: so long the keys before a
 *     re-handshake are kept
 * @param keys how far a key goes; less than the profile's own limit, for tests and for the cautious
 * @param readings those that hold; {@link Reading#EARLY_MEDIA_IS_HELD} and {@link
 *     Reading#INDEX_RESETS_ON_REKEY} make a difference here
 * @param held the most packets that are held until their keys are there, where they are held at all
 */
public record SessionSettings(
        Media media, int lifetime, Limit keys, Set<Reading> readings, int held) {
    /** §4.1.2, maximum_lifetime. */
    private static final long PACKETS = 1L << 31;

    private static final int HELD = 64;

    public SessionSettings {
        readings = Set.copyOf(readings);
        if (lifetime < 1) throw new IllegalArgumentException("1 s at least, not " + lifetime);
        if (held < 0) throw new IllegalArgumentException("no packets below zero: " + held);
    }

    /** The documents' own numbers; new keys are asked for when a sixteenth of the old is left. */
    public static SessionSettings of(Media media) {
        return new SessionSettings(
                media,
                KeySetsSpec.MAXIMUM_SEGMENT_LIFETIME,
                new Limit(PACKETS, PACKETS - PACKETS / 16),
                Reading.defaults(),
                HELD);
    }

    /** The same with another maximum segment lifetime, in seconds. */
    public SessionSettings withLifetime(int seconds) {
        return new SessionSettings(media, seconds, keys, readings, held);
    }

    /** The same with keys that go so far. */
    public SessionSettings withKeys(Limit limit) {
        return new SessionSettings(media, lifetime, limit, readings, held);
    }

    /** The same under other readings. */
    public SessionSettings withReadings(Set<Reading> other) {
        return new SessionSettings(media, lifetime, keys, other, held);
    }

    /** The same with room for so many packets ahead of their keys, if these are held. */
    public SessionSettings withHeld(int most) {
        return new SessionSettings(media, lifetime, keys, readings, most);
    }

    boolean isResetting() {
        return readings.contains(Reading.INDEX_RESETS_ON_REKEY);
    }
}
