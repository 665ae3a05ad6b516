package dtlskeying.model.explore;

import java.util.function.Predicate;

/**
 * Something that must stay possible: from every reachable state, some path leads to a state where
 * it is reached ({@code AG EF}).
 *
 * <p>On a finite graph, and if a message that is sent for ever is at last delivered, that is the
 * same as saying that the goal will be reached.
 *
 * @param <S> the states
 * @param name the goal as a sentence
 * @param reached the states in which it is reached
 */
public record Goal<S>(String name, Predicate<S> reached) {}
