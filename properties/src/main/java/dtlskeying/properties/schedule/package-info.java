/**
 * Schedules: what a network, an attacker and two users do to two ends of DTLS-SRTP, as plain data,
 * and the world that carries it out. Any schedule can be carried out: what does not apply does
 * nothing.
 */
package dtlskeying.properties.schedule;
