package dtlskeying.properties.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Guard;
import dtlskeying.properties.srtp.KeyLaws.KeyLaw;
import dtlskeying.spec.srtp.ProtectionProfile;

import net.jqwik.api.Example;

import java.util.List;
import java.util.stream.Stream;

/** Profiles and keys in bytes, as documents and vectors have them: P08, P11, P13 to P15. */
class KeyCodeProperties {
    @Example
    void P08_profile_table_exact() {
        assertThat(ProfileTable.violation(ProfileTable::ours)).isEmpty();
        assertThat(ProtectionProfile.values()).hasSameSizeAs(ProfileTable.TYPED);
        for (ProtectionProfile profile : ProtectionProfile.values()) {
            int bits = ProfileTable.ours(profile.code()).key();
            assertThat(profile.exportLength() * 8)
                    .as(profile.name())
                    .isEqualTo(2 * (bits + ProfileTable.ours(profile.code()).salt()));
        }
    }

    @Example
    void P11_extractor_layout_as_published() {
        holds(KeyLaws.EXTRACTOR_LAYOUT);
    }

    @Example
    void P13_srtp_keys_distinct_from_dtls_record_keys() {
        assertThat(ExportGuards.violation(ExportGuards::healthy)).isEmpty();
    }

    @Example
    void P14_rtp_rtcp_key_separation_in_bytes() {
        holds(KeyLaws.RTP_RTCP_KEY_SEPARATION);
    }

    @Example
    void P15_srtp_kdf_matches_r3711_vectors() {
        holds(KeyLaws.KDF_MATCHES);
    }

    @Example
    void every_known_bug_is_noticed_by_its_property() {
        for (Guard guard :
                Stream.of(ProfileTable.GUARDS, KeyGuards.ALL, ExportGuards.ALL)
                        .flatMap(List::stream)
                        .toList())
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    private static void holds(KeyLaw law) {
        assertThat(law.run().apply(KeyCode.HEALTHY)).as(law.name()).isEmpty();
    }
}
