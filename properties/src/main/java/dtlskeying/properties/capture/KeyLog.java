package dtlskeying.properties.capture;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Secrets by the random of the client hello and their label: lines of an SSLKEYLOGFILE (RFC 9850
 * §2), those of extended key updates among them.
 */
public final class KeyLog {
    /** Whose master secret DTLS 1.2 derives everything from. */
    public static final String MASTER_SECRET = "CLIENT_RANDOM";

    /** The exporter secret of DTLS 1.3; with a number behind, that of an extended update. */
    public static final String EXPORTER = "EXPORTER_SECRET";

    private static final Pattern LABEL =
            Pattern.compile(
                    "CLIENT_RANDOM|(CLIENT|SERVER)_HANDSHAKE_TRAFFIC_SECRET"
                            + "|(CLIENT|SERVER)_TRAFFIC_SECRET_\\d{1,15}"
                            + "|EXPORTER_SECRET(_\\d{1,15})?");
    private static final int RANDOM = 32;
    private static final int LONGEST_SECRET = 64;
    private static final int MOST_SECRETS = 1_000_000;

    private record Name(Octets random, String label) {}

    private final Map<Name, Secret> secrets = new HashMap<>();

    private KeyLog() {}

    /** What reading gives. */
    public sealed interface Outcome {
        /** All lines could be read. */
        record Readable(KeyLog log) implements Outcome {}

        /**
         * One could not.
         *
         * @param line its number, from 1
         * @param reason what is wrong with it
         */
        record Broken(int line, String reason) implements Outcome {
            @Override
            public String toString() {
                return "line " + line + ": " + reason;
            }
        }
    }

    /** A log without secrets. */
    public static KeyLog empty() {
        return new KeyLog();
    }

    /** Reads lines; comments, empty ones and those with a label that is not known are skipped. */
    public static Outcome read(String text) {
        var log = new KeyLog();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String reason = log.take(line.strip());
            if (!reason.isEmpty()) return new Outcome.Broken(number, reason);
        }
        return new Outcome.Readable(log);
    }

    /** Of two secrets of one name the first counts. */
    private String take(String line) {
        String[] words = line.split("\\s+");
        if (!LABEL.matcher(words[0]).matches()) return "";
        if (words.length != 3) return "a label, a random and a secret were expected";
        if (secrets.size() >= MOST_SECRETS) return "more than a million secrets";
        try {
            Octets random = Octets.hex(words[1]);
            Octets secret = Octets.hex(words[2]);
            if (random.length() != RANDOM) return "a random has 32 bytes, not " + random.length();
            if (secret.isEmpty() || secret.length() > LONGEST_SECRET)
                return "a secret has 1 to 64 bytes, not " + secret.length();
            secrets.putIfAbsent(new Name(random, words[0]), Secret.of(secret));
            return "";
        } catch (IllegalArgumentException noHex) {
            return noHex.getMessage();
        }
    }

    /** This log and another, whose secrets count less. */
    public KeyLog with(KeyLog other) {
        var both = new KeyLog();
        both.secrets.putAll(other.secrets);
        both.secrets.putAll(secrets);
        return both;
    }

    /**
     * The secret of that name.
     *
     * @param random of the client hello, 32 bytes
     */
    public Optional<Secret> find(Octets random, String label) {
        return Optional.ofNullable(secrets.get(new Name(random, label)));
    }

    /** Whether there is anything in it of that client hello. */
    public boolean knows(Octets random) {
        return secrets.keySet().stream().anyMatch(name -> name.random().equals(random));
    }

    /** How many secrets it has. */
    public int size() {
        return secrets.size();
    }

    /** How many there are, and no secret. */
    @Override
    public String toString() {
        return secrets.size() + " secrets";
    }
}
