package dtlskeying.spec.dtls;

/** What a message of a handshake is called, in either version of DTLS. */
public enum MessageName {
    HELLO_REQUEST("HelloRequest"),
    CLIENT_HELLO("ClientHello"),
    HELLO_VERIFY_REQUEST("HelloVerifyRequest"),
    HELLO_RETRY_REQUEST("HelloRetryRequest"),
    SERVER_HELLO("ServerHello"),
    ENCRYPTED_EXTENSIONS("EncryptedExtensions"),
    CERTIFICATE_REQUEST("CertificateRequest"),
    CERTIFICATE("Certificate"),
    SERVER_KEY_EXCHANGE("ServerKeyExchange"),
    SERVER_HELLO_DONE("ServerHelloDone"),
    CLIENT_KEY_EXCHANGE("ClientKeyExchange"),
    CERTIFICATE_VERIFY("CertificateVerify"),
    CHANGE_CIPHER_SPEC("ChangeCipherSpec"),
    FINISHED("Finished"),
    NEW_SESSION_TICKET("NewSessionTicket"),
    KEY_UPDATE("KeyUpdate"),
    EXTENDED_KEY_UPDATE("ExtendedKeyUpdate");

    private final String text;

    MessageName(String text) {
        this.text = text;
    }

    /** The name as the RFCs write it. */
    public String text() {
        return text;
    }
}
