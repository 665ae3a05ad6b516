package dtlskeying.impl.dtls;

/** Whether a server asks its client for a certificate, and must have one. */
public enum ClientAuthentication {
    NONE,
    REQUIRED
}
