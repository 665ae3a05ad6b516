package dtlskeying.properties.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that may have been meant. */
final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /** The names that a word is a part of, else those that few slips turn it into; 3 at most. */
    static List<String> to(String word, List<String> names) {
        String small = word.toLowerCase(Locale.ROOT);
        var holding = names.stream().filter(name -> name.toLowerCase(Locale.ROOT).contains(small));
        var found = holding.limit(MOST).toList();
        if (!found.isEmpty()) return found;
        int slips = 1 + word.length() / 5;
        return names.stream()
                .filter(name -> distance(small, name.toLowerCase(Locale.ROOT)) <= slips)
                .sorted(
                        Comparator.comparingInt(
                                name -> distance(small, name.toLowerCase(Locale.ROOT))))
                .limit(MOST)
                .toList();
    }

    /** How many letters have to be put in, taken away or changed. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int i = 0; i <= other.length(); i++) row[i] = i;
        for (int i = 1; i <= one.length(); i++) {
            int before = row[0];
            row[0] = i;
            for (int k = 1; k <= other.length(); k++) {
                int change = before + (one.charAt(i - 1) == other.charAt(k - 1) ? 0 : 1);
                before = row[k];
                row[k] = Math.min(change, 1 + Math.min(row[k], row[k - 1]));
            }
        }
        return row[other.length()];
    }
}
