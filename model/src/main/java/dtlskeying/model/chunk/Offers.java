package dtlskeying.model.chunk;

import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyManagementOffer;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What two offers come to, seen from one end.
 *
 * @param own what this end offers
 * @param theirs what its peer offers
 */
record Offers(KeyManagementOffer own, KeyManagementOffer theirs) {
    boolean shareAMethod() {
        return own.methods().stream().anyMatch(theirs.methods()::contains);
    }

    /** The ends that this one can be while its peer is the other. */
    Set<Role> fitting() {
        return Stream.of(Role.CLIENT, Role.SERVER)
                .filter(role -> own.roles().include(role) && theirs.roles().include(other(role)))
                .collect(Collectors.toSet());
    }

    /** Which end this one is; none if nothing decides. Only where some roles fit. */
    Optional<Role> role() {
        Set<Role> fitting = fitting();
        if (fitting.size() == 1) return fitting.stream().findFirst();
        long difference =
                Integer.toUnsignedLong(own.tieBreaker())
                        - Integer.toUnsignedLong(theirs.tieBreaker());
        if (difference == 0) return Optional.empty();
        return Optional.of(difference > 0 ? Role.SERVER : Role.CLIENT);
    }

    KeyManagementOffer of(Role asked, Role ours) {
        return asked == ours ? own : theirs;
    }

    /** The first of the server's methods that the client has; only where one is shared. */
    int method(Role ours) {
        KeyManagementOffer client = of(Role.CLIENT, ours);
        return of(Role.SERVER, ours).methods().stream()
                .filter(client.methods()::contains)
                .findFirst()
                .orElseThrow();
    }

    boolean restart() {
        return own.restart() && theirs.restart();
    }

    private static Role other(Role role) {
        return role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    }
}
