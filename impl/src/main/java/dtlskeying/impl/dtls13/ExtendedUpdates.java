package dtlskeying.impl.dtls13;

import dtlskeying.impl.dtls13.message.HandshakeType;

/**
 * Whether one end wants extended key updates, and the two numbers that nobody has assigned yet
 * (draft-ietf-tls-extended-key-update §3 and §13). Both ends need the same.
 *
 * @param wanted whether the flag is offered, or acknowledged
 * @param flag its number in tls_flags, 0 to 2,039
 * @param messageType the {@code msg_type} of its handshake message, 0 to 253, of no other message
 */
public record ExtendedUpdates(boolean wanted, int flag, int messageType) {
    /** The flag where nobody says otherwise. */
    public static final int DEFAULT_FLAG = 100;

    /** The type of the message where nobody says otherwise. */
    public static final int DEFAULT_MESSAGE_TYPE = 253;

    /** They are not wanted. */
    public static final ExtendedUpdates OFF =
            new ExtendedUpdates(false, DEFAULT_FLAG, DEFAULT_MESSAGE_TYPE);

    /** They are wanted, under the default numbers. */
    public static final ExtendedUpdates ON =
            new ExtendedUpdates(true, DEFAULT_FLAG, DEFAULT_MESSAGE_TYPE);

    public ExtendedUpdates {
        new Flags(java.util.Set.of(flag));
        if (messageType < 0 || messageType > 253 || HandshakeType.find(messageType).isPresent())
            throw new IllegalArgumentException(
                    messageType
                            + " is no free type of a handshake message: 0 to 253 without"
                            + " those of DTLS 1.3");
    }
}
