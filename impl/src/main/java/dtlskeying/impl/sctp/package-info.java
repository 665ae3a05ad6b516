/**
 * SCTP associations of a real stack, sans IO: packets go in and come out as events, so that what
 * carries them can be UDP, memory or an operator that protects them.
 */
package dtlskeying.impl.sctp;
