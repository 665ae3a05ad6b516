package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.Verdict.Unsound;

/** What one end concludes from the peer's hello. */
sealed interface HelloOutcome {
    /** A client takes the server's choice. */
    record Accepted(Terms terms) implements HelloOutcome {}

    /** A server has chosen: this answer, this group for its share, this scheme to sign it with. */
    record Chosen(Terms terms, ServerHello answer, NamedGroup group, SignatureScheme scheme)
            implements HelloOutcome {}

    /** Both ends take up this session again; a server answers so. */
    record Resumed(Session session, ServerHello answer) implements HelloOutcome {}

    /** The handshake cannot go on. */
    record Rejected(Unsound why) implements HelloOutcome {}

    static HelloOutcome reject(Alert alert, Clause clause) {
        return new Rejected(new Unsound(alert, clause));
    }
}
