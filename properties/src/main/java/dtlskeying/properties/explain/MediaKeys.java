package dtlskeying.properties.explain;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.properties.explain.Derivation.Input;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.SessionKey;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What DTLS-SRTP makes of exported keying material (§4.2): four parts, and of each end's key and
 * salt six session keys (RFC 3711 §4.3).
 */
record MediaKeys(ProtectionProfile profile) {
    static final String LABEL = SrtpKeyDerivationSpec.LABEL;

    /** What is exported, and all that comes of it. */
    Derivation tree(String formula, List<Input> inputs, Secret exported, String check) {
        int key = profile.keyLength();
        int salt = profile.saltLength();
        var parts = new ArrayList<Derivation>();
        for (Role owner : Role.values()) {
            int own = owner.ordinal();
            Secret masterKey = exported.slice(own * key, (own + 1) * key);
            int saltAt = 2 * key + own * salt;
            Secret masterSalt = exported.slice(saltAt, saltAt + salt);
            parts.add(
                    cut(
                            "%s master key".formatted(owner.text()),
                            own * key,
                            masterKey,
                            sessionKeys(masterKey, masterSalt)));
            parts.add(cut("%s master salt".formatted(owner.text()), saltAt, masterSalt, List.of()));
        }
        return new Derivation(
                "SRTP keying material",
                formula,
                inputs,
                exported.octets(),
                check,
                "dtls-srtp/4.2/a",
                parts);
    }

    private static Derivation cut(String name, int from, Secret part, List<Derivation> next) {
        return new Derivation(
                name,
                "bytes %d to %d".formatted(from, from + part.length() - 1),
                List.of(),
                part.octets(),
                "",
                "dtls-srtp/4.2/b",
                next);
    }

    private List<Derivation> sessionKeys(Secret masterKey, Secret masterSalt) {
        var all = new ArrayList<Derivation>();
        for (SessionKey each : SessionKey.values()) {
            int length = length(each);
            if (length == 0) continue;
            Secret output = SrtpKdf.derive(masterKey, masterSalt, each.ordinal(), length);
            all.add(
                    new Derivation(
                            each.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " key",
                            "AES-CM(master key, label * 2^48 XOR master salt)",
                            List.of(
                                    new Input("label", "0x0" + each.ordinal(), ""),
                                    Input.of("master salt", masterSalt.octets(), "")),
                            output.octets(),
                            "",
                            "dtls-srtp/4.2/d",
                            List.of()));
        }
        return all;
    }

    private int length(SessionKey key) {
        return switch (key) {
            case RTP_ENCRYPTION, RTCP_ENCRYPTION -> profile.keyLength();
            case RTP_AUTHENTICATION, RTCP_AUTHENTICATION -> profile.authKeyLength();
            case RTP_SALT, RTCP_SALT -> profile.saltLength();
        };
    }

    /** The inputs of an export of DTLS 1.3, without a context. */
    static List<Input> inputs(Octets emptyHash) {
        return List.of(
                new Input("label", "\"" + LABEL + "\"", ""),
                Input.of("context", emptyHash, "the hash of nothing: there is no context"));
    }
}
