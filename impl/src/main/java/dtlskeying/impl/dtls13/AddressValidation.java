package dtlskeying.impl.dtls13;

/** How a server knows that a client can be reached at the address that it writes from. */
public enum AddressValidation {
    /** By the cookie of a HelloRetryRequest. Until it comes back, nothing is kept. */
    COOKIE,
    /** From elsewhere, as over SCTP or after ICE: a hello is taken at once. */
    GIVEN
}
