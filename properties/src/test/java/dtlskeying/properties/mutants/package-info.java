/**
 * Mutants drawn from the implementation by a published seed, each handed to the tests. What
 * survives is a hole in the suite or, shown one by one in {@code equivalent.json}, no mutant at
 * all.
 */
package dtlskeying.properties.mutants;
