package dtlskeying.impl.srtp;

import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.PEERS_KEYS_ONLY_OPEN;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.SRTP_KEYS_COME_FROM_THE_EXPORTER;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.UNUSED_HALF_IS_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect.Cut;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect.Destroyed;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect.Exported;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect.Installed;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect.Opened;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect.Protected;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect.Refused;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input.Completed;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input.Protect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input.Unprotect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Part;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.SessionKey;

import java.util.ArrayList;
import java.util.List;

/**
 * §4.2: which keys a handshake gives, and which end may do what with which key.
 *
 * <p>Keys appear by name here; {@link SessionKeys} computes the bytes.
 */
public sealed interface SrtpKeyDerivation {
    /** Before the first handshake is complete. */
    record Unkeyed(Role role, Media media) implements SrtpKeyDerivation {}

    /** The newest keys are those of that handshake. */
    record Keyed(Role role, Media media, int handshake) implements SrtpKeyDerivation {}

    /** Takes one input; any input is answered in any state. */
    default Step<SrtpKeyDerivation, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Unkeyed(var role, var media), Completed(var handshake, var profile)) ->
                    new Step<>(
                            new Keyed(role, media, handshake), derive(media, handshake, profile));
            case Row(Keyed(var role, var media, var last), Completed(var handshake, var profile))
                    when handshake > last ->
                    new Step<>(
                            new Keyed(role, media, handshake), derive(media, handshake, profile));
            case Row(Keyed same, Completed _) -> stay(same);

            case Row(Unkeyed same, Protect _) ->
                    stay(same, new Refused(SRTP_KEYS_COME_FROM_THE_EXPORTER));
            case Row(Keyed same, Protect(var owner, _)) when owner != same.role() ->
                    stay(same, new Refused(PEERS_KEYS_ONLY_OPEN));
            case Row(Keyed same, Protect(_, var kind)) when !same.media().carries(kind) ->
                    stay(same, new Refused(UNUSED_HALF_IS_DISCARDED));
            case Row(Keyed same, Protect(var owner, var kind)) ->
                    stay(same, new Protected(encryptionKey(kind, owner, same.handshake())));

            case Row(Unkeyed same, Unprotect _) ->
                    stay(same, new Refused(SRTP_KEYS_COME_FROM_THE_EXPORTER));
            case Row(Keyed same, Unprotect(var owner, _)) when owner == same.role() ->
                    stay(same, new Refused(PEERS_KEYS_ONLY_OPEN));
            case Row(Keyed same, Unprotect(_, var kind)) when !same.media().carries(kind) ->
                    stay(same, new Refused(UNUSED_HALF_IS_DISCARDED));
            case Row(Keyed same, Unprotect(var owner, var kind)) ->
                    stay(same, new Opened(encryptionKey(kind, owner, same.handshake())));
        };
    }

    /** Export, cut, derive: in this order, client before server. */
    @Cites({"dtls-srtp/3/f", "dtls-srtp/4.2/b", "dtls-srtp/4.2/d", "dtls-srtp/4.1.2/a"})
    private static List<Effect> derive(Media media, int handshake, ProtectionProfile profile) {
        var effects = new ArrayList<Effect>();
        effects.add(new Exported(SrtpKeyDerivationSpec.LABEL, profile.exportLength()));
        int from = 0;
        for (Part part : Part.values()) {
            int to = from + length(part, profile);
            effects.add(new Cut(part, from, to));
            from = to;
        }
        for (Role owner : Role.values())
            for (SessionKey key : SessionKey.values())
                if (exists(key, profile)) effects.add(keep(key, key.of(owner, handshake), media));
        return effects;
    }

    private static int length(Part part, ProtectionProfile profile) {
        return switch (part) {
            case CLIENT_KEY, SERVER_KEY -> profile.keyLength();
            case CLIENT_SALT, SERVER_SALT -> profile.saltLength();
        };
    }

    /** An AEAD authenticates by its encryption key (RFC 7714 §11). */
    private static boolean exists(SessionKey key, ProtectionProfile profile) {
        return switch (key) {
            case RTP_AUTHENTICATION, RTCP_AUTHENTICATION -> profile.authKeyLength() > 0;
            case RTP_ENCRYPTION, RTP_SALT, RTCP_ENCRYPTION, RTCP_SALT -> true;
        };
    }

    /** The labels of RFC 3711 §4.3.2 count the keys from 0. */
    private static Effect keep(SessionKey key, KeyId name, Media media) {
        return media.carries(key.kind())
                ? new Installed(name, key.ordinal())
                : new Destroyed(name, UNUSED_HALF_IS_DISCARDED);
    }

    private static KeyId encryptionKey(PacketKind kind, Role owner, int handshake) {
        return switch (kind) {
            case RTP -> SessionKey.RTP_ENCRYPTION.of(owner, handshake);
            case RTCP -> SessionKey.RTCP_ENCRYPTION.of(owner, handshake);
        };
    }

    /** One row of the transition table. */
    record Row(SrtpKeyDerivation state, Input input) {}
}
