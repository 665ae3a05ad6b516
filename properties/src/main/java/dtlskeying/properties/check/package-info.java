/**
 * Judges traces of any implementation: every machine's steps at every end are held against what the
 * text permits.
 */
package dtlskeying.properties.check;
