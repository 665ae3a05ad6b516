package dtlskeying.impl.sdp;

import dtlskeying.impl.crypto.Fingerprint;

import java.util.List;

/**
 * What a session, or one stream of it, says about its channel.
 *
 * @param host the address of the c= line, a name or a literal; empty for none
 * @param setup who starts the handshake
 * @param fingerprints certificates by hashes that we know, in the order of the text
 * @param isMultiplexed whether RTP and RTCP share the port (RFC 5761)
 */
public record Attributes(
        String host, Setup setup, List<Fingerprint> fingerprints, boolean isMultiplexed) {
    /** Nothing said. */
    public static final Attributes NONE = new Attributes("", Setup.UNSAID, List.of(), false);

    public Attributes {
        fingerprints = List.copyOf(fingerprints);
    }

    Attributes withHost(String other) {
        return new Attributes(other, setup, fingerprints, isMultiplexed);
    }

    Attributes withSetup(Setup other) {
        return new Attributes(host, other, fingerprints, isMultiplexed);
    }

    Attributes withFingerprints(List<Fingerprint> others) {
        return new Attributes(host, setup, others, isMultiplexed);
    }

    Attributes multiplexed() {
        return new Attributes(host, setup, fingerprints, true);
    }
}
