package dtlskeying.properties.vectors;

import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF;
import static dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Claim.KEYS_FIRST_THEN_SALTS;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.PROFILE_TABLE;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.impl.srtp.SrtpKdf;
import dtlskeying.model.Outcome;
import dtlskeying.model.srtp.SrtpKeyDerivationModel;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Media;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Effect;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Input;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Part;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * §4.2: from the exported block to master keys to session keys. The model says where the block is
 * cut, the implementation derives.
 */
final class SrtpKeyDerivationVectors implements VectorSource {
    private static final String PUBLIC_KEYS = "PUBLIC_KEYS";
    private static final String KNOWN_ANSWER = "KNOWN_ANSWER";

    private static final Secret RFC_3711_KEY = secret("e1f97a0d3e018be0d64fa32c06de4139");
    private static final Secret RFC_3711_SALT = secret("0ec675ad498afeebb6960b3aabe6");
    private static final Secret RFC_6188_KEY =
            secret("f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6");
    private static final Secret RFC_6188_SALT = secret("3b04803de51ee7c96423ab5b78d2");
    private static final Secret RFC_9335_KEY = secret("000102030405060708090a0b0c0d0e0f");
    private static final Secret RFC_9335_SALT = secret("a0a1a2a3a4a5a6a7a8a9aaab");

    @Override
    public VectorKind kind() {
        return VectorKind.SRTP_KEY_DERIVATION;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        for (ProtectionProfile profile : ProtectionProfile.values()) {
            if (profile.cipher() == ProtectionProfile.Cipher.NULL)
                addGroup(tests, profile, Set.of(Reading.NULL_PROFILES_HAVE_NO_KEY));
            addGroup(tests, profile, Set.of());
        }
        return new VectorFile(
                "DTLS-SRTP key derivation",
                "srtp-key-derivation.schema.json",
                List.of(
                        "draft-ietf-avt-dtls-srtp-03",
                        "RFC 5764",
                        "RFC 3711",
                        "RFC 6188",
                        "RFC 7714"),
                witnesses(),
                List.of(
                        "exported is what the exporter gives for the label and the length of the"
                                + " group, without a context.",
                        "It is cut into clientKey, serverKey, clientSalt, serverSalt.",
                        "client and server hold the session keys of what that end sends, derived"
                                + " by RFC 3711 section 4.3 with a key derivation rate of zero."),
                notes(),
                tests.groups());
    }

    private static List<Witness> witnesses() {
        return List.of(
                new Witness(
                        "RFC 3711 appendix B.3",
                        "the client's rtpKey, rtpAuth and rtpSalt of the KNOWN_ANSWER tests of the"
                                + " profiles 1, 2, 5 and 6"),
                new Witness(
                        "RFC 6188 section 7.2",
                        "the client's rtpKey, rtpAuth and rtpSalt of the KNOWN_ANSWER tests of the"
                                + " profiles 3 and 4"),
                new Witness(
                        "RFC 9335 appendix A.2",
                        "the client's rtpKey and rtpSalt of the KNOWN_ANSWER test of profile 7"),
                new Witness(
                        "a second derivation, one AES block at a time, written from RFC 3711"
                                + " section 4.3 alone",
                        "every session key; the build checks it"));
    }

    private static Map<String, String> notes() {
        return Map.of(
                Reading.NULL_PROFILES_HAVE_NO_KEY.name(),
                "The NULL profiles have a master key and salt of no bytes, the draft's letter.",
                Reading.AES_256_CM_PROFILES.name(),
                "The code points 3 and 4 exist: in the draft they do, in RFC 5764 they do not.",
                Reading.AEAD_PROFILES.name(),
                "The code points 7 and 8 exist: since RFC 7714 they do, in the draft they do not.",
                PUBLIC_KEYS,
                "Nothing secret goes in, so anyone can compute the keys. Never use this.",
                KNOWN_ANSWER,
                "The client's half is a known answer of an RFC.");
    }

    private static void addGroup(TestList tests, ProtectionProfile profile, Set<Reading> readings) {
        Map<Part, Effect.Cut> cuts = cuts(profile, readings);
        int length = cuts.get(Part.SERVER_SALT).to();
        List<String> flags = new ArrayList<>(flags(profile));
        readings.forEach(reading -> flags.add(reading.name()));
        if (length == 0) {
            flags.add(PUBLIC_KEYS);
            add(tests, "nothing is exported", flags, profile, cuts, Octets.EMPTY);
        } else {
            add(tests, "bytes that count up", flags, profile, cuts, counting(length, 1));
            add(tests, "bytes that count down", flags, profile, cuts, counting(length, -1));
            add(tests, "all ones", flags, profile, cuts, Octets.hex("ff".repeat(length)));
            addKnownAnswer(tests, flags, profile, cuts);
        }
        tests.group("SrtpKeyDerivation", shared(profile, cuts));
    }

    private static Fields shared(ProtectionProfile profile, Map<Part, Effect.Cut> cuts) {
        return Fields.none()
                .with("profile", profile.name())
                .with("code", profile.code())
                .with("label", SrtpKeyDerivationSpec.LABEL)
                .with("keyLength", cuts.get(Part.CLIENT_KEY).to())
                .with("saltLength", length(cuts.get(Part.CLIENT_SALT)))
                .with("exportLength", cuts.get(Part.SERVER_SALT).to());
    }

