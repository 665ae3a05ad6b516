package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ProtectionProfile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import tools.jackson.databind.node.ObjectNode;

/** {@code derive srtp}: §4.2, SRTP keys from the exported block. */
@Command(
        name = "srtp",
        description =
                "SRTP master and session keys of both ends from the exported block"
                        + " (draft-ietf-avt-dtls-srtp-03 section 4.2, RFC 3711 section 4.3).",
        footer = {
            "",
            "Example:",
            "  dtls-keying derive srtp --profile SRTP_AES128_CM_HMAC_SHA1_80 \\",
            "    --exported $(seq -f %%02g -s '' 10 69)"
        })
final class DeriveSrtp extends Verb {
    @Option(
            names = "--exported",
            required = true,
            paramLabel = "HEX",
            description = "The block: client key, server key, client salt, server salt.")
    private Octets exported;

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "NAME",
            description = "SRTP_AES128_CM_HMAC_SHA1_80, with or without HMAC, or 0x0001.")
    private ProtectionProfile profile;

    @Override
    public Integer call() {
        MasterKeys keys = cut();
        ObjectNode json = Json.object();
        keys.writeTo(json);
        for (Role owner : Role.values()) json.set(owner.text(), session(keys, owner));
        out().println(Json.line(json));
        return Exit.DONE;
    }

    private MasterKeys cut() {
        try {
            return MasterKeys.cut(profile, Secret.of(exported));
        } catch (IllegalArgumentException wrongLength) {
            throw misuse("--exported: " + wrongLength.getMessage());
        }
    }

    private ObjectNode session(MasterKeys keys, Role owner) {
        SessionKeys session = SrtpKdf.derive(profile, keys.key(owner), keys.salt(owner));
        ObjectNode json = Json.object();
        write(json, "rtp", session.rtp());
        write(json, "rtcp", session.rtcp());
        return json;
    }

    private static void write(ObjectNode json, String kind, SessionKeys.Keys keys) {
        json.put(kind + "Key", keys.encryption().octets().toHex());
        json.put(kind + "Auth", keys.authentication().octets().toHex());
        json.put(kind + "Salt", keys.salt().octets().toHex());
    }
}
