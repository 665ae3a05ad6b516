package dtlskeying.properties.shim;

import dtlskeying.spec.Role;

import java.util.Set;

/** An implementation that can be driven: it has no clock and no socket of its own. */
public interface Implementation {
    /** Name and version, for reports. */
    String name();

    /** What it can do beyond a handshake. */
    Set<Capability> capabilities();

    /** Whether time passes for it only when it is told; if not, {@link Driven#advance} waits. */
    boolean isInVirtualTime();

    /**
     * Makes an end that has done nothing yet.
     *
     * @throws Unimplemented if it has no such end
     */
    Driven open(Role role, Wishes wishes) throws Unimplemented;
}
