package dtlskeying.properties.explain;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.properties.decode.Unit;
import dtlskeying.properties.explain.Schedule13.Exporter;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.DtlsVersion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How every key of a run came about, a tree for each handshake. */
final class Derivations {
    private static final int PARAMETER = 0x8006;
    private static final int PARAMETERS_AT = 16;

    private final Exchange exchange;
    private final Secrets secrets;

    private Derivations(Exchange exchange, Secrets secrets) {
        this.exchange = exchange;
        this.secrets = secrets;
    }

    /** Those of every handshake. */
    static List<KeyTree> of(Exchange exchange, Secrets secrets) {
        var all = new Derivations(exchange, secrets);
        return exchange.agreed().stream().map(all::tree).toList();
    }

    private KeyTree tree(Agreed agreed) {
        String title =
                "Association %d, handshake %d".formatted(agreed.association(), agreed.handshake());
        int code = agreed.serverHello().map(hello -> hello.cipherSuite()).orElse(0);
        return agreed.version() == DtlsVersion.V1_3
                ? CipherSuite.find(code)
                        .map(suite ->
                                new KeyTree(title + ": DTLS 1.3, " + suite, tree13(agreed, suite)))
                        .orElse(new KeyTree(title, List.of()))
                : dtlskeying.impl.dtls12.CipherSuite.find(code)
                        .map(suite ->
                                new KeyTree(
                                        title + ": DTLS 1.2, " + suite,
                                        tree12(agreed, suite).stream().toList()))
                        .orElse(new KeyTree(title, List.of()));
    }

    private Optional<Derivation> tree12(Agreed agreed, dtlskeying.impl.dtls12.CipherSuite suite) {
        return agreed.clientRandom()
                .flatMap(random -> secrets.find(random, "CLIENT_RANDOM"))
                .filter(master -> master.length() == 48)
                .map(master -> {
                    var schedule = new Schedule12(agreed, suite, master);
                    var exported =
                            agreed.profile().stream()
                                    .map(profile ->
                                            new MediaKeys(profile)
                                                    .tree(
                                                            "PRF(., label, client_random +"
                                                                    + " server_random)",
                                                            schedule.exportInputs(MediaKeys.LABEL),
                                                            schedule.export(
                                                                    MediaKeys.LABEL,
                                                                    profile.exportLength()),
                                                            ""))
                                    .toList();
                    return schedule.tree(exported);
                });
    }

    private List<Derivation> tree13(Agreed agreed, CipherSuite suite) {
        var parameters = parameters(agreed);
        return new Schedule13(
                        agreed,
                        suite,
                        secrets,
                        exporter -> exports(agreed, suite, parameters, exporter))
                .tree();
    }

    private static List<Derivation> exports(
            Agreed agreed, CipherSuite suite, List<Octets> parameters, Exporter exporter) {
        var all = new ArrayList<Derivation>();
        agreed.profile()
                .ifPresent(profile -> {
                    Secret exported =
                            exporter.schedule()
                                    .export(
                                            exporter.secret(),
                                            MediaKeys.LABEL,
                                            Octets.EMPTY,
                                            profile.exportLength());
                    all.add(
                            new MediaKeys(profile)
                                    .tree(
                                            "TLS-Exporter(label, \"\", %d)"
                                                    .formatted(profile.exportLength()),
                                            MediaKeys.inputs(suite.hash().digest()),
                                            exported,
                                            ""));
                });
        if (parameters.size() == 2)
            all.addAll(
                    new ChunkKeyTree(suite, parameters.getFirst(), parameters.getLast())
                            .of(exporter.secret(), exporter.epoch()));
        return all;
    }

    /** The parameters of the client and the server of the key management, before its handshake. */
    private List<Octets> parameters(Agreed agreed) {
        var first = agreed.messages().getFirst();
        var client = first.place().from();
        Map<Boolean, Octets> latest = new HashMap<>();
        for (Unit unit : exchange.units()) {
            if (unit.place().packet() > first.place().packet()) break;
            if (!(unit instanceof Unit.Sctp packet)) continue;
            for (Unit.Chunk chunk : packet.chunks())
                if (chunk.type() == 1 || chunk.type() == 2)
                    parameter(chunk.body())
                            .ifPresent(found ->
                                    latest.put(packet.place().from().equals(client), found));
        }
        return latest.size() == 2 ? List.of(latest.get(true), latest.get(false)) : List.of();
    }

    private static Optional<Octets> parameter(Octets body) {
        for (int at = PARAMETERS_AT; at + 4 <= body.length(); ) {
            int length = body.at(at + 2) << 8 | body.at(at + 3);
            if (length < 4 || at + length > body.length()) break;
            if ((body.at(at) << 8 | body.at(at + 1)) == PARAMETER)
                return Optional.of(body.slice(at, at + length));
            at += length + 3 & ~3;
        }
        return Optional.empty();
    }
}
