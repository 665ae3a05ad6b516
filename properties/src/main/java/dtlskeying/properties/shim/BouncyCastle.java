package dtlskeying.properties.shim;

import dtlskeying.properties.shim.bc.VirtualTime;
import dtlskeying.spec.Role;

import java.util.EnumSet;
import java.util.Set;

/**
 * Bouncy Castle's DTLS 1.2, unchanged but for the clock that it reads. It has no re-handshake, and
 * media is no part of it.
 */
public final class BouncyCastle implements Implementation {
    /** Bouncy Castle as it comes. */
    public BouncyCastle() {}

    @Override
    public String name() {
        return "bouncy-castle";
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.MKI);
    }

    @Override
    public boolean isInVirtualTime() {
        return true;
    }

    /** Each end has classes, and so a clock, of its own. */
    @Override
    public Driven open(Role role, Wishes wishes) {
        return new VirtualTime().end(role, wishes);
    }
}
