package dtlskeying.properties.interop;

import dtlskeying.properties.probe.CaseResult;
import dtlskeying.properties.probe.Dtls13Cases;
import dtlskeying.properties.probe.ProbeCase;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the probe says of NSS and wolfSSL, driven by {@code nss_peer.c}, {@code wolfssl_peer.c}. */
class ProbeDtls13InteropTest {
    private static final String SRTP = " srtp=0001,0002";

    @TempDir Path directory;

    /**
     * wolfSSL refuses its own cookie if use_srtp was offered, so that no server asks for one then.
     */
    @ParameterizedTest
    @EnumSource(Dtls13Peer.Library.class)
    void the_verdict_on_their_server_is_the_known_one(Dtls13Peer.Library library) {
        library.assumePresent();
        String command = command(library, "server", ProbePeers.server(), ProbePeers.client());
        ProbeExpectations.check(
                name(library) + "-server",
                Dtls13Cases.all(),
                cases ->
                        put(
                                cases,
                                some -> ProbePeers.putToServer(some, command + " retry=1"),
                                some -> ProbePeers.putToServer(some, command + SRTP)));
    }

    @ParameterizedTest
    @EnumSource(Dtls13Peer.Library.class)
    void the_verdict_on_their_client_is_the_known_one(Dtls13Peer.Library library) {
        library.assumePresent();
        String command = command(library, "client", ProbePeers.client(), ProbePeers.server());
        ProbeExpectations.check(
                name(library) + "-client",
                Dtls13Cases.all(),
                cases ->
                        put(
                                cases,
                                some -> ProbePeers.putToClient(some, command),
                                some -> ProbePeers.putToClient(some, command + SRTP)));
    }

    /** Cases of SRTP are put to a peer that wants it, and all others to one that does not. */
    private static List<CaseResult> put(
            List<ProbeCase> cases,
            Function<List<ProbeCase>, List<CaseResult>> plain,
            Function<List<ProbeCase>, List<CaseResult>> srtp) {
        var names = Dtls13Cases.srtp().stream().map(ProbeCase::id).toList();
        var apart =
                cases.stream()
                        .collect(Collectors.partitioningBy(each -> names.contains(each.id())));
        var results = new ArrayList<>(plain.apply(apart.get(false)));
        results.addAll(srtp.apply(apart.get(true)));
        return results;
    }

    private String command(
            Dtls13Peer.Library library, String role, Credential own, Credential trusted) {
        return "exec %s %s {port} %s %s %s"
                .formatted(
                        CompiledPeer.compile(name(library) + "_peer", name(library)),
                        role,
                        own.certificateFile(directory),
                        own.keyFile(directory),
                        trusted.certificateFile(directory));
    }

    private static String name(Dtls13Peer.Library library) {
        return library.name().toLowerCase(Locale.ROOT);
    }
}
