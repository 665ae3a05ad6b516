package dtlskeying.properties.interop;

import dtlskeying.properties.probe.CaseResult;
import dtlskeying.properties.probe.Dtls13Cases;
import dtlskeying.properties.probe.ProbeCase;
import dtlskeying.spec.Role;

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
    private static final String RETRY = " retry=1";

    @TempDir Path directory;

    /**
     * wolfSSL refuses its own cookie if use_srtp was offered, so that no server asks for one then.
     */
    @ParameterizedTest
    @EnumSource(Dtls13Peer.Library.class)
    void the_verdict_on_their_server_is_the_known_one(Dtls13Peer.Library library) {
        library.assumePresent();
        var peer =
                peer(
                        library,
                        Role.SERVER,
                        "server {port} server.pem server.key client.pem" + RETRY);
        String command = command(library, peer);
        ProbeExpectations.check(
                peer,
                Dtls13Cases.all(),
                cases ->
                        put(
                                cases,
                                some -> ProbePeers.putToServer(some, command),
                                some ->
                                        ProbePeers.putToServer(
                                                some, command.replace(RETRY, SRTP))));
    }

    @ParameterizedTest
    @EnumSource(Dtls13Peer.Library.class)
    void the_verdict_on_their_client_is_the_known_one(Dtls13Peer.Library library) {
        library.assumePresent();
        var peer = peer(library, Role.CLIENT, "client {port} client.pem client.key server.pem");
        String command = command(library, peer);
        ProbeExpectations.check(
                peer,
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

    private static ProbedPeer peer(Dtls13Peer.Library library, Role role, String arguments) {
        String name = name(library);
        return new ProbedPeer(
                name + "-" + role.text(),
                library == Dtls13Peer.Library.NSS ? "NSS" : "wolfSSL",
                CompiledPeer.version(name),
                role,
                "dtls13",
                name + "_peer " + arguments);
    }

    private String command(Dtls13Peer.Library library, ProbedPeer peer) {
        String program = name(library) + "_peer";
        return peer.startWith(directory, program, CompiledPeer.compile(program, name(library)));
    }

    private static String name(Dtls13Peer.Library library) {
        return library.name().toLowerCase(Locale.ROOT);
    }
}
