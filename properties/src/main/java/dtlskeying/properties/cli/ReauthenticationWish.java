package dtlskeying.properties.cli;

import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;

/**
 * When an end of a run asks its peer again who it is.
 *
 * @param policy what that is for the key management
 */
record ReauthenticationWish(Policy policy) {
    static final ReauthenticationWish NEVER = new ReauthenticationWish(Policy.NONE);

    private static final String AFTER_UPDATE = "after-update";
    private static final int MOST_SECONDS = 31_536_000;

    /**
     * Reads {@code after-update}, or a number of seconds.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static ReauthenticationWish parse(String text) {
        if (text.equals(AFTER_UPDATE)) return new ReauthenticationWish(new Policy(0, true));
        boolean isNumber = text.matches("[1-9][0-9]{0,7}");
        if (!isNumber || Integer.parseInt(text) > MOST_SECONDS)
            throw new IllegalArgumentException(
                    "after-update, or 1 to " + MOST_SECONDS + " seconds, not " + text);
        return new ReauthenticationWish(new Policy(Integer.parseInt(text), false));
    }
}
