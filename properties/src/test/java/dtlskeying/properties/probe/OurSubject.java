package dtlskeying.properties.probe;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.versions.Versions;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.time.Instant;
import java.util.Set;

/** Our own implementation as the subject, good or broken, in memory. */
record OurSubject(Role role, Set<DtlsVersion> spoken, SrtpTerms terms, Breach breach)
        implements Subject {
    static final Identity IDENTITY =
            Identity.demonstration("probe", Entropy.of(0), KeyKind.EC_P256);
    static final SrtpTerms SRTP = Stage.terms(Mki.hex("0a0b"), ProtectionProfile.values());

    static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");

    /** Of DTLS 1.2, with every profile and MKIs. */
    static OurSubject older(Role role, Breach breach) {
        return new OurSubject(role, Set.of(DtlsVersion.V1_2), SRTP, breach);
    }

    /** Of DTLS 1.3, with every profile and MKIs; a server has 1.2 as well. */
    static OurSubject newer(Role role, Breach breach) {
        var spoken =
                role == Role.SERVER
                        ? Set.of(DtlsVersion.V1_2, DtlsVersion.V1_3)
                        : Set.of(DtlsVersion.V1_3);
        return new OurSubject(role, spoken, SRTP, breach);
    }

    @Override
    public Peer appear() {
        return new Peer() {
            private long opened = 1_000;

            @Override
            public Wire open() {
                return new MemoryWire(breach.of(association(Entropy.of(opened++))));
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    private DtlsAssociation association(Entropy entropy) {
        var versions = Versions.of(spoken, IDENTITY, new Trust.Anyone(), TODAY, terms);
        return switch (role) {
            case CLIENT -> versions.client(entropy);
            case SERVER -> versions.server(entropy, Secret.of(Octets.hex("02")), Octets.hex("01"));
        };
    }
}
