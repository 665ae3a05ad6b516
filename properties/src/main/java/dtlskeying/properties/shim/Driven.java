package dtlskeying.properties.shim;

import dtlskeying.spec.Octets;

/**
 * One end of an implementation. Each call returns when nothing more comes of it until something
 * arrives or time passes: no caller ever waits.
 */
public interface Driven extends AutoCloseable {
    /** Its certificate, X.509 in DER. */
    Octets certificate();

    /** A client starts its handshake; nothing comes of it at a server. */
    Reaction begin();

    /** A datagram arrives, of any kind. */
    Reaction receive(Octets datagram);

    /** That many milliseconds pass, 0 or more. */
    Reaction advance(long milliseconds);

    /**
     * The user sends an RTP packet.
     *
     * @throws Unimplemented without {@link Capability#SRTP}
     */
    Reaction send(Octets packet) throws Unimplemented;

    /**
     * The user wants another handshake inside the association.
     *
     * @throws Unimplemented without {@link Capability#REKEY}
     */
    Reaction rekey() throws Unimplemented;

    /** The user closes. */
    Reaction shut();

    /** Lets go of what it holds; nothing may be asked of it afterwards. */
    @Override
    void close();
}
