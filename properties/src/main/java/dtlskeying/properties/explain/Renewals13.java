package dtlskeying.properties.explain;

import static dtlskeying.properties.explain.LoggedSchedule13.MOST_UPDATES;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.ExtendedKeySchedule;
import dtlskeying.properties.explain.Derivation.Input;
import dtlskeying.properties.explain.Schedule13.Exporter;
import dtlskeying.properties.explain.Schedule13.Exports;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;

/**
 * What extended key updates make of a main secret (draft-ietf-tls-extended-key-update §7): an
 * exporter for each epoch, and generations of secrets.
 *
 * @param hash of all messages up to the server's Finished
 */
record Renewals13(Steps13 steps, LoggedSchedule13 logged, Octets hash, Exports exports) {
    /** Their main secrets are forgotten, the rest is logged. */
    List<Derivation> of(Secret main) {
        var all = new ArrayList<Derivation>();
        var schedule = steps.schedule();
        var extended = new ExtendedKeySchedule(schedule);
        Secret exporter = extended.firstExporter(main, hash);
        all.add(
                steps.secret(
                        "exporter_secret_0",
                        "exporter eku",
                        hash,
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
            if (steps.logged("CLIENT_TRAFFIC_SECRET_" + n).isEmpty()) break;
            all.add(generation(n));
        }
        return all;
    }

    private Derivation generation(int n) {
        var next = logged.generation(n);
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
}
