package dtlskeying.properties.srtp;

import dtlskeying.impl.srtp.SessionKeys;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec.Part;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds for the bytes of keys, as sentences that our code and sick code are asked. */
final class KeyLaws {
    /** A sentence; asked of a code, it gives what is wrong with it, if anything is. */
    record KeyLaw(String name, Function<KeyCode, Optional<String>> run) {}

    static final KeyLaw EXTRACTOR_LAYOUT =
            new KeyLaw("P11 ExtractorLayout, as published", KeyLaws::cutOtherwise);

    static final KeyLaw RTP_RTCP_KEY_SEPARATION =
            new KeyLaw("P14 RtpRtcpKeySeparation, in bytes", KeyLaws::sharedKey);

    static final KeyLaw KDF_MATCHES =
            new KeyLaw("P15 SrtpKdfMatchesR3711Vectors", KeyLaws::derivedOtherwise);

    /** All of them, by their names. */
    static final Map<String, Function<KeyCode, Optional<String>>> BY_NAME =
            Stream.of(EXTRACTOR_LAYOUT, RTP_RTCP_KEY_SEPARATION, KDF_MATCHES)
                    .collect(
                            Collectors.toMap(
                                    KeyLaw::name, KeyLaw::run, (one, _) -> one, TreeMap::new));

    private KeyLaws() {}

    private static Optional<String> cutOtherwise(KeyCode code) {
        return inEachVector((profile, fields) -> {
            var parts = code.cut().of(profile, fields.octets("exported"));
            var published =
                    Map.of(
                            Part.CLIENT_KEY, fields.octets("clientKey"),
                            Part.SERVER_KEY, fields.octets("serverKey"),
                            Part.CLIENT_SALT, fields.octets("clientSalt"),
                            Part.SERVER_SALT, fields.octets("serverSalt"));
            return parts.equals(published)
                    ? Optional.empty()
                    : Optional.of(new TreeMap<>(parts) + " instead of " + new TreeMap<>(published));
        });
    }

    /** RFC 3711 appendix B.3 is among the vectors, with those of RFC 6188 and RFC 9335. */
    private static Optional<String> derivedOtherwise(KeyCode code) {
        return inEachVector((profile, fields) -> {
            for (Role owner : Role.values()) {
                var keys = derived(code, profile, fields, owner);
                var published = fields.fields(owner.text());
                var wanted =
                        List.of(
                                published.octets("rtpKey"),
                                published.octets("rtpAuth"),
                                published.octets("rtpSalt"),
                                published.octets("rtcpKey"),
                                published.octets("rtcpAuth"),
                                published.octets("rtcpSalt"));
                if (!bytes(keys).equals(wanted))
                    return Optional.of(profile + ", " + owner + ": " + wanted + " are published");
            }
            return Optional.empty();
        });
    }

    private static Optional<String> sharedKey(KeyCode code) {
        return inEachVector((profile, fields) -> {
            var keys = derived(code, profile, fields, Role.CLIENT);
            boolean same = keys.rtp().encryption().equals(keys.rtcp().encryption());
            return same ? Optional.of(profile + ": SRTCP has SRTP's key") : Optional.empty();
        });
    }

    private static SessionKeys derived(
            KeyCode code, ProtectionProfile profile, Fields fields, Role owner) {
        return code.derive()
                .of(
                        profile,
                        fields.octets(owner.text() + "Key"),
                        fields.octets(owner.text() + "Salt"));
    }

    private static List<Octets> bytes(SessionKeys keys) {
        return List.of(
                keys.rtp().encryption().octets(),
                keys.rtp().authentication().octets(),
                keys.rtp().salt().octets(),
                keys.rtcp().encryption().octets(),
                keys.rtcp().authentication().octets(),
                keys.rtcp().salt().octets());
    }

    private interface Judgement {
        Optional<String> of(ProtectionProfile profile, Fields fields);
    }

    /** The profiles without a key, a reading that we do not take, are left out. */
    private static Optional<String> inEachVector(Judgement judgement) {
        for (VectorGroup group : PacketLaws.vectors(VectorKind.SRTP_KEY_DERIVATION).testGroups()) {
            if (group.fields().number("keyLength") == 0) continue;
            var profile = ProtectionProfile.valueOf(group.fields().text("profile"));
            for (var test : group.tests()) {
                var found = judgement.of(profile, test.fields());
                if (found.isPresent())
                    return Optional.of("test " + test.tcId() + ": " + found.get());
            }
        }
        return Optional.empty();
    }
}
