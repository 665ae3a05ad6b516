package dtlskeying.model.explore;

/**
 * A system whose states fit in 64 bits: {@link #key} loses nothing, no two states share a key, and
 * the queue holds keys instead of states.
 *
 * @param <S> the states
 * @param <L> the labels of the transitions
 */
public interface Packed<S, L> extends Explorable<S, L> {
    /** The state with that key; the inverse of {@link #key}. */
    S unpack(long key);
}
