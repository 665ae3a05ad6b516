package dtlskeying.spec;

/** Which end of a DTLS handshake. */
public enum Role {
    CLIENT,
    SERVER;

    /** The other end. */
    public Role peer() {
        return this == CLIENT ? SERVER : CLIENT;
    }

    /** The role in lowercase. */
    public String text() {
        return this == CLIENT ? "client" : "server";
    }
}
