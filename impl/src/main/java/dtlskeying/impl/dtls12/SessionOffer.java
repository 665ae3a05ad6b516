package dtlskeying.impl.dtls12;

import dtlskeying.spec.Octets;

/** Whether a client's hello asks to take up a session again. */
sealed interface SessionOffer {
    /** It does not. */
    record Nothing() implements SessionOffer {}

    /** It names this one. */
    record Of(ResumableSession session) implements SessionOffer {}

    Nothing NOTHING = new Nothing();

    /** What the hello says: the name of the session, or no bytes. */
    default Octets id() {
        return switch (this) {
            case Nothing() -> Octets.EMPTY;
            case Of(var session) -> session.id();
        };
    }
}
