package dtlskeying.properties.explain;

import static dtlskeying.properties.explain.Steps13.upper;

import dtlskeying.properties.explain.Schedule13.Exporter;
import dtlskeying.properties.explain.Schedule13.Exports;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the key log alone tells of a key schedule: its secrets, and what is made of them. */
record LoggedSchedule13(Steps13 steps, Exports exports) {
    static final int MOST_UPDATES = 64;

    /** Whether both ends can update extended keys: then epochs have exporters of their own. */
    boolean isRenewable() {
        return steps.logged("EXPORTER_SECRET_0").isPresent()
                || steps.logged("EXPORTER_SECRET_1").isPresent();
    }

    /** All of it under one heading; nothing if there is none. */
    Optional<Derivation> tree() {
        var next = new ArrayList<Derivation>();
        for (Role sender : Role.values())
            steps.found(
                            sender.text() + "_handshake_traffic_secret",
                            upper(sender) + "_HANDSHAKE_TRAFFIC_SECRET",
                            steps::keys)
                    .ifPresent(next::add);
        for (int n = 0; n <= MOST_UPDATES; n++) next.addAll(generation(n));
        steps.found(
                        "exporter_secret_0",
                        "EXPORTER_SECRET_0",
                        secret -> exports.apply(new Exporter(steps.schedule(), secret, 3, true)))
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

    /** The secrets after that many updates. */
    List<Derivation> generation(int n) {
        var all = new ArrayList<Derivation>();
        for (Role sender : Role.values())
            steps.found(
                            sender.text() + "_application_traffic_secret_" + n,
                            upper(sender) + "_TRAFFIC_SECRET_" + n,
                            steps::keys)
                    .ifPresent(all::add);
        steps.found(
                        "exporter_secret" + (n == 0 ? "" : "_" + n),
                        n == 0 ? "EXPORTER_SECRET" : "EXPORTER_SECRET_" + n,
                        secret ->
                                exports.apply(
                                        new Exporter(
                                                steps.schedule(), secret, 3 + n, isRenewable())))
                .ifPresent(all::add);
        return all;
    }
}
