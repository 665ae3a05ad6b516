package dtlskeying.properties.pages;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Names of the code as a reader says them. */
final class Wording {
    private static final Set<String> CAPITALS =
            Set.of(
                    "ACK", "ACKS", "AEAD", "AEADS", "CBC", "DTLS", "EKU", "HMAC", "IV", "KDF",
                    "MKI", "MKIS", "MSL", "PPID", "RTCP", "RTP", "SCTP", "SDP", "SRTCP", "SRTP",
                    "SSRC", "SSRCS", "STUN", "TLS", "ULP");

    private Wording() {}

    /**
     * A claim as a sentence: {@code CLIENT_ABORTS_ON_FOREIGN_MKI} is "Client aborts on foreign
     * MKI".
     */
    static String sentence(String constant) {
        String text = Arrays.stream(constant.split("_")).map(Wording::word).collect(joining(" "));
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String word(String word) {
        if (!CAPITALS.contains(word)) return word.toLowerCase(Locale.ROOT);
        boolean isPlural =
                word.endsWith("S") && CAPITALS.contains(word.substring(0, word.length() - 1));
        return isPlural ? word.substring(0, word.length() - 1) + "s" : word;
    }

    /** A chapter as the name of its files: {@code MkiSelection} is {@code mki-selection}. */
    static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The section as it is cited: figures and appendices have no paragraph sign. */
    static String section(String section) {
        return Character.isDigit(section.charAt(0)) ? "§" + section : "appendix " + section;
    }

    /** A name that may stand in a file's name and in the part of an address behind the #. */
    static String anchor(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
