package dtlskeying.impl.srtp;

import dtlskeying.spec.srtp.ProtectionProfile;

/**
 * What one direction may use.
 *
 * @param sources the most sources that it remembers; packets of further ones are refused
 * @param packets the most packets under its key, SRTP and SRTCP counted apart
 */
public record SrtpLimits(int sources, long packets) {
    private static final int SOURCES = 1024;

    public SrtpLimits {
        if (sources < 1 || sources > 1 << 24)
            throw new IllegalArgumentException("1 to 2^24 sources, not " + sources);
        if (packets < 0) throw new IllegalArgumentException("no packets below zero: " + packets);
    }

    /** The profile's lifetime, and 1024 sources. */
    public static SrtpLimits of(ProtectionProfile profile) {
        return new SrtpLimits(SOURCES, profile.maximumLifetime());
    }
}
