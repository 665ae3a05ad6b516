package dtlskeying.model.dtls12;

import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.util.Set;

/**
 * The SRTP keys of one direction, as a symbol: two are equal if they depend on the same things.
 *
 * <p>The randoms of the handshake are not in it, because the attacker leaves them alone. Nor is the
 * transcript: without RFC 7627 the keys do not depend on it, so that agreement must come from the
 * Finished messages alone.
 *
 * @param owner whose packets they protect
 * @param profile what cuts the exported block
 * @param mki what packets call them
 */
public record SrtpKey(Role owner, Set<ProtectionProfile> profile, Mki mki) {}
