package dtlskeying.properties.vectors;

import dtlskeying.impl.srtp.SrtpReceiver;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** RFC 3711 §3 and §4, RFC 7714: whole packets, protected, opened and dropped. */
final class SrtpTransformVectors implements VectorSource {
    private static final List<Mki> MKIS = List.of(Mki.NONE, Mki.hex("0a0b0c0d"));

    @Override
    public VectorKind kind() {
        return VectorKind.SRTP_TRANSFORM;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        for (ProtectionProfile profile : ProtectionProfile.values())
            for (PacketKind kind : PacketKind.values())
                for (Mki mki : MKIS) addGroup(tests, profile, kind, mki);
        Rfc7714Packets.addGroups(tests);
        return new VectorFile(
                "SRTP and SRTCP packet protection",
                "srtp-transform.schema.json",
                List.of("RFC 3711", "RFC 6188", "RFC 7714", "draft-ietf-avt-dtls-srtp-03"),
                witnesses(),
                List.of(
                        "sends: each packet is protected under its index, independently of the"
                                + " others.",
                        "arrivals: all go to one receiver, in order, which knows the roll-over"
                                + " counter of the test and has heard nothing else of the source.",
                        "An arrival is opened, and plain is what is handed up, or it is discarded;"
                                + " why is the clause, which an implementation need not name."),
                notes(),
                tests.groups());
    }

    private static List<Witness> witnesses() {
        return List.of(
                new Witness(
                        "RFC 7714 sections 16 and 17",
                        "the groups with a sessionKey, byte for byte"),
                new Witness(
                        "libsrtp 2",
                        "every arrival of the groups with a masterKey where the roll-over counter"
                                + " is 0, save BEHIND_THE_LIST (libsrtp looks back further),"
                                + " CLEAR_SRTCP (it drops what its policy encrypts) and SRTCP with an MKI in the 32-bit profiles (libsrtp looks for the"
                                + " MKI in the wrong place); there it protects three packets in a"
                                + " row alike; the build checks it where libsrtp is installed"),
                new Witness(
                        "libsrtp 2, srtp_validate in its srtp_driver.c",
                        "the packet of the tests with the flag KNOWN_ANSWER"));
    }

    private static Map<String, String> notes() {
        return Map.of(
                SrtpPacketTests.CLEAR_SRTCP,
                "An SRTCP packet that is not encrypted, made by another than our sender.",
                SrtpPacketTests.ROLL_OVER,
                "The sequence number wraps, or the roll-over counter is not 0.",
                SrtpPacketTests.TAMPERED,
                "A bit is not as the sender made it.",
                SrtpPacketTests.REPLAY,
                "A packet comes a second time.",
                SrtpPacketTests.BEHIND_THE_LIST,
                "Holds for a replay list of 64, the default; a longer list opens the packet.",
                SrtpPacketTests.WRONG_MKI,
                "The MKI is another one, or is missing, or is there where none was agreed.",
                SrtpPacketTests.KNOWN_ANSWER,
                "The packet and its protected form stand in a document or in another's test.",
                Reading.AES_256_CM_PROFILES.name(),
                "The code points 3 and 4 exist: in the draft they do, in RFC 5764 they do not.",
                Reading.AEAD_PROFILES.name(),
                "The code points 7 and 8 exist: since RFC 7714 they do, in the draft they do not.");
    }

    private static void addGroup(
            TestList tests, ProtectionProfile profile, PacketKind kind, Mki mki) {
        Fields group =
                Fields.none()
                        .with("profile", profile.name())
                        .with("code", profile.code())
                        .with("kind", kind.name().toLowerCase(Locale.ROOT))
                        .with("masterKey", masterKey(profile))
                        .with("masterSalt", masterSalt(profile))
                        .with("mki", mki.value());
        new SrtpPacketTests(tests, PacketGroup.of(group), readings(profile)).add();
        tests.group("SrtpTransform", group);
    }

    static List<String> readings(ProtectionProfile profile) {
        return switch (profile.cipher()) {
            case AES_128_CM, NULL -> List.of();
            case AES_256_CM -> List.of(Reading.AES_256_CM_PROFILES.name());
            case AES_128_GCM, AES_256_GCM -> List.of(Reading.AEAD_PROFILES.name());
        };
    }

    /** The master keys of RFC 3711 appendix B.3 and RFC 6188 §7.2. */
    private static Octets masterKey(ProtectionProfile profile) {
        return Octets.hex(
                profile.keyLength() == 16
                        ? "e1f97a0d3e018be0d64fa32c06de4139"
                        : "f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6");
    }

    private static Octets masterSalt(ProtectionProfile profile) {
        return Octets.hex("0ec675ad498afeebb6960b3aabe6").slice(0, profile.saltLength());
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        PacketGroup session = PacketGroup.of(group.fields());
        var objections = new ArrayList<String>();
        for (Fields send : test.fields().list("sends")) {
            Octets ours = session.protect(send.number("index"), send.octets("packet"));
            if (!ours.equals(send.octets("protected"))) objections.add("we protect it as " + ours);
        }
        SrtpReceiver receiver = session.receiver(test.fields().number("rollover"));
        for (Fields arrival : test.fields().list("arrivals")) {
            Fields ours = session.open(receiver, arrival.octets("packet"));
            if (!ours.equals(arrival)) objections.add("for us it is " + ours);
        }
        return objections;
    }
}
