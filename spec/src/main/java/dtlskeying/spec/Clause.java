package dtlskeying.spec;

/**
 * One statement of a document that an implementation can obey or break.
 *
 * <p>Every chapter lists its clauses in an enum {@code Claim}, whose constants are named as claims.
 * A clause is carried by the effects that act on it, so that a trace says why something was
 * refused.
 */
public interface Clause {
    /** The clause of an effect whose reason was not observed, as in a trace of another's stack. */
    Clause UNSTATED = Unstated.UNSTATED;

    /** Where the statement stands, how binding it is, and what it says in our words. */
    Citation citation();

    /** The name of the constant, a claim in capitals. */
    String name();

    /** The stable id, {@code document/section/row}, for example {@code dtls-srtp/4.1.3/f}. */
    default String id() {
        return citation().id();
    }

    /** How binding the statement is. */
    default Level level() {
        return citation().level();
    }

    /** The statement in our own words. */
    default String summary() {
        return citation().summary();
    }
}
