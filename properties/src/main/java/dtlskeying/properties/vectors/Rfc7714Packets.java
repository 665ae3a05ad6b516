package dtlskeying.properties.vectors;

import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_COVERS_THE_E_FLAG_AND_INDEX;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_COVERS_THE_WHOLE_RTP_HEADER;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_NONCE_IS_SALT_WITH_SOURCE_AND_INDEX;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_SRTCP_NONCE_HAS_THE_SRTCP_INDEX;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.AEAD_TAG_ENDS_THE_CIPHERTEXT;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.E_FLAG_SAYS_ENCRYPTED;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.vectors.Fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The packets of RFC 7714 §16 and §17, which start from session keys. */
final class Rfc7714Packets {
    private static final String KEY =
            "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static final String SALT = "517569642070726f2071756f";

    private static final Octets RTP =
            Octets.hex(
                    "8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064697669736120696e"
                            + "207061727465732074726573");
    private static final Octets RTCP =
            Octets.hex(
                    "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdead"
                            + "beefdeadbeefdeadbeefdeadbeef");

    private Rfc7714Packets() {}

    static void addGroups(TestList tests) {
        for (ProtectionProfile profile :
                List.of(
                        ProtectionProfile.SRTP_AEAD_AES_128_GCM,
                        ProtectionProfile.SRTP_AEAD_AES_256_GCM)) {
            addGroup(
                    tests,
                    profile,
                    PacketKind.RTP,
                    0xf17b,
                    RTP,
                    AEAD_NONCE_IS_SALT_WITH_SOURCE_AND_INDEX,
                    AEAD_COVERS_THE_WHOLE_RTP_HEADER,
                    AEAD_TAG_ENDS_THE_CIPHERTEXT);
            addGroup(
                    tests,
                    profile,
                    PacketKind.RTCP,
                    0x5d4,
                    RTCP,
                    AEAD_SRTCP_NONCE_HAS_THE_SRTCP_INDEX,
                    AEAD_COVERS_THE_E_FLAG_AND_INDEX,
                    E_FLAG_SAYS_ENCRYPTED);
        }
    }

    private static void addGroup(
            TestList tests,
            ProtectionProfile profile,
            PacketKind kind,
            long index,
            Octets packet,
            Clause... clauses) {
        Fields group =
                Fields.none()
                        .with("profile", profile.name())
                        .with("code", profile.code())
                        .with("kind", kind.name().toLowerCase(Locale.ROOT))
                        .with("sessionKey", KEY.substring(0, 2 * profile.keyLength()))
                        .with("sessionAuth", "")
                        .with("sessionSalt", SALT)
                        .with("mki", "");
        PacketTest test = new PacketTest(PacketGroup.of(group), 0);
        test.opens(test.send(index, packet), clauses);
        var flags = new ArrayList<>(SrtpTransformVectors.readings(profile));
        flags.add(SrtpPacketTests.KNOWN_ANSWER);
        String section = kind == PacketKind.RTP ? "16" : "17";
        tests.add(
                "the packet of RFC 7714 section " + section,
                List.copyOf(test.clauses()),
                flags,
                test.fields());
        tests.group("SrtpTransform", group);
    }
}
