package dtlskeying.properties.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.properties.shim.BouncyCastle;
import dtlskeying.properties.shim.Implementation;
import dtlskeying.properties.shim.Ours;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;

/** The cases for live peers, put to implementations that are driven in virtual time. */
class DrivenSubjectTest {
    private static final Instant TODAY = Instant.parse("2026-06-01T00:00:00Z");
    private static final Entropy ENTROPY = Entropy.of(1);
    private static final Kit KIT =
            new Kit(
                    Identity.demonstration("probe", ENTROPY.child("identity"), KeyKind.EC_P256),
                    TODAY,
                    ENTROPY);

    @ParameterizedTest
    @EnumSource(Role.class)
    void nothing_is_held_against_ours(Role role) {
        var report = report(new Ours(DtlsVersion.V1_2, TODAY), role);
        assertThat(against(report)).isEmpty();
        assertThat(report.count(Outcome.PASS)).isGreaterThan(30);
    }

    /** What it does about records that cannot be opened is a SHOULD (RFC 6347 §4.1.2.7). */
    @ParameterizedTest
    @EnumSource(Role.class)
    void bouncy_castle_breaks_no_must_and_departs_where_records_fail(Role role) {
        var report = report(new BouncyCastle(), role);
        assertThat(report.results()).noneMatch(each -> each.isAgainst(false));
        assertThat(against(report)).contains("short-ciphertext", "empty-ciphertext");
    }

    private static List<String> against(ProbeReport report) {
        return report.results().stream()
                .filter(each -> each.isAgainst(true))
                .map(each -> each.probeCase().id())
                .toList();
    }

    private static ProbeReport report(Implementation implementation, Role role) {
        var cases = SrtpCases.all().stream().filter(each -> each.peers().contains(role)).toList();
        var subject = new DrivenSubject(implementation, role, Mki.hex("5eed"));
        var prober = new Prober(subject, KIT, new Prober.Manner(2_000, 1, 1));
        var report = prober.put(cases, _ -> {});
        assertThat(report.trouble()).isEmpty();
        assertThat(report.isWhole()).isTrue();
        return report;
    }
}
