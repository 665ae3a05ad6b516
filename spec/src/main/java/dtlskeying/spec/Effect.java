package dtlskeying.spec;

/**
 * Something that a machine does in answer to an input.
 *
 * <p>An effect that refuses, discards or destroys is a record with a component {@code Clause
 * clause}: the one clause that was acted on.
 */
public interface Effect {
    /** The clause that was acted on, {@link Clause#UNSTATED} if the effect needs no reason. */
    default Clause clause() {
        return Clause.UNSTATED;
    }

    /** The same effect with another reason. An effect without a reason returns itself. */
    default Effect because(Clause clause) {
        return this;
    }

    /** Whether both are the same but for the reason. */
    default boolean sameDeed(Effect other) {
        return because(Clause.UNSTATED).equals(other.because(Clause.UNSTATED));
    }
}
