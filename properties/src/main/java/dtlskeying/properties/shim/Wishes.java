package dtlskeying.properties.shim;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.List;

/**
 * What an end is told before it starts. It brings its own certificate, which {@link
 * Driven#certificate} shows.
 *
 * @param profiles what it offers or takes, best first
 * @param mki what a client offers; a server takes whatever it is offered
 * @param peer SHA-256 of the certificate that it is to believe, 32 bytes; empty for any
 * @param seed what its random numbers come from, where it can be told
 */
public record Wishes(List<ProtectionProfile> profiles, Mki mki, Octets peer, Octets seed) {
    public Wishes {
        profiles = List.copyOf(profiles);
    }
}
