package dtlskeying.properties.explain;

import java.util.List;

/**
 * The derivations of one handshake.
 *
 * @param title which handshake, of which version and suite
 * @param root where all of them begin; none if there is no secret to begin with
 */
public record KeyTree(String title, List<Derivation> root) {
    public KeyTree {
        root = List.copyOf(root);
    }
}
