/**
 * Exercises: an implementation has a bug that is not shown, and a learner says in one sentence what
 * a right one never does. The sentence is held against the right machine and against the other.
 */
package dtlskeying.properties.exercise;
