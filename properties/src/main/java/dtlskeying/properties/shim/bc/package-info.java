/**
 * Bouncy Castle's DTLS 1.2 behind a {@link dtlskeying.properties.shim.Implementation}: an
 * implementation that we did not write, and an example of how one is put behind the shim that
 * blocks and reads the clock of the system.
 */
package dtlskeying.properties.shim.bc;
