/**
 * Exhausting a model: breadth first, within bounds, with the shortest path to whatever is wrong.
 *
 * <p>A model is written with readable records. What is kept of a visited state is one {@code long}:
 * a packed key where the state fits in 64 bits, a mixed fingerprint where it does not.
 */
package dtlskeying.model.explore;
