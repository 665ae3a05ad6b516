package dtlskeying.properties.explain;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.properties.explain.Derivation.Input;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The key schedule of DTLS 1.3 (RFC 8446 §7.1, RFC 9147 §5.9), from the key exchange to the keys of
 * records and to what is exported; without the key exchange, from the secrets of the key log.
 */
final class Schedule13 {
    private final CipherSuite suite;
    private final KeySchedule schedule;
    private final Transcript13 transcript;
    private final Steps13 steps;
    private final LoggedSchedule13 logged;
    private final Exports exports;

    /** Makes, of an exporter secret and the epoch that it is of, what is exported from it. */
    interface Exports extends Function<Exporter, List<Derivation>> {}

    /** An exporter secret: of epoch 3 or later, and whether extended key updates made it. */
    record Exporter(KeySchedule schedule, Secret secret, long epoch, boolean isRenewable) {}

    Schedule13(Agreed agreed, CipherSuite suite, Secrets secrets, Exports exports) {
        this.suite = suite;
        this.schedule = KeySchedule.of(suite);
        this.transcript = Transcript13.of(agreed, suite.hash());
        this.steps = new Steps13(suite, secrets, agreed.clientRandom().orElse(Octets.EMPTY));
        this.logged = new LoggedSchedule13(steps, exports);
        this.exports = exports;
    }

    /** The tree; nothing if there is no secret to begin with. */
    List<Derivation> tree() {
        return steps.shared().map(this::fromExchange).or(logged::tree).stream().toList();
    }

    private Derivation fromExchange(Secret shared) {
        Secret early = schedule.early();
        Secret derived = schedule.derive(early, "derived", suite.hash().digest());
        Secret handshake = schedule.handshake(shared);
        var zeros = Octets.of(new byte[suite.hash().length()]);
        var extracted =
                steps.extracted(
                        "Handshake Secret",
                        "shared secret",
                        shared.octets(),
                        "the result of the key exchange",
                        handshake,
                        List.of(
                                handshakeTraffic(Role.CLIENT, handshake),
                                handshakeTraffic(Role.SERVER, handshake),
                                main(handshake)));
        return new Derivation(
                "Early Secret",
                "HKDF-Extract(salt, PSK)",
                List.of(
                        Input.of("salt", zeros, "zeros"),
                        Input.of("PSK", zeros, "zeros: there is no pre-shared key")),
                early.octets(),
                "",
                Steps13.EXTRACTED,
                List.of(steps.derived("for the next stage", derived, extracted)));
    }

    private Derivation main(Secret handshake) {
        Secret derived = schedule.derive(handshake, "derived", suite.hash().digest());
        Secret main = schedule.main(handshake);
        var zeros = Octets.of(new byte[suite.hash().length()]);
        var next = new ArrayList<Derivation>();
        for (Role sender : Role.values()) next.add(traffic(sender, main));
        Secret exporter = schedule.exporter(main, transcript.toServerFinished());
        next.add(
                steps.secret(
                        "exporter_secret",
                        "exp master",
                        transcript.toServerFinished(),
                        "up to the server's Finished",
                        exporter,
                        "EXPORTER_SECRET",
                        logged.isRenewable()
                                ? List.of()
                                : exports.apply(new Exporter(schedule, exporter, 3, false))));
        if (logged.isRenewable()) next.addAll(renewals(main));
        return steps.derived(
                "", derived, steps.extracted("Main Secret", "0", zeros, "zeros", main, next));
    }

    private List<Derivation> renewals(Secret main) {
        return new Renewals13(steps, logged, transcript.toServerFinished(), exports).of(main);
    }

    private Derivation handshakeTraffic(Role sender, Secret handshake) {
        Octets hash = transcript.toServerHello();
        Secret secret = schedule.handshakeTraffic(sender, handshake, hash);
        var next = steps.keys(secret);
        next.add(finished(sender, secret));
        return steps.secret(
                sender.text() + "_handshake_traffic_secret",
                Steps13.letter(sender) + " hs traffic",
                hash,
                "up to the ServerHello",
                secret,
                Steps13.upper(sender) + "_HANDSHAKE_TRAFFIC_SECRET",
                next);
    }

    private Derivation traffic(Role sender, Secret main) {
        Octets hash = transcript.toServerFinished();
        Secret secret = schedule.applicationTraffic(sender, main, hash);
        return steps.secret(
                sender.text() + "_application_traffic_secret_0",
                Steps13.letter(sender) + " ap traffic",
                hash,
                "up to the server's Finished",
                secret,
                Steps13.upper(sender) + "_TRAFFIC_SECRET_0",
                steps.keys(secret));
    }

    private Derivation finished(Role sender, Secret traffic) {
        Secret key = schedule.expand(traffic, "finished", Octets.EMPTY, suite.hash().length());
        Octets hash = transcript.beforeFinished(sender);
        Octets computed = schedule.verifyData(traffic, hash);
        var seen = transcript.finished(sender);
        String check =
                seen.isEmpty()
                        ? ""
                        : seen.get().equals(computed)
                                ? "the Finished on the wire is the same"
                                : "NOT what the Finished on the wire has";
        var verified =
                new Derivation(
                        "verify_data",
                        "HMAC(., messages)",
                        List.of(Input.of("messages", hash, "the hash of all before the Finished")),
                        computed,
                        check,
                        "rfc8446/7.1/b",
                        List.of());
        return new Derivation(
                "finished_key",
                "HKDF-Expand-Label(., \"finished\", \"\", %d)".formatted(key.length()),
                List.of(new Input("label", "\"dtls13finished\"", "")),
                key.octets(),
                "",
                "rfc8446/7.1/b",
                List.of(verified));
    }
}
