/**
 * The conformance probe: conforming and misbehaving peers for a live implementation.
 *
 * <p>A {@link dtlskeying.properties.probe.ProbeCase} is a clause, words, and a scenario that plays
 * one association against a {@link dtlskeying.properties.probe.Subject}; the subject is reached
 * over a {@link dtlskeying.properties.probe.Wire}, which has the only clock. Misbehaviour comes
 * from somebody at the side of our engine ({@link dtlskeying.properties.probe.Player}), never from
 * the engine itself.
 */
package dtlskeying.properties.probe;
