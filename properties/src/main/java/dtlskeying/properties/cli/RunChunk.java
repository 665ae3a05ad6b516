package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.KeyManagementSupport;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.KeyShareGroup;
import dtlskeying.impl.dtls13.Carrier;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.LargeRecords;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/** {@code run chunk}: SCTP under the DTLS chunk, with both ends here or one against a peer. */
@Command(
        name = "chunk",
        description = {
            "An SCTP association protected by the DTLS chunk, under keys from DTLS 1.3:",
            "both ends over UDP on loopback or in memory, or one end against a peer."
        },
        footer = {
            "",
            "Examples:",
            "  dtls-keying run chunk",
            "  dtls-keying run chunk --memory --loss 20%% --seed 9 --json",
            "  dtls-keying run chunk --restart --out run-1",
            "  dtls-keying run chunk --messages 1000 --rekey-every 100",
            "  dtls-keying run chunk --messages 1000 --rekey-every 100 --reauth",
            "  dtls-keying run chunk --listen 127.0.0.1:9899",
            "  dtls-keying run chunk --connect 127.0.0.1:9899 --messages 100 --sizes 1,65536"
        })
final class RunChunk extends Verb {
    @Mixin private PeerOptions peer;
    @Mixin private IdentityOptions identities;
    @Mixin private NetworkOptions network;
    @Mixin private ChunkTrafficOptions traffic;
    @Mixin private RecordSizeOptions sizes;
    @Mixin private CodePointOptions numbers;

    @Option(
            names = "--suites",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Cipher suites, best first, such as TLS_AES_128_GCM_SHA256 (default: all).")
    private CipherSuite[] suites = CipherSuite.values();

    @Option(
            names = "--groups",
            paramLabel = "NAME",
            split = ",",
            description = "Groups, best first: ${COMPLETION-CANDIDATES} (default: all).")
    private KeyShareGroup[] groups = KeyShareGroup.values();

    @Option(
            names = "--roles",
            paramLabel = "client|server|either",
            defaultValue = "either",
            description = "What our opening or only end can be in the key management.")
    private RoleWish roles;

    @Option(
            names = "--methods",
            paramLabel = "ID",
            split = ",",
            defaultValue = "1",
            description = "Key management methods, 0 to 255, best first (default: 1, ours).")
    private List<Integer> methods;

    @Option(
            names = "--loose",
            description = "Go on without protection where the peer offers nothing that fits.")
    private boolean loose;

    @Option(
            names = "--no-rekey",
            description =
                    "Do without extended key update: the first keys are all there are, exported"
                            + " as RFC 8446 has it.")
    private boolean noRekey;

    @Option(
            names = "--reauth",
            paramLabel = "after-update|SECONDS",
            arity = "0..1",
            fallbackValue = "after-update",
            description =
                    "Each end of ours has its peer prove again who it is: after every update of the"
                            + " keys, or when the last proof is so old (default: never).")
    private ReauthenticationWish reauth = ReauthenticationWish.NEVER;

    @Option(
            names = "--restart",
            description = "The opening end loses its association, and comes back protected.")
    private boolean restart;

    @Option(
            names = "--memory",
            description = "An SCTP of our own, in memory; both ends then in virtual time.")
    private boolean memory;

    @Option(
            names = "--sctp-port",
            paramLabel = "N",
            defaultValue = "5001",
            description = "The SCTP port of the end that waits (default: 5001).")
    private int sctpPort;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write trace.jsonl, keylog.txt, capture.pcapng and report.html there.")
    private Path folder;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Option(names = "--secrets", description = "Show the exporter secret in it.")
    private boolean secrets;

    /** What an end wants to be. */
    enum RoleWish {
        client(Roles.CLIENT_ONLY),
        server(Roles.SERVER_ONLY),
        either(Roles.EITHER);

        private final Roles roles;

        RoleWish(Roles roles) {
            this.roles = roles;
        }
    }

    @Override
    public Integer call() {
        check();
        var setting =
                new ChunkSetting(
                        identities,
                        List.of(suites),
                        List.of(groups),
                        support(),
                        traffic.streams(),
                        sctpPort,
                        numbers.updates(!noRekey),
                        settings -> sizes.on(settings, numbers),
                        reauth.policy(),
                        Entropy.of(network.isGiven() ? seed() : ChunkSetting.freshSeed()));
        var opening = new ChunkOpening(setting, memory, network, out());
        ChunkReport report = Interrupt.heard(() -> run(opening));
        out().println();
        report.print(out());
        if (json) out().println(Json.line(report.toJson(secrets)));
        return report.status();
    }

    private ChunkReport run(ChunkOpening opening) {
        return peer.isGiven()
                ? opening.one(peer.meeting(), peer, traffic, restart, folder)
                : opening.both(traffic, restart, folder);
    }

    private void check() {
        traffic.check();
        numbers.numbering(LargeRecords.OFF);
        sizes.checkWithin(Carrier.MESSAGES.longestRecord());
        if (methods.isEmpty()) throw misuse("--methods: at least one is needed");
        for (int method : methods)
            if (method < 0 || method > 255)
                throw misuse("--methods are from 0 to 255, not " + method);
        if (sctpPort < 1 || sctpPort > 0xffff)
            throw misuse("--sctp-port is from 1 to 65535, not " + sctpPort);
        if (noRekey && traffic.isRekeying())
            throw misuse("--rekey-every has nothing to do with --no-rekey");
        if (reauth.policy().afterUpdates() && noRekey)
            throw misuse("--reauth after updates has nothing to do with --no-rekey");
        if (reauth.policy().afterUpdates() && !traffic.isRekeying() && !peer.isGiven())
            throw misuse("--reauth after updates needs --rekey-every; or say --reauth=SECONDS");
        if (secrets && !json) throw misuse("--secrets needs --json");
        if (network.isGiven() && (peer.isGiven() || !memory))
            throw misuse("--loss, --reorder, --duplicate and --seed need --memory and both ends");
    }

    private Octets seed() {
        return Octets.hex("%016x".formatted(network.seed()));
    }

    private KeyManagementSupport support() {
        return new KeyManagementSupport(roles.roles, true, !loose, methods);
    }
}
