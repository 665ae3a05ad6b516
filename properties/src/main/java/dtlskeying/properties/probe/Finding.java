package dtlskeying.properties.probe;

/** What one play of a case has come to; every kind says in words what was seen. */
public sealed interface Finding {
    /** What was seen, or why nothing was. */
    String words();

    /** The clause was kept, as far as can be seen. */
    record Kept(String words) implements Finding {}

    /** The clause was broken, and no loss on the way explains it. */
    record Broken(String words) implements Finding {}

    /** What was expected did not come; a lost datagram could explain it, once. */
    record Silence(String words) implements Finding {}

    /**
     * A peer of DTLS 1.3 does not go on, as it must not, but sends no alert either: RFC 8446 §6.2
     * recommends one, and requires no more than that one that is sent is the right one.
     */
    record Mute(String words) implements Finding {}

    /** The case does not apply: the peer lacks what it is about, or did not get that far. */
    record Unmet(String words) implements Finding {}

    /** Nothing that was seen tells one way or the other. */
    record Unclear(String words) implements Finding {}
}
