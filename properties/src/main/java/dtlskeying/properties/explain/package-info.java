/**
 * What a run was: who sent what and what came of it, every byte named, every key derived, and what
 * the text permitted, as a page and as text.
 */
package dtlskeying.properties.explain;
