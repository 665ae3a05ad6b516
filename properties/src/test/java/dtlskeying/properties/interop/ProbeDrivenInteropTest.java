package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.properties.probe.CaseResult;
import dtlskeying.properties.probe.DrivenSubject;
import dtlskeying.properties.probe.Kit;
import dtlskeying.properties.probe.Outcome;
import dtlskeying.properties.probe.ProbeCase;
import dtlskeying.properties.probe.Prober;
import dtlskeying.properties.probe.SrtpCases;
import dtlskeying.properties.shim.BouncyCastle;
import dtlskeying.properties.shim.Implementation;
import dtlskeying.properties.shim.Ours;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.srtp.Mki;

import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.List;

/** The cases for live peers, put to implementations that are driven in virtual time. */
class ProbeDrivenInteropTest {
    private static final Instant TODAY = Instant.parse("2026-06-01T00:00:00Z");
    private static final Entropy ENTROPY = Entropy.of(1);
    private static final List<String> MEDIA =
            SrtpCases.media().stream().map(ProbeCase::id).toList();
    private static final Kit KIT =
            new Kit(
                    Identity.demonstration("probe", ENTROPY.child("identity"), KeyKind.EC_P256),
                    TODAY,
                    ENTROPY);

    @ParameterizedTest
    @EnumSource(Role.class)
    void nothing_is_held_against_ours(Role role) {
        var results =
                results(new Ours(DtlsVersion.V1_2, TODAY), role, cases(SrtpCases.all(), role));
        assertThat(results).noneMatch(each -> each.isAgainst(true));
        assertThat(results)
                .filteredOn(each -> MEDIA.contains(each.probeCase().id()))
                .allMatch(each -> each.outcome() == Outcome.PASS);
        assertThat(results)
                .filteredOn(each -> each.outcome() == Outcome.PASS)
                .hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void bouncy_castle_does_what_is_known_of_it(Role role) {
        var peer =
                new ProbedPeer(
                        "bouncy-castle-" + role.text(),
                        "Bouncy Castle",
                        new BouncyCastleProvider().getVersionStr(),
                        role,
                        "srtp",
                        "--shim 'dtls-keying shim 127.0.0.1:{port} bouncy-castle'");
        ProbeExpectations.check(
                peer,
                cases(SrtpCases.handshake(), role),
                cases -> results(new BouncyCastle(), role, cases));
    }

    private static List<ProbeCase> cases(List<ProbeCase> all, Role role) {
        return all.stream().filter(each -> each.peers().contains(role)).toList();
    }

    private static List<CaseResult> results(
            Implementation implementation, Role role, List<ProbeCase> cases) {
        var subject = new DrivenSubject(implementation, role, Mki.hex("5eed"));
        var prober = new Prober(subject, KIT, new Prober.Manner(2_000, 1, 1));
        var report = prober.put(cases, _ -> {});
        assertThat(report.trouble()).isEmpty();
        assertThat(report.isWhole()).isTrue();
        return report.results();
    }
}
