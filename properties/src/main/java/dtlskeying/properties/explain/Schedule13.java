package dtlskeying.properties.explain;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ExtendedKeySchedule;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.properties.explain.Derivation.Input;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The key schedule of DTLS 1.3 (RFC 8446 §7.1, RFC 9147 §5.9), from the key exchange to the keys of
 * records and to what is exported; without the key exchange, from the secrets of the key log.
 */
final class Schedule13 {
    private static final String EXTRACTED = "rfc8446/7.1/a";
    private static final String KEYS = "rfc8446/7.3/a";
    private static final int MOST_UPDATES = 64;

    private final CipherSuite suite;
    private final KeySchedule schedule;
    private final Secrets secrets;
    private final Transcript13 transcript;
    private final Octets random;

    /** Makes, of an exporter secret and the epoch that it is of, what is exported from it. */
    interface Exports extends Function<Exporter, List<Derivation>> {}

    /** An exporter secret: of epoch 3 or later, and whether extended key updates made it. */
    record Exporter(KeySchedule schedule, Secret secret, long epoch, boolean isRenewable) {}

    private final Exports exports;

    Schedule13(Agreed agreed, CipherSuite suite, Secrets secrets, Exports exports) {
        this.suite = suite;
        this.schedule = KeySchedule.of(suite);
        this.secrets = secrets;
        this.transcript = Transcript13.of(agreed, suite.hash());
        this.random = agreed.clientRandom().orElse(Octets.EMPTY);
        this.exports = exports;
    }

    /** The tree; nothing if there is no secret to begin with. */
    List<Derivation> tree() {
        return secrets.shared(random).map(this::fromExchange).or(this::fromLog).stream().toList();
    }

    private Derivation fromExchange(Secret shared) {
        Secret early = schedule.early();
        Secret derived = schedule.derive(early, "derived", suite.hash().digest());
        Secret handshake = schedule.handshake(shared);
        var zeros = Octets.of(new byte[suite.hash().length()]);
        var extracted =
                extracted(
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
                EXTRACTED,
                List.of(derived("for the next stage", derived, extracted)));
    }

    private Derivation derived(String use, Secret output, Derivation next) {
        return new Derivation(
                "derived",
                "Derive-Secret(., \"derived\", \"\")",
                List.of(
                        new Input("label", "\"dtls13derived\"", "with the prefix of DTLS 1.3"),
                        Input.of("context", suite.hash().digest(), "the hash of nothing")),
                output.octets(),
                "",
                use.isEmpty() ? EXTRACTED : "rfc9147/5.9/a",
                List.of(next));
    }

    private Derivation extracted(
            String name,
            String inputName,
            Octets input,
            String meaning,
            Secret output,
            List<Derivation> next) {
        return new Derivation(
                name,
                "HKDF-Extract(salt, " + inputName + ")",
                List.of(
                        new Input("salt", "(the secret above)", ""),
                        Input.of(inputName, input, meaning)),
                output.octets(),
                "",
                EXTRACTED,
                next);
    }

    private Derivation main(Secret handshake) {
        Secret derived = schedule.derive(handshake, "derived", suite.hash().digest());
        Secret main = schedule.main(handshake);
        var zeros = Octets.of(new byte[suite.hash().length()]);
        var next = new ArrayList<Derivation>();
        for (Role sender : Role.values()) next.add(traffic(sender, main));
        Secret exporter = schedule.exporter(main, transcript.toServerFinished());
        next.add(
                secret(
                        "exporter_secret",
                        "exp master",
                        transcript.toServerFinished(),
                        "up to the server's Finished",
                        exporter,
                        "EXPORTER_SECRET",
                        isRenewable()
                                ? List.of()
                                : exports.apply(new Exporter(schedule, exporter, 3, false))));
        if (isRenewable()) next.addAll(renewals(main));
        return derived("", derived, extracted("Main Secret", "0", zeros, "zeros", main, next));
    }

    private boolean isRenewable() {
        return secrets.find(random, "EXPORTER_SECRET_0").isPresent()
                || secrets.find(random, "EXPORTER_SECRET_1").isPresent();
    }

    private Derivation handshakeTraffic(Role sender, Secret handshake) {
        Octets hash = transcript.toServerHello();
        Secret secret = schedule.handshakeTraffic(sender, handshake, hash);
        var next = keys(secret);
        next.add(finished(sender, secret));
        return secret(
                sender.text() + "_handshake_traffic_secret",
                letter(sender) + " hs traffic",
                hash,
                "up to the ServerHello",
                secret,
                upper(sender) + "_HANDSHAKE_TRAFFIC_SECRET",
                next);
    }

    private Derivation traffic(Role sender, Secret main) {
        Octets hash = transcript.toServerFinished();
        Secret secret = schedule.applicationTraffic(sender, main, hash);
        return secret(
                sender.text() + "_application_traffic_secret_0",
                letter(sender) + " ap traffic",
                hash,
                "up to the server's Finished",
                secret,
                upper(sender) + "_TRAFFIC_SECRET_0",
                keys(secret));
    }

    /** Derive-Secret with a transcript. */
    private Derivation secret(
            String name,
            String label,
            Octets hash,
            String upTo,
            Secret output,
            String logged,
            List<Derivation> next) {
        return new Derivation(
                name,
                "Derive-Secret(., \"" + label + "\", messages)",
                List.of(
                        new Input("label", "\"dtls13" + label + "\"", ""),
                        Input.of("context", hash, "the hash of all messages " + upTo)),
                output.octets(),
                check(logged, output),
                EXTRACTED,
                next);
    }

