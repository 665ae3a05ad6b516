package dtlskeying.properties.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The colours of a page, by the names that its style has for them. */
record Colours(Map<String, Integer> byName) {
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9]+): #([0-9a-f]{6});");

    /** Those by day and those by night: each begins with the paper. */
    static List<Colours> of(String page) {
        var all = new ArrayList<Colours>();
        COLOUR.matcher(page)
                .results()
                .forEach(found -> {
                    if (found.group(1).equals("paper")) all.add(new Colours(new HashMap<>()));
                    all.getLast().byName.put(found.group(1), Integer.parseInt(found.group(2), 16));
                });
        return all;
    }

    /** The contrast ratio of WCAG 2.2 §1.4.3, from 1 to 21. */
    double contrast(String ink, String ground) {
        double one = luminance(byName.get(ink));
        double other = luminance(byName.get(ground));
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 255)
                + 0.7152 * linear(rgb >> 8 & 255)
                + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
