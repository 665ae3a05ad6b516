package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.probe.ChunkCases;
import dtlskeying.properties.probe.Dtls13Cases;
import dtlskeying.properties.probe.Outcome;
import dtlskeying.properties.probe.ProbeCase;
import dtlskeying.properties.probe.SrtpCases;
import dtlskeying.spec.Role;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The probe passes our own command, over real sockets, as a process that is started for every case:
 * each of its kinds, as each end that it can be, with a handful of cases.
 */
class ProbeOurCommandInteropTest {
    private static final String JAVA =
            "exec %s --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -cp '%s' %s "
                    .formatted(
                            ProcessHandle.current().info().command().orElseThrow(),
                            System.getProperty("java.class.path"),
                            "dtlskeying.properties.Main");

    private enum End {
        SRTP_SERVER(
                SrtpCases::all,
                "run srtp --dtls 1.2 --echo --msl 2 --listen",
                "mki-2",
                "media-has-mki",
                "media-replayed",
                "old-keys-within-msl",
                "old-keys-after-msl"),
        SRTP_CLIENT(
                SrtpCases::all,
                "run srtp --dtls 1.2 --echo --mki 0a --connect",
                "foreign-mki",
                "media-foreign-mki",
                "new-keys-before-finished"),
        NEWER_SRTP_SERVER(Dtls13Cases::all, "run srtp --dtls 1.3 --listen", "srtp-mki-2"),
        NEWER_SRTP_CLIENT(Dtls13Cases::all, "run srtp --dtls 1.3 --connect", "srtp-two-profiles"),
        DTLS13_SERVER(
                Dtls13Cases::all,
                "run dtls13 --listen",
                "wrong-cookie",
                "proof-fails",
                "key-update-requested"),
        DTLS13_CLIENT(
                Dtls13Cases::all,
                "run dtls13 --connect",
                "encrypted-not-offered",
                "finished-fails",
                "records-obey-limit"),
        CHUNK_SERVER(
                ChunkCases::all,
                "run chunk --memory --listen",
                "no-offer",
                "smaller-tie-breaker",
                "chunk-epoch-bits",
                "plain-abort"),
        CHUNK_CLIENT(
                ChunkCases::all,
                "run chunk --memory --connect",
                "no-offer",
                "equal-tie-breakers",
                "larger-tie-breaker",
                "chunk-replayed");

        private final Supplier<List<ProbeCase>> cases;
        private final String words;
        private final Set<String> names;

        End(Supplier<List<ProbeCase>> cases, String words, String... names) {
            this.cases = cases;
            this.words = words;
            this.names = Set.of(names);
        }

        private Role role() {
            return name().endsWith("SERVER") ? Role.SERVER : Role.CLIENT;
        }

        private List<ProbeCase> chosen() {
            return cases.get().stream().filter(each -> names.contains(each.id())).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void each_end_of_ours_passes(End end) {
        String command = JAVA + end.words + " 127.0.0.1:{port}";
        var results =
                switch (end.role()) {
                    case SERVER -> ProbePeers.putToOurServer(end.chosen(), command);
                    case CLIENT -> ProbePeers.putToOurClient(end.chosen(), command);
                };
        assertThat(results).hasSameSizeAs(end.names);
        assertThat(results)
                .allSatisfy(each ->
                        assertThat(each.outcome())
                                .as("%s: %s", each.probeCase().id(), each.words())
                                .isEqualTo(Outcome.PASS));
    }
}
