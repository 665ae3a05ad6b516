package dtlskeying.properties.decode;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyUse;

/**
 * Whose keys a DTLS chunk is under.
 *
 * @param association which DTLS association on the path they come from, from 1 on; 0 if the chunk
 *     could not be opened, or there is none
 * @param writer which end of it has sent the chunk
 * @param use as the chunk says
 * @param client the client's parameter that entered the keys
 * @param server the server's
 * @param slip how the keys differ from those that they should be
 */
public record ChunkSeal(
        int association, Role writer, KeyUse use, Octets client, Octets server, Slip slip) {
    /** How an end may have sealed with keys of the association that are not the right ones. */
    public enum Slip {
        NONE("under the right keys"),
        OTHER_END("under the keys of the other end"),
        OTHER_USE("under the keys of the other use, primary or restart"),
        PARAMETERS_SWAPPED("under keys that take the parameters in the wrong order"),
        OTHER_SECRET("under keys of the exporter secret of another epoch");

        private final String text;

        Slip(String text) {
            this.text = text;
        }

        /** The slip in words. */
        public String text() {
            return text;
        }
    }

    /** That of what is not sealed, or not opened. */
    static final ChunkSeal NONE =
            new ChunkSeal(0, Role.CLIENT, KeyUse.PRIMARY, Octets.EMPTY, Octets.EMPTY, Slip.NONE);
}
