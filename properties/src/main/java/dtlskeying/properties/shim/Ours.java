package dtlskeying.properties.shim;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.versions.Versions;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/** This implementation, of one version of DTLS. */
public final class Ours implements Implementation {
    private final DtlsVersion version;
    private final Instant today;

    /** Judges certificates as of that day. */
    public Ours(DtlsVersion version, Instant today) {
        this.version = version;
        this.today = today;
    }

    @Override
    public String name() {
        return "dtls-keying";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }

    @Override
    public boolean isInVirtualTime() {
        return true;
    }

    @Override
    public Driven open(Role role, Wishes wishes) {
        var entropy = Entropy.of(wishes.seed()).child(role.name());
        var identity = Identity.demonstration(role.name(), entropy, KeyKind.EC_P256);
        return new OurDriven(association(role, identity, wishes, entropy), identity);
    }

    private DtlsAssociation association(
            Role role, Identity identity, Wishes wishes, Entropy entropy) {
        var terms = SrtpTerms.of(wishes.profiles().toArray(ProtectionProfile[]::new));
        if (role == Role.CLIENT) terms = terms.withMki(wishes.mki());
        var versions = Versions.of(Set.of(version), identity, trust(wishes), today, terms);
        return role == Role.CLIENT
                ? versions.client(entropy)
                : versions.server(entropy, Versions.cookieSecret(entropy), Octets.EMPTY);
    }

    private static Trust trust(Wishes wishes) {
        if (wishes.peer().isEmpty()) return new Trust.Anyone();
        return new Trust.Fingerprints(Set.of(new Fingerprint(Hash.SHA256, wishes.peer())));
    }
}
