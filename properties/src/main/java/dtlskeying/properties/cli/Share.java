package dtlskeying.properties.cli;

/**
 * A share of a whole.
 *
 * @param value from 0 to 1
 */
record Share(double value) {
    Share {
        if (!(value >= 0 && value <= 1))
            throw new IllegalArgumentException("a share is from 0 to 1 or 0% to 100%");
    }

    /** Reads {@code 0.3}, {@code 30%} or {@code 30}; from 1 on a number is a percentage. */
    static Share parse(String text) {
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1) : text;
        try {
            double number = Double.parseDouble(digits);
            return new Share(percent || number >= 1 ? number / 100 : number);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("'" + text + "' is no share such as 30% or 0.3");
        }
    }

    static double orNone(Share share) {
        return share == null ? 0 : share.value;
    }
}
