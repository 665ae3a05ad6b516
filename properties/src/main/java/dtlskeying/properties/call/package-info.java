/** Calls of several channels between two embedded ends, in virtual time, and what they cost. */
package dtlskeying.properties.call;
