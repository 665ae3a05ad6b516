package dtlskeying.spec;

/**
 * Where a clause stands and what it says.
 *
 * @param document the document, pinned by revision
 * @param section the section's number there, for example {@code 4.1.3}
 * @param row the letter that tells the statements of one section apart
 * @param level how binding it is
 * @param summary the statement in our own words, never the document's sentence
 */
public record Citation(Document document, String section, String row, Level level, String summary) {

    /**
     * Reads an id such as {@code dtls-srtp/4.1.3/f}.
     *
     * @throws IllegalArgumentException if the id does not have three parts or names no document
     */
    public static Citation of(String id, Level level, String summary) {
        String[] parts = id.split("/", -1);
        if (parts.length != 3)
            throw new IllegalArgumentException(id + " is not document/section/row");
        return new Citation(Document.ofPrefix(parts[0]), parts[1], parts[2], level, summary);
    }

    /** The stable id of the clause. */
    public String id() {
        return document.prefix() + "/" + section + "/" + row;
    }
}
