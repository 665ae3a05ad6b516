package dtlskeying.impl.srtp;

import dtlskeying.impl.KeyRing;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Part;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.SessionKey;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Turns what {@link SrtpKeyDerivation} says of one handshake into bytes in a ring. */
final class KeyInstallation {
    private final KeyRing ring;
    private final ProtectionProfile profile;
    private final SrtpSession.Exporter exporter;
    private final Map<Part, Secret> parts = new EnumMap<>(Part.class);
    private Secret block = Secret.of();

    KeyInstallation(KeyRing ring, ProtectionProfile profile, SrtpSession.Exporter exporter) {
        this.ring = ring;
        this.profile = profile;
        this.exporter = exporter;
    }

    void obey(List<Effect> effects) {
        effects.forEach(this::obey);
    }

    private void obey(Effect effect) {
        switch (effect) {
            case Effect.Exported(var label, var length) -> block = exporter.export(label, length);
            case Effect.Cut(var part, var from, var to) -> parts.put(part, block.slice(from, to));
            case Effect.Installed(var name, var label) -> ring.install(name, derive(name, label));
            case Effect.Destroyed(var name, _) -> ring.destroy(name);
            case Effect.Protected _ -> {}
            case Effect.Opened _ -> {}
            case Effect.Refused _ -> {}
        }
    }

    private Secret derive(KeyId name, int label) {
        Secret key = parts.get(Part.keyOf(name.owner()));
        Secret salt = parts.get(Part.saltOf(name.owner()));
        int length = SrtpKdf.length(profile, SessionKey.values()[label]);
        return SrtpKdf.derive(key, salt, label, length);
    }

    /** The session keys of one direction, as the ring has them. */
    SessionKeys keysOf(Role owner, int handshake) {
        return new SessionKeys(
                profile,
                new SessionKeys.Keys(
                        key(SessionKey.RTP_ENCRYPTION.of(owner, handshake)),
                        key(SessionKey.RTP_AUTHENTICATION.of(owner, handshake)),
                        key(SessionKey.RTP_SALT.of(owner, handshake))),
                new SessionKeys.Keys(
                        key(SessionKey.RTCP_ENCRYPTION.of(owner, handshake)),
                        key(SessionKey.RTCP_AUTHENTICATION.of(owner, handshake)),
                        key(SessionKey.RTCP_SALT.of(owner, handshake))));
    }

    private Secret key(KeyId name) {
        return ring.find(name).orElse(Secret.of());
    }
}
