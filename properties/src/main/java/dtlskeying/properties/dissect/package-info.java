/**
 * What every byte of a message is: trees of fields with name, place, value, meaning and source, for
 * whatever bytes there are.
 */
package dtlskeying.properties.dissect;
