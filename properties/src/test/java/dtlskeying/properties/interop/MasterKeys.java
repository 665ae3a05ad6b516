package dtlskeying.properties.interop;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ProtectionProfile;

/**
 * What one side writes with: its half of the exported material (§4.2), cut by hand.
 *
 * @param key the master key
 * @param salt the master salt
 */
record MasterKeys(ProtectionProfile profile, Octets key, Octets salt) {
    /** The write keys of that side: both keys come first, then both salts, the client's first. */
    static MasterKeys of(Role writer, Outcome.Agreed agreed) {
        var profile = agreed.profile();
        int turn =
                switch (writer) {
                    case CLIENT -> 0;
                    case SERVER -> 1;
                };
        int key = turn * profile.keyLength();
        int salt = 2 * profile.keyLength() + turn * profile.saltLength();
        return new MasterKeys(
                profile,
                agreed.exported().slice(key, key + profile.keyLength()),
                agreed.exported().slice(salt, salt + profile.saltLength()));
    }

    /** As libsrtp takes them. */
    Octets keySalt() {
        return Octets.concat(key, salt);
    }

    /** The keys of our transform. */
    SessionKeys sessionKeys() {
        return SrtpKdf.derive(profile, Secret.of(key), Secret.of(salt));
    }
}
