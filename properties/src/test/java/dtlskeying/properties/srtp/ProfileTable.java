package dtlskeying.properties.srtp;

import dtlskeying.properties.Guard;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpTransformSpec;
import dtlskeying.spec.srtp.UseSrtpSpec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** P08: the table of §4.1.2 and RFC 7714 §14.2, typed once more from the documents. */
public final class ProfileTable {
    static final String NAME = "P08 ProfileTableExact";

    /** What a profile is, in bits as the documents have it. */
    record Row(
            int code,
            String name,
            int key,
            int salt,
            int authKey,
            int rtpTag,
            int rtcpTag,
            long lifetime) {}

    private static final long LIFETIME = 2_147_483_648L;

    static final List<Row> TYPED =
            List.of(
                    new Row(1, "SRTP_AES128_CM_HMAC_SHA1_80", 128, 112, 160, 80, 80, LIFETIME),
                    new Row(2, "SRTP_AES128_CM_HMAC_SHA1_32", 128, 112, 160, 32, 80, LIFETIME),
                    new Row(3, "SRTP_AES256_CM_HMAC_SHA1_80", 256, 112, 160, 80, 80, LIFETIME),
                    new Row(4, "SRTP_AES256_CM_HMAC_SHA1_32", 256, 112, 160, 32, 80, LIFETIME),
                    new Row(5, "SRTP_NULL_HMAC_SHA1_80", 128, 112, 160, 80, 80, LIFETIME),
                    new Row(6, "SRTP_NULL_HMAC_SHA1_32", 128, 112, 160, 32, 80, LIFETIME),
                    new Row(7, "SRTP_AEAD_AES_128_GCM", 128, 96, 0, 128, 128, LIFETIME),
                    new Row(8, "SRTP_AEAD_AES_256_GCM", 256, 96, 0, 128, 128, LIFETIME));

    /** Known bugs in tables, each with the property that notices it. */
    public static final List<Guard> GUARDS =
            List.of(
                    guard(
                            "X08b",
                            "SRTCP has the tag of its profile's name",
                            row -> with(row, row.salt(), row.rtpTag(), row.lifetime()),
                            UseSrtpSpec.Claim.PROFILE_TABLE,
                            SrtpTransformSpec.Claim.SRTCP_TAG_HAS_80_BITS),
                    guard(
                            "long-salt",
                            "an AEAD has a salt of 112 bits, like the others",
                            row -> with(row, 112, row.rtcpTag(), row.lifetime()),
                            UseSrtpSpec.Claim.PROFILE_TABLE),
                    guard(
                            "long-life",
                            "a key lives for 2^48 packets, RFC 3711's own limit",
                            row -> with(row, row.salt(), row.rtcpTag(), 1L << 48),
                            UseSrtpSpec.Claim.PROFILE_TABLE));

    private ProfileTable() {}

    /** What the table says of a code point. */
    static Row ours(int code) {
        var profile = ProtectionProfile.ofCode(code);
        return new Row(
                profile.code(),
                profile.name(),
                8 * profile.keyLength(),
                8 * profile.saltLength(),
                8 * profile.authKeyLength(),
                8 * profile.rtpTagLength(),
                8 * profile.rtcpTagLength(),
                profile.maximumLifetime());
    }

    /** The first row that is not as typed, if there is one. */
    static Optional<String> violation(IntFunction<Row> table) {
        return TYPED.stream()
                .filter(row -> !table.apply(row.code()).equals(row))
                .findFirst()
                .map(row -> table.apply(row.code()) + " should be " + row);
    }

    private static Row with(Row row, int salt, int rtcpTag, long lifetime) {
        return new Row(
                row.code(),
                row.name(),
                row.key(),
                salt,
                row.authKey(),
                row.rtpTag(),
                rtcpTag,
                lifetime);
    }

    private static Guard guard(
            String bug, String story, UnaryOperator<Row> sick, Clause... breaks) {
        return new Guard(
                bug, story, Set.of(breaks), NAME, () -> violation(code -> sick.apply(ours(code))));
    }
}
