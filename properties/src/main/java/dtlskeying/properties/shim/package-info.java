/**
 * Driving an implementation of DTLS-SRTP from outside, in virtual time: {@code kmshim/1}. The side
 * that judges listens and owns time and network; the implementation sits behind a {@link
 * dtlskeying.properties.shim.Implementation}, in this process or, by a few lines of JSON, in any
 * other.
 */
package dtlskeying.properties.shim;
