package dtlskeying.properties.explain;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.message.HandshakeHeader;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls12.CipherSuite;
import dtlskeying.impl.dtls12.KeySchedule;
import dtlskeying.properties.decode.Unit;
import dtlskeying.properties.explain.Derivation.Input;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;

/** The keys of one handshake of DTLS 1.2 (RFC 5246 §6.3 and §8.1, RFC 7627 §4, RFC 5705 §4). */
final class Schedule12 {
    private static final int CLIENT_HELLO = 1;
    private static final int HELLO_VERIFY_REQUEST = 3;
    private static final int CLIENT_KEY_EXCHANGE = 16;
    private static final int FINISHED = 20;

    private final Agreed agreed;
    private final KeySchedule schedule;
    private final Octets clientRandom;
    private final Octets serverRandom;

    Schedule12(Agreed agreed, CipherSuite suite, Secret master) {
        this.agreed = agreed;
        this.schedule = new KeySchedule(suite, master);
        this.clientRandom = agreed.clientRandom().orElse(Octets.EMPTY);
        this.serverRandom = agreed.serverHello().map(ServerHello::random).orElse(Octets.EMPTY);
    }

    /** The tree; what the key exchange gave is forgotten, as it has to be. */
    Derivation tree(List<Derivation> exported) {
        var next = new ArrayList<Derivation>();
        next.add(keyBlock());
        for (Role sender : Role.values()) next.add(verifyData(sender));
        next.addAll(exported);
        return new Derivation(
                "master_secret",
                "PRF(pre_master_secret, \"extended master secret\", session_hash)",
                List.of(
                        new Input("pre_master_secret", "(forgotten)", "erased once this was made"),
                        Input.of(
                                "session_hash",
                                sessionHash(),
                                "the hash of all messages up to the ClientKeyExchange")),
                schedule.masterSecret().octets(),
                "the key log calls it CLIENT_RANDOM",
                "RFC 7627 \u00a74",
                next);
    }

    /** All that SRTP asks for, by the exporter. */
    Secret export(String label, int length) {
        return schedule.export(label, clientRandom, serverRandom, length);
    }

    /** The inputs of an export. */
    List<Input> exportInputs(String label) {
        return List.of(
                new Input("label", "\"" + label + "\"", ""),
                Input.of("client_random", clientRandom, "of the ClientHello"),
                Input.of("server_random", serverRandom, "of the ServerHello"));
    }

    private Hash hash() {
        return schedule.suite().hash();
    }

    private Octets sessionHash() {
        var all = Octets.EMPTY;
        for (Unit.Message each : transcript()) {
            all = Octets.concat(all, encoded(each));
            if (each.message().type() == CLIENT_KEY_EXCHANGE) break;
        }
        return hash().digest(all);
    }

    /** The messages that count: what went before the hello that was answered does not. */
    private List<Unit.Message> transcript() {
        var counted = new ArrayList<Unit.Message>();
        for (Unit.Message each : agreed.messages()) {
            if (each.message().type() == CLIENT_HELLO) counted.clear();
            if (each.message().type() != HELLO_VERIFY_REQUEST && each.message().type() != 0)
                counted.add(each);
        }
        return counted;
    }

    private static Octets encoded(Unit.Message each) {
        var message = each.message();
        var header =
                HandshakeHeader.whole(
                        message.type(), message.body().length(), message.messageSeq());
        return Octets.concat(header.encode(), message.body());
    }

    private Derivation keyBlock() {
        var keys = schedule.keyBlock(clientRandom, serverRandom);
        var parts = new ArrayList<Derivation>();
        for (Role sender : Role.values())
            parts.add(cut(sender.text() + "_write_key", keys.key(sender), "AEAD key"));
        for (Role sender : Role.values())
            parts.add(cut(sender.text() + "_write_IV", keys.iv(sender), "begins each nonce"));
        var block = Octets.concat(parts.stream().map(Derivation::output).toArray(Octets[]::new));
        return new Derivation(
                "key_block",
                "PRF(., \"key expansion\", server_random + client_random)",
                List.of(
                        new Input("label", "\"key expansion\"", ""),
                        Input.of("server_random", serverRandom, "comes first here"),
                        Input.of("client_random", clientRandom, "")),
                block,
                "",
                "RFC 5246 \u00a76.3",
                parts);
    }

    private static Derivation cut(String name, Secret part, String meaning) {
        return new Derivation(
                name,
                "the next %d bytes of it".formatted(part.length()),
                List.of(new Input("use", meaning, "")),
                part.octets(),
                "",
                "RFC 5246 \u00a76.3",
                List.of());
    }

    private Derivation verifyData(Role sender) {
        var all = Octets.EMPTY;
        Octets seen = Octets.EMPTY;
        for (Unit.Message each : transcript()) {
            if (each.message().type() == FINISHED && each.sender() == sender) {
                seen = each.message().body();
                break;
            }
            all = Octets.concat(all, encoded(each));
        }
        Octets computed = schedule.verifyData(sender, hash().digest(all));
        String check =
                seen.isEmpty()
                        ? ""
                        : seen.equals(computed)
                                ? "the Finished on the wire is the same"
                                : "NOT what the Finished on the wire has";
        return new Derivation(
                "verify_data of the " + sender.text(),
                "PRF(., \"%s finished\", messages)".formatted(sender.text()),
                List.of(
                        new Input("label", "\"" + sender.text() + " finished\"", ""),
                        Input.of("messages", hash().digest(all), "the hash of all before it")),
                computed,
                check,
                "RFC 5246 \u00a77.4.9",
                List.of());
    }
}
