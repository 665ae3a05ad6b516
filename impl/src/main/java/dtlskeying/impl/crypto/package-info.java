/**
 * The cryptography, and the only place that touches a provider: everything else sees the small
 * types of this package.
 *
 * <p>All of it is deterministic. Where randomness is needed it is an argument, {@link
 * dtlskeying.impl.crypto.Entropy}.
 */
package dtlskeying.impl.crypto;