    private static List<String> flags(ProtectionProfile profile) {
        return switch (profile.cipher()) {
            case AES_128_CM, NULL -> List.of();
            case AES_256_CM -> List.of(Reading.AES_256_CM_PROFILES.name());
            case AES_128_GCM, AES_256_GCM -> List.of(Reading.AEAD_PROFILES.name());
        };
    }

    private static void addKnownAnswer(
            TestList tests,
            List<String> flags,
            ProtectionProfile profile,
            Map<Part, Effect.Cut> cuts) {
        String rfc =
                switch (profile.cipher()) {
                    case AES_128_CM, NULL -> "RFC 3711 appendix B.3";
                    case AES_256_CM -> "RFC 6188 section 7.2";
                    case AES_128_GCM -> "RFC 9335 appendix A.2";
                    case AES_256_GCM -> "";
                };
        if (rfc.isEmpty()) return;
        Secret key = knownKey(profile);
        Secret salt = knownSalt(profile);
        Octets exported =
                Octets.concat(
                        key.octets(),
                        counting(key.length(), 1),
                        salt.octets(),
                        counting(salt.length(), 1));
        var more = new ArrayList<>(flags);
        more.add(KNOWN_ANSWER);
        add(tests, "the client's keys are those of " + rfc, more, profile, cuts, exported);
    }

    private static Secret knownKey(ProtectionProfile profile) {
        if (profile.isAead()) return RFC_9335_KEY;
        return profile.keyLength() == 32 ? RFC_6188_KEY : RFC_3711_KEY;
    }

    private static Secret knownSalt(ProtectionProfile profile) {
        if (profile.isAead()) return RFC_9335_SALT;
        return profile.keyLength() == 32 ? RFC_6188_SALT : RFC_3711_SALT;
    }

    private static void add(
            TestList tests,
            String comment,
            List<String> flags,
            ProtectionProfile profile,
            Map<Part, Effect.Cut> cuts,
            Octets exported) {
        Fields fields = Fields.none().with("exported", exported);
        for (Part part : Part.values()) fields = fields.with(name(part), cut(exported, cuts, part));
        for (Role owner : Role.values())
            fields = fields.with(owner.text(), sessionKeys(profile, fields, owner));
        tests.add(
                comment,
                Set.of(PROFILE_TABLE, KEYS_FIRST_THEN_SALTS, EACH_SIDE_GOES_THROUGH_THE_SRTP_KDF),
                flags,
                fields);
    }

    /** Where the model cuts the block; all that it permits cut it alike. */
    private static Map<Part, Effect.Cut> cuts(ProtectionProfile profile, Set<Reading> readings) {
        var model = new SrtpKeyDerivationModel(readings);
        var start = SrtpKeyDerivationModel.Facts.start(Role.CLIENT, Media.MULTIPLEXED);
        var ways = new HashSet<Map<Part, Effect.Cut>>();
        for (Outcome<?, Effect> outcome : model.permitted(start, new Input.Completed(1, profile)))
            ways.add(cuts(outcome.effects()));
        if (ways.size() != 1) throw new AssertionError("the block is cut in several ways");
        return ways.iterator().next();
    }

    private static Map<Part, Effect.Cut> cuts(List<Effect> effects) {
        var cuts = new EnumMap<Part, Effect.Cut>(Part.class);
        for (Effect effect : effects)
            if (effect instanceof Effect.Cut cut) cuts.put(cut.part(), cut);
        return cuts;
    }

    private static Octets cut(Octets exported, Map<Part, Effect.Cut> cuts, Part part) {
        return exported.slice(cuts.get(part).from(), cuts.get(part).to());
    }

    private static int length(Effect.Cut cut) {
        return cut.to() - cut.from();
    }

    private static String name(Part part) {
        return switch (part) {
            case CLIENT_KEY -> "clientKey";
            case SERVER_KEY -> "serverKey";
            case CLIENT_SALT -> "clientSalt";
            case SERVER_SALT -> "serverSalt";
        };
    }

    private static Fields sessionKeys(ProtectionProfile profile, Fields masters, Role owner) {
        SessionKeys keys =
                SrtpKdf.derive(
                        profile,
                        Secret.of(masters.octets(owner.text() + "Key")),
                        Secret.of(masters.octets(owner.text() + "Salt")));
        return Fields.none()
                .with("rtpKey", keys.rtp().encryption().octets())
                .with("rtpAuth", keys.rtp().authentication().octets())
                .with("rtpSalt", keys.rtp().salt().octets())
                .with("rtcpKey", keys.rtcp().encryption().octets())
                .with("rtcpAuth", keys.rtcp().authentication().octets())
                .with("rtcpSalt", keys.rtcp().salt().octets());
    }

    private static Octets counting(int length, int step) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (step * i);
        return Octets.of(bytes);
    }

    private static Secret secret(String hex) {
        return Secret.of(Octets.hex(hex));
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        ProtectionProfile profile = ProtectionProfile.valueOf(group.fields().text("profile"));
        Fields fields = test.fields();
        Octets exported = fields.octets("exported");
        if (exported.length() != group.fields().number("exportLength"))
            return List.of("exported is not as long as the group says");
        Octets parts =
                Octets.concat(
                        fields.octets("clientKey"),
                        fields.octets("serverKey"),
                        fields.octets("clientSalt"),
                        fields.octets("serverSalt"));
        if (!parts.equals(exported)) return List.of("the parts are not the exported block");
        for (Role owner : Role.values())
            if (!sessionKeys(profile, fields, owner).equals(fields.fields(owner.text())))
                return List.of("we derive other keys for the " + owner.text());
        return List.of();
    }
}
