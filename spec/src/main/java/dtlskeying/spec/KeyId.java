package dtlskeying.spec;

/**
 * The name of a key. Machines and traces hold names; only the key ring of an endpoint holds bytes.
 *
 * @param handshake which handshake of the association it comes from, 1 for the first
 * @param owner whose packets it protects
 * @param use what it does, for example {@code rtp-encryption}
 */
public record KeyId(int handshake, Role owner, String use) {
    @Override
    public String toString() {
        return handshake + "/" + owner.text() + "/" + use;
    }
}
