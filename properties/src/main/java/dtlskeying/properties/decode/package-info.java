/**
 * Captures, taken apart: the units that stood in their datagrams, opened with the secrets of a key
 * log. Nothing is judged here.
 */
package dtlskeying.properties.decode;
