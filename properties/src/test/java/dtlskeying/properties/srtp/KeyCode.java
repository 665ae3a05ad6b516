package dtlskeying.properties.srtp;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.impl.srtp.SrtpKeyDerivation;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Part;

import java.util.EnumMap;
import java.util.Map;

/**
 * From the exported block to session keys, as functions that a bug can wrap.
 *
 * @param cut where the block is cut
 * @param derive what is made of a master key and salt
 */
record KeyCode(Cut cut, Derive derive) {
    /** The four parts of an exported block. */
    interface Cut {
        Map<Part, Octets> of(ProtectionProfile profile, Octets exported);
    }

    /** Session keys from a master key and salt. */
    interface Derive {
        SessionKeys of(ProtectionProfile profile, Octets key, Octets salt);
    }

    /** Ours. */
    static final KeyCode HEALTHY =
            new KeyCode(
                    KeyCode::cutByTheMachine,
                    (profile, key, salt) ->
                            SrtpKdf.derive(profile, Secret.of(key), Secret.of(salt)));

    KeyCode withCut(Cut sick) {
        return new KeyCode(sick, derive);
    }

    KeyCode withDerive(Derive sick) {
        return new KeyCode(cut, sick);
    }

    /** Takes the machine at its word. */
    private static Map<Part, Octets> cutByTheMachine(ProtectionProfile profile, Octets exported) {
        var start = new SrtpKeyDerivation.Unkeyed(Role.CLIENT, Media.MULTIPLEXED);
        var parts = new EnumMap<Part, Octets>(Part.class);
        for (Effect effect : start.on(new Input.Completed(1, profile)).effects())
            if (effect instanceof Effect.Cut(var part, var from, var to))
                parts.put(part, exported.slice(from, to));
        return parts;
    }
}
