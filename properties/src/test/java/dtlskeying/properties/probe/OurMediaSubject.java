package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

/** Our own end with its media, which it sends back: good or broken, in memory. */
record OurMediaSubject(Role role, MediaFlaw flaw) implements Subject {
    @Override
    public Peer appear() {
        return new Peer() {
            private final MediaFlaw.Shared shared = new MediaFlaw.Shared();
            private long opened = 3_000;

            @Override
            public Wire open() {
                var association = association(Entropy.of(opened++));
                return new MemoryWire(new OurMedia(association, flaw, shared));
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    private Association association(Entropy entropy) {
        var settings =
                Settings.of(
                        OurSubject.IDENTITY,
                        new Trust.Anyone(),
                        OurSubject.TODAY,
                        Stage.terms(Mki.hex("0a0b"), ProtectionProfile.values()));
        return switch (role) {
            case CLIENT -> Association.client(settings, entropy);
            case SERVER -> Association.serverOfKnownClient(settings, entropy);
        };
    }
}
