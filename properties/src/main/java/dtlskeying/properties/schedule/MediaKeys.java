package dtlskeying.properties.schedule;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;

/**
 * §4.2: the session keys of both directions as one end has them.
 *
 * @param write for what this end sends
 * @param read for what the peer sends
 */
public record MediaKeys(Mki mki, SessionKeys write, SessionKeys read) {
    /** Those of an association whose latest handshake is complete and has agreed on SRTP. */
    static MediaKeys of(Association association, DataProtection.Srtp srtp) {
        var profile = srtp.profile();
        Secret block = association.export(SrtpKeyDerivationSpec.LABEL, profile.exportLength());
        Role self = association.role();
        return new MediaKeys(
                srtp.mki(), cut(profile, block, self), cut(profile, block, self.peer()));
    }

    private static SessionKeys cut(ProtectionProfile profile, Secret block, Role owner) {
        int key = profile.keyLength();
        int salt = profile.saltLength();
        int keyAt = owner.ordinal() * key;
        int saltAt = 2 * key + owner.ordinal() * salt;
        return SrtpKdf.derive(
                profile, block.slice(keyAt, keyAt + key), block.slice(saltAt, saltAt + salt));
    }
}
