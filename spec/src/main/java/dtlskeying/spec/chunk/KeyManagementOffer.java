package dtlskeying.spec.chunk;

import dtlskeying.spec.Role;

import java.util.List;

/**
 * What one end offers in its INIT or INIT ACK: the DTLS Key Management parameter
 * (draft-ietf-tsvwg-sctp-dtls-chunk-04 §4.1).
 *
 * @param tieBreaker 32 random bits, new for each association; unsigned
 * @param roles which ends of the key management it can be
 * @param restart whether it supports the protected restart of an association
 * @param methods key management methods, 0 to 255, best first; one that is sent has at least one
 */
public record KeyManagementOffer(
        int tieBreaker, Roles roles, boolean restart, List<Integer> methods) {
    /** Which ends of the key management an endpoint can be. */
    public enum Roles {
        CLIENT_ONLY,
        SERVER_ONLY,
        EITHER;

        /** Whether that end is among them. */
        public boolean include(Role role) {
            return switch (this) {
                case CLIENT_ONLY -> role == Role.CLIENT;
                case SERVER_ONLY -> role == Role.SERVER;
                case EITHER -> true;
            };
        }
    }

    private static final int LARGEST_METHOD = 255;

    public KeyManagementOffer {
        methods = List.copyOf(methods);
        if (methods.stream().anyMatch(id -> id < 0 || id > LARGEST_METHOD))
            throw new IllegalArgumentException("methods are numbers of 8 bits, not " + methods);
    }
}
