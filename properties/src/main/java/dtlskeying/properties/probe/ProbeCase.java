package dtlskeying.properties.probe;

import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;

import java.util.Set;

/**
 * One question to a peer.
 *
 * @param id its name, stable, lowercase with hyphens
 * @param clause what it is about
 * @param peers which ends it can be put to
 * @param does what is done to the peer
 * @param expects what a conforming peer then does
 * @param scenario both, played
 */
public record ProbeCase(
        String id, Clause clause, Set<Role> peers, String does, String expects, Scenario scenario) {
    public ProbeCase {
        peers = Set.copyOf(peers);
    }

    /** A case for servers. */
    static ProbeCase toServer(
            String id, String clause, String does, String expects, Scenario scenario) {
        return new ProbeCase(id, clause(clause), Set.of(Role.SERVER), does, expects, scenario);
    }

    /** A case for clients. */
    static ProbeCase toClient(
            String id, String clause, String does, String expects, Scenario scenario) {
        return new ProbeCase(id, clause(clause), Set.of(Role.CLIENT), does, expects, scenario);
    }

    /** A case for either end. */
    static ProbeCase toBoth(
            String id, String clause, String does, String expects, Scenario scenario) {
        return new ProbeCase(id, clause(clause), Set.of(Role.values()), does, expects, scenario);
    }

    private static Clause clause(String id) {
        return Catalogue.find(id).orElseThrow(() -> new AssertionError("no clause " + id));
    }

    /**
     * Whether a user who wrote this wants the case: the beginning of its clause's id, up to a slash
     * or a dot, or its own name.
     */
    public boolean isMeantBy(String selection) {
        String clauseId = clause.id();
        if (id.equals(selection) || clauseId.equals(selection)) return true;
        return clauseId.startsWith(selection)
                && (selection.endsWith("/")
                        || "/.".indexOf(clauseId.charAt(selection.length())) >= 0);
    }
}
