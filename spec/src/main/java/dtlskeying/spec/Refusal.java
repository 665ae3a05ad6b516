package dtlskeying.spec;

/**
 * An effect that says no: the input was refused or dropped, and the state after it equals the state
 * before. A chapter's {@code Refused} and {@code Discarded} are refusals, each with its clause.
 */
public interface Refusal extends Effect {}
