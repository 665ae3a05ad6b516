package dtlskeying.properties.explain;

/**
 * What protects a message.
 *
 * @param number which keys: the epoch of records and DTLS chunks, the handshake of media; 0 none
 */
public record Level(Kind kind, long number) {
    /** No protection. */
    public static final Level OPEN = new Level(Kind.RECORD, 0);

    /** What kind of protection it is. */
    public enum Kind {
        /** DTLS records. */
        RECORD,
        /** SRTP and SRTCP. */
        MEDIA,
        /** DTLS chunks under primary keys. */
        CHUNK,
        /** DTLS chunks under restart keys. */
        RESTART,
        /** There are no keys to say. */
        UNKNOWN
    }

    /** In a few characters, for narrow places. */
    public String mark() {
        return switch (kind) {
            case RECORD -> number == 0 ? "open" : "epoch " + number;
            case MEDIA -> "keys " + number;
            case CHUNK -> "chunk " + number;
            case RESTART -> "restart " + number;
            case UNKNOWN -> "sealed";
        };
    }

    /** Which of a few colours it has, 0 to 5; the mark says the same in words. */
    public int colour() {
        if (kind == Kind.UNKNOWN) return 6;
        if (kind == Kind.RECORD && number == 0) return 0;
        long base = kind == Kind.RECORD ? number - 1 : kind == Kind.MEDIA ? number + 1 : number - 1;
        return 1 + (int) Math.floorMod(base, 5L);
    }
}
