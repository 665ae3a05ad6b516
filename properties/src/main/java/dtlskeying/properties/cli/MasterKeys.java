package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ProtectionProfile;

import tools.jackson.databind.node.ObjectNode;

/** §4.2: the four parts of the exported block. */
record MasterKeys(Secret clientKey, Secret serverKey, Secret clientSalt, Secret serverSalt) {
    /**
     * Cuts the block: keys first, then salts.
     *
     * @throws IllegalArgumentException if the block is not as long as the profile says
     */
    @Cites("dtls-srtp/4.2/b")
    static MasterKeys cut(ProtectionProfile profile, Secret exported) {
        if (exported.length() != profile.exportLength())
            throw new IllegalArgumentException(
                    "%s takes %d exported bytes, not %d"
                            .formatted(profile, profile.exportLength(), exported.length()));
        int key = profile.keyLength();
        int salts = 2 * key;
        int salt = profile.saltLength();
        return new MasterKeys(
                exported.slice(0, key),
                exported.slice(key, salts),
                exported.slice(salts, salts + salt),
                exported.slice(salts + salt, salts + 2 * salt));
    }

    /** The master key of what that end sends. */
    Secret key(Role owner) {
        return owner == Role.CLIENT ? clientKey : serverKey;
    }

    /** The master salt of what that end sends. */
    Secret salt(Role owner) {
        return owner == Role.CLIENT ? clientSalt : serverSalt;
    }

    /** Puts all four into an object, as hex. */
    void writeTo(ObjectNode json) {
        json.put("clientKey", clientKey.octets().toHex());
        json.put("serverKey", serverKey.octets().toHex());
        json.put("clientSalt", clientSalt.octets().toHex());
        json.put("serverSalt", serverSalt.octets().toHex());
    }
}
