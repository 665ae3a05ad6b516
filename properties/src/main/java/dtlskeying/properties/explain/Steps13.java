package dtlskeying.properties.explain;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
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
 * The steps that the key schedule of DTLS 1.3 is made of (RFC 8446 §7.1), each as it is drawn, and
 * held against the key log.
 *
 * @param secrets what the key log has
 * @param random the client's, under which it has it
 */
record Steps13(CipherSuite suite, Secrets secrets, Octets random) {
    static final String EXTRACTED = "rfc8446/7.1/a";

    private static final String KEYS = "rfc8446/7.3/a";

    KeySchedule schedule() {
        return KeySchedule.of(suite);
    }

    /** The result of the key exchange, if it is known. */
    Optional<Secret> shared() {
        return secrets.shared(random);
    }

    /** What the key log has under a label. */
    Optional<Secret> logged(String label) {
        return secrets.find(random, label);
    }

    Derivation derived(String use, Secret output, Derivation next) {
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

    Derivation extracted(
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

    /** Derive-Secret with a transcript. */
    Derivation secret(
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
        Optional<Secret> logged = logged(label);
        if (logged.isEmpty()) return "";
        return logged.get().equals(computed)
                ? "the key log has the same as " + label
                : "NOT what the key log has as " + label;
    }

    /** Key, nonce and number key of an epoch. */
    List<Derivation> keys(Secret traffic) {
        var keys = schedule().keys(suite.aead(), traffic);
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

    /** A secret of the key log, if it has one of the right length. */
    Optional<Derivation> found(String name, String label, Function<Secret, List<Derivation>> next) {
        return logged(label)
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

    /** As the labels of secrets have it. */
    static String letter(Role sender) {
        return sender.text().substring(0, 1);
    }

    /** As the labels of a key log have it. */
    static String upper(Role sender) {
        return sender.text().toUpperCase(Locale.ROOT);
    }
}
