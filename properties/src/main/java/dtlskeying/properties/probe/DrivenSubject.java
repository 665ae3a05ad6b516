package dtlskeying.properties.probe;

import dtlskeying.properties.shim.Driven;
import dtlskeying.properties.shim.Implementation;
import dtlskeying.properties.shim.Unimplemented;
import dtlskeying.properties.shim.Wishes;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.List;

/**
 * An implementation that is driven in virtual time: no case waits for a clock, and the same play
 * comes to the same each time. Every association has an end of its own, which believes any
 * certificate.
 *
 * @param mki what its clients offer
 */
public record DrivenSubject(Implementation implementation, Role role, Mki mki) implements Subject {
    private static final List<ProtectionProfile> PROFILES =
            List.of(
                    ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80,
                    ProtectionProfile.SRTP_AEAD_AES_128_GCM);

    @Override
    public Peer appear() {
        return new Peer() {
            private int associations;

            @Override
            public Wire open() {
                return new DrivenWire(end(++associations), role);
            }

            @Override
            public void close() {}
        };
    }

    private Driven end(int number) {
        var seed = Octets.of((byte) (number >> 8), (byte) number);
        try {
            return implementation.open(role, new Wishes(PROFILES, mki, Octets.EMPTY, seed));
        } catch (Unimplemented missing) {
            throw new ProbeTrouble(
                    implementation.name() + " has no " + role.text() + ": " + missing.getMessage(),
                    missing);
        }
    }
}
