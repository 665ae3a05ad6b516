package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.CONNECTION_NAMES_AN_ADDRESS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.FINGERPRINT_IS_HASH_AND_PAIRS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.LINE_IS_A_LETTER_AND_A_VALUE;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.MEDIA_LINE_HAS_FOUR_PARTS;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.SETUP_ANSWERS_SETUP;
import static dtlskeying.spec.srtp.SessionDescriptionSpec.Claim.UNKNOWN_LETTER_SPOILS_THE_DESCRIPTION;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One description as a list of lines: what each section says, and everything that is wrong, in
 * whatever order a reader comes upon it.
 *
 * @param objections the clauses that some line goes against
 * @param doubts the clauses by which a reader may refuse what no document speaks of
 * @param sections the lines before the first m= line, then those of each stream, split at blanks
 */
record DescriptionLines(Set<Clause> objections, Set<Clause> doubts, List<List<String>> sections) {
    private static final String LETTERS = "vosiuepcbtrzkam";
    private static final Set<String> SETUPS = Set.of("active", "passive", "actpass", "holdconn");
    private static final int PORTS = 65_536;

    /** RFC 8122 §5: how many bytes a hash has; others are passed over. */
    private static final Map<String, Integer> HASHES =
            Map.of("sha-1", 20, "sha-256", 32, "sha-384", 48, "sha-512", 64);

    /** RFC 8866 §5.7: only layers of multicast have several c= lines. */
    static DescriptionLines of(List<String> lines) {
        var objections = new HashSet<Clause>();
        if (lines.isEmpty() || !lines.getFirst().equals("v=0"))
            objections.add(LINE_IS_A_LETTER_AND_A_VALUE);
        var sections = new ArrayList<List<String>>();
        sections.add(new ArrayList<>());
        for (String line : lines) {
            objections.addAll(against(line));
            if (line.startsWith("m=")) sections.add(new ArrayList<>());
            sections.getLast().add(line);
        }
        var read = sections.stream().filter(section -> !isOfAnotherTransport(section)).toList();
        if (saysTwice(read, "c=")) objections.add(CONNECTION_NAMES_AN_ADDRESS);
        var doubts = new HashSet<Clause>();
        if (saysTwice(sections, "c=")) doubts.add(CONNECTION_NAMES_AN_ADDRESS);
        if (saysTwice(sections, "a=setup:")) doubts.add(SETUP_ANSWERS_SETUP);
        return new DescriptionLines(Set.copyOf(objections), doubts, sections);
    }

    /** RFC 8866 §5.14: who does not know a proto need not make sense of that stream. */
    private static boolean isOfAnotherTransport(List<String> section) {
        if (section.isEmpty() || !section.getFirst().startsWith("m=")) return false;
        String[] words = section.getFirst().substring(2).split(" ");
        return words.length > 2 && SessionDescriptionModel.againstProto(words[2]).isPresent();
    }

    private static boolean saysTwice(List<List<String>> sections, String beginning) {
        return sections.stream().anyMatch(section -> starting(section, beginning).size() > 1);
    }

    private static Set<Clause> against(String line) {
        if (line.length() < 3 || line.charAt(1) != '=') return Set.of(LINE_IS_A_LETTER_AND_A_VALUE);
        if (LETTERS.indexOf(line.charAt(0)) < 0)
            return Set.of(UNKNOWN_LETTER_SPOILS_THE_DESCRIPTION);
        String value = line.substring(2);
        return switch (line.charAt(0)) {
            case 'm' -> againstMedia(List.of(value.split(" ", -1)));
            case 'c' -> againstConnection(List.of(value.split(" ", -1)));
            case 'a' -> againstAttribute(value);
            default -> Set.of();
        };
    }

    private static Set<Clause> againstMedia(List<String> words) {
        if (words.size() < 4 || words.contains("") || !isPort(words.get(1)))
            return Set.of(MEDIA_LINE_HAS_FOUR_PARTS);
        if (SessionDescriptionModel.againstProto(words.get(2)).isPresent()) return Set.of();
        return SessionDescriptionModel.againstFormats(words.subList(3, words.size()))
                .map(Set::of)
                .orElse(Set.of());
    }

    private static boolean isPort(String word) {
        return word.matches("[0-9]{1,5}") && Integer.parseInt(word) < PORTS;
    }

    private static Set<Clause> againstConnection(List<String> words) {
        boolean isWhole =
                words.size() == 3
                        && words.get(0).equals("IN")
                        && Set.of("IP4", "IP6").contains(words.get(1))
                        && !words.get(2).isEmpty();
        if (!isWhole) return Set.of(CONNECTION_NAMES_AN_ADDRESS);
        if (!words.get(2).matches("[0-9]{1,3}([.][0-9]{1,3}){3}(/.*)?")) return Set.of();
        int first = Integer.parseInt(words.get(2).split("[.]")[0]);
        return SessionDescriptionModel.againstAddress(first).map(Set::of).orElse(Set.of());
    }

    @Cites("rfc8866/5.13/a")
    private static Set<Clause> againstAttribute(String value) {
        if (value.startsWith("setup:"))
            return SETUPS.contains(value.substring(6)) ? Set.of() : Set.of(SETUP_ANSWERS_SETUP);
        if (!value.startsWith("fingerprint:")) return Set.of();
        String[] words = value.substring(12).split(" ", -1);
        Integer bytes = HASHES.get(words[0]);
        if (bytes == null) return Set.of();
        String pairs = "[0-9A-F]{2}(:[0-9A-F]{2}){" + (bytes - 1) + "}";
        return words.length == 2 && words[1].matches(pairs)
                ? Set.of()
                : Set.of(FINGERPRINT_IS_HASH_AND_PAIRS);
    }

    /** What a stream's lines say after this beginning, or the session's if they do not say it. */
    List<String> says(int stream, String beginning) {
        List<String> own = starting(sections.get(stream), beginning);
        return own.isEmpty() ? starting(sections.getFirst(), beginning) : own;
    }

    /** The fingerprints of a stream by hashes that are known, or the session's. */
    @Cites("rfc8122/5/b")
    List<String> fingerprints(int stream) {
        List<String> own = known(starting(sections.get(stream), "a=fingerprint:"));
        return own.isEmpty() ? known(starting(sections.getFirst(), "a=fingerprint:")) : own;
    }

    private static List<String> known(List<String> fingerprints) {
        return fingerprints.stream().filter(each -> bytes(each) > 0).toList();
    }

    /** How long the hash of a fingerprint is; 0 if it is not known. */
    static int bytes(String fingerprint) {
        return HASHES.getOrDefault(fingerprint.split(" ")[0], 0);
    }

    /** The words of a stream's m= line. */
    List<String> media(int stream) {
        return List.of(sections.get(stream).getFirst().substring(2).split(" "));
    }

    private static List<String> starting(List<String> lines, String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .toList();
    }
}
