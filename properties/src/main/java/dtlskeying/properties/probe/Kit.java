package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.Settings;

import java.time.Instant;

/**
 * What our ends bring to every case.
 *
 * @param identity our certificate and key
 * @param today when certificates are judged
 * @param entropy for all cases; each association takes a child of it
 */
public record Kit(Identity identity, Instant today, Entropy entropy) {
    /** Settings of DTLS 1.2; whoever the peer is, it is believed. */
    dtlskeying.impl.dtls12.Settings older(SrtpTerms srtp) {
        return dtlskeying.impl.dtls12.Settings.of(identity, new Trust.Anyone(), today, srtp);
    }

    /** Settings of DTLS 1.3. */
    Settings newer(SrtpTerms srtp) {
        return Settings.of(identity, new Trust.Anyone(), today, srtp);
    }
}