    private String check(String label, Secret computed) {
        Optional<Secret> logged = secrets.find(random, label);
        if (logged.isEmpty()) return "";
        return logged.get().equals(computed)
                ? "the key log has the same as " + label
                : "NOT what the key log has as " + label;
    }

    /** Key, nonce and number key of an epoch. */
    private List<Derivation> keys(Secret traffic) {
        var keys = schedule.keys(suite.aead(), traffic);
        var all = new ArrayList<Derivation>();
        all.add(expanded("key", keys.key(), "protects the records"));
        all.add(expanded("iv", keys.iv(), "XORed with each number into a nonce"));
        all.add(expanded("sn", keys.numberKey(), "masks the numbers in the headers"));
        return all;
    }

    private static Derivation expanded(String label, Secret output, String meaning) {
        return new Derivation(
                label.equals("sn") ? "sn_key" : label,
                "HKDF-Expand-Label(., \"%s\", \"\", %d)".formatted(label, output.length()),
                List.of(new Input("label", "\"dtls13" + label + "\"", meaning)),
                output.octets(),
                "",
                label.equals("sn") ? "rfc9147/4.2.3/a" : KEYS,
                List.of());
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

    /** What extended key updates make: their main secrets are forgotten, the rest is logged. */
    private List<Derivation> renewals(Secret main) {
        var all = new ArrayList<Derivation>();
        var extended = new ExtendedKeySchedule(schedule);
        Secret exporter = extended.firstExporter(main, transcript.toServerFinished());
        all.add(
                secret(
                        "exporter_secret_0",
                        "exporter eku",
                        transcript.toServerFinished(),
                        "up to the server's Finished",
                        exporter,
                        "EXPORTER_SECRET_0",
                        exports.apply(new Exporter(schedule, exporter, 3, true))));
        Secret salt = extended.salt(main);
        var generations = generations();
        if (!generations.isEmpty())
            all.add(
                    new Derivation(
                            "salt for the next main secret",
                            "Derive-Secret(., \"derived\", \"\")",
                            List.of(new Input("label", "\"dtls13derived\"", "")),
                            salt.octets(),
                            "",
                            "extended-key-update/7/b",
                            generations));
        return all;
    }

    private List<Derivation> generations() {
        var all = new ArrayList<Derivation>();
        for (int n = 1; n <= MOST_UPDATES; n++) {
            if (secrets.find(random, "CLIENT_TRAFFIC_SECRET_" + n).isEmpty()) break;
            all.add(generation(n));
        }
        return all;
    }

    private Derivation generation(int n) {
        var next = logged(n);
        return new Derivation(
                "Main Secret " + n,
                "HKDF-Extract(salt, shared secret " + n + ")",
                List.of(
                        new Input("shared secret", "(forgotten)", "of the exchange of update " + n),
                        new Input("salt", "(the one above it)", "")),
                Octets.EMPTY,
                "",
                "extended-key-update/7/c",
                next);
    }

    private List<Derivation> logged(int n) {
        var all = new ArrayList<Derivation>();
        for (Role sender : Role.values())
            found(
                            sender.text() + "_application_traffic_secret_" + n,
                            upper(sender) + "_TRAFFIC_SECRET_" + n,
                            this::keys)
                    .ifPresent(all::add);
        found(
                        "exporter_secret" + (n == 0 ? "" : "_" + n),
                        n == 0 ? "EXPORTER_SECRET" : "EXPORTER_SECRET_" + n,
                        secret ->
                                exports.apply(new Exporter(schedule, secret, 3 + n, isRenewable())))
                .ifPresent(all::add);
        return all;
    }

    private Optional<Derivation> found(
            String name, String label, Function<Secret, List<Derivation>> next) {
        return secrets.find(random, label)
                .filter(secret -> secret.length() == suite.hash().length())
                .map(secret ->
                        new Derivation(
                                name,
                                "from the key log",
                                List.of(),
                                secret.octets(),
                                "the key log calls it " + label,
                                "RFC 9850 \u00a72",
                                next.apply(secret)));
    }

    private Optional<Derivation> fromLog() {
        var next = new ArrayList<Derivation>();
        for (Role sender : Role.values())
            found(
                            sender.text() + "_handshake_traffic_secret",
                            upper(sender) + "_HANDSHAKE_TRAFFIC_SECRET",
                            this::keys)
                    .ifPresent(next::add);
        for (int n = 0; n <= MOST_UPDATES; n++) next.addAll(logged(n));
        found(
                        "exporter_secret_0",
                        "EXPORTER_SECRET_0",
                        secret -> exports.apply(new Exporter(schedule, secret, 3, true)))
                .ifPresent(next::add);
        if (next.isEmpty()) return Optional.empty();
        return Optional.of(
                new Derivation(
                        "Secrets of the key log",
                        "what comes before them is not known",
                        List.of(),
                        Octets.EMPTY,
                        "",
                        "RFC 9850 \u00a72",
                        next));
    }

    private static String letter(Role sender) {
        return sender.text().substring(0, 1);
    }

    private static String upper(Role sender) {
        return sender.text().toUpperCase(Locale.ROOT);
    }
}
