package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Secret;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The secrets that one state of an association holds, each object once. What a state holds and the
 * next does not is of no more use: nothing is sent again under it, and nothing late is opened.
 */
final class HeldSecrets {
    private final Set<Secret> secrets = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<RecordProtection> protections =
            Collections.newSetFromMap(new IdentityHashMap<>());

    private HeldSecrets() {}

    static HeldSecrets none() {
        return new HeldSecrets();
    }

    static HeldSecrets of(Parts parts) {
        var held = new HeldSecrets();
        Stream.concat(parts.side().held(), parts.traffic().held()).forEach(held.secrets::add);
        held.protections.addAll(parts.records().readKeys().values());
        held.protections.addAll(parts.records().writeKeys().values());
        return held;
    }

    /** Overwrites all that is not among those. */
    void overwriteAllBut(HeldSecrets kept) {
        for (Secret secret : secrets) if (!kept.secrets.contains(secret)) secret.overwrite();
        for (RecordProtection each : protections)
            if (!kept.protections.contains(each)) each.overwrite();
    }

    /** All of them, those of records too. */
    Stream<Secret> secrets() {
        return Stream.concat(
                secrets.stream(), protections.stream().flatMap(RecordProtection::held));
    }
}
