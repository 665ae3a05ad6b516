package dtlskeying.properties.explain;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.spec.Octets;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets of a run: a key log, and what our own runs add to theirs.
 *
 * @param log what any reader of key logs knows
 * @param shared results of key exchanges, by the random of the client hello in hex
 */
public record Secrets(KeyLog log, Map<String, Octets> shared) {
    public Secrets {
        shared = Map.copyOf(shared);
    }

    /** The secrets of these lines; those that cannot be read are not there. */
    static Secrets of(String lines) {
        var shared = new HashMap<String, Octets>();
        var readable = new StringBuilder();
        for (String line : lines.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words[0].equals(Association.SHARED_SECRET) && words.length == 3) {
                hex(words[2]).ifPresent(secret -> shared.put(words[1], secret));
            } else if (KeyLog.read(line) instanceof KeyLog.Outcome.Readable) {
                readable.append(line).append('\n');
            }
        }
        return new Secrets(
                KeyLog.read(readable.toString()) instanceof KeyLog.Outcome.Readable(var log)
                        ? log
                        : KeyLog.empty(),
                shared);
    }

    private static Optional<Octets> hex(String digits) {
        try {
            return Optional.of(Octets.hex(digits));
        } catch (IllegalArgumentException noHex) {
            return Optional.empty();
        }
    }

    /** A secret of the log. */
    Optional<Secret> find(Octets random, String label) {
        return log.find(random, label);
    }

    /** The result of the key exchange that began with that random. */
    Optional<Secret> shared(Octets random) {
        return Optional.ofNullable(shared.get(random.toHex())).map(Secret::of);
    }

    @Override
    public String toString() {
        return log.toString();
    }
}
