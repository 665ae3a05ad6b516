/**
 * Mutants, each handed to the tests: those drawn from the implementation by a published seed
 * ({@code DrawnMutants}), and all that pitest makes of a chapter's machine and model ({@code
 * StudiedMutants}). What survives is a hole in the suite or, shown one by one in {@code
 * equivalent*.json}, no mutant at all.
 */
package dtlskeying.properties.mutants;
