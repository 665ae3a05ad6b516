package dtlskeying.model.dtls12;

/**
 * What the Finished messages cover, as far as it concerns SRTP: both hellos as one end has sent or
 * read them.
 *
 * @param offer of the ClientHello
 * @param answer of the ServerHello
 */
public record Transcript(Extension offer, Extension answer) {
    @Override
    public String toString() {
        return "<" + offer + " / " + answer + ">";
    }
}
